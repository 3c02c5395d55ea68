"""The long run of markets under the whole law; a file each, so that machines play side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_exchange import ExchangeMachine, exchange


@pytest.fixture(scope="module", autouse=True)
def _made_once() -> None:
    """Make the scene before the test begins: what a test makes goes with it."""
    exchange()


@pytest.mark.long
@pytest.mark.timeout(0)
def test_auctions_and_offerings_keep_the_rules_for_long(play: Play) -> None:
    play(ExchangeMachine, long=True)
