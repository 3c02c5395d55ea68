"""The long run of compliance; a file for each machine, so that they are played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_law import LawMachine, market


@pytest.fixture(scope="module", autouse=True)
def _made_once() -> None:
    """Make the scene before the test begins: what a test makes goes with it."""
    market()


@pytest.mark.long
@pytest.mark.timeout(0)
def test_compliance_keeps_count_for_long(play: Play) -> None:
    play(LawMachine, long=True)
