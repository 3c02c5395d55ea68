"""The long run of auctions; a file for each machine, so that they are played side by side."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.test_properties_market import AuctionMachine


@pytest.mark.long
@pytest.mark.timeout(0)
def test_auctions_keep_the_rules_for_long(play: Play) -> None:
    play(AuctionMachine, long=True)
