"""The long run of auctions with offerings under the whole law; a file for each machine."""

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
def test_the_exchange_keeps_the_rules_for_long(play: Play) -> None:
    play(ExchangeMachine, long=True)
