"""The long run of auctions with offerings under the whole law; a file for each machine."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_exchange import ExchangeMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_the_exchange_keeps_the_rules_for_long(play: Play) -> None:
    play(ExchangeMachine, long=True)
