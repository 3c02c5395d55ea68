"""The long run of compliance; a file for each machine, so that they are played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_law import LawMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_compliance_keeps_count_for_long(play: Play) -> None:
    play(LawMachine, long=True)
