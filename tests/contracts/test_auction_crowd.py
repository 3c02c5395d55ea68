"""A side of the book that is full: contract and model agree who makes room, and at what price."""

from __future__ import annotations

import random

import pytest

from tests.contracts.plays_market import MarketPlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, S

ISSUER = 4
PRICE = 10**12
FEW = [PRICE * cents // 100 for cents in (60, 90, 100, 101, 130)]
"""So few that many are equal, and arrival decides."""
LOT = S // 20_000


@made_once
def crowd() -> MarketPlays:
    """An issuer, and seventy others who each hold a two-hundredth."""
    plays = MarketPlays(members=71)
    plays.issue(ISSUER)
    for holder in plays.members[1:]:
        assert plays.place(ISSUER, holder, S // 200, 0)
    return plays


@pytest.mark.parametrize("side", ["sells", "buys"])
def test_both_agree_who_makes_room_and_at_what_price(side: str) -> None:
    rng = random.Random(side)
    plays = crowd()
    with plays.fresh():
        many = plays.members[1:67]
        seller, *buyers = plays.members[67:]
        # As much as the full side will hold, to the unit: only then does the price lie between
        # what was filled and what had to make room.
        assert plays.sell(ISSUER, seller, (1 if side == "sells" else 64) * LOT, PRICE // 2)
        took = 0
        for person in rng.sample(many, len(many)):
            price = rng.choice(FEW)
            if side == "sells":
                took += plays.sell(ISSUER, person, LOT, price)
            else:
                took += plays.buy(ISSUER, person, LOT, price)
        assert took >= 64
        call = plays.auctions.calls[ISSUER]
        full, gone = (call.sells, call.gone_sell) if side == "sells" else (call.buys, call.gone_buy)
        assert len(full) == 64 and gone is not None
        if side == "sells":
            for person, lots in zip(buyers, (22, 21, 21), strict=True):
                assert plays.buy(ISSUER, person, lots * LOT, 2 * PRICE)
        plays.compare()
        plays.pass_time(2 * DAY)
        assert plays.settle(ISSUER)
        plays.compare()
        assert (call.gone_sell, call.gone_buy) == (None, None)


def test_a_buy_that_is_too_old_makes_room_before_the_worst() -> None:
    plays = crowd()
    with plays.fresh():
        many = plays.members[1:69]
        for number, person in enumerate(many[:64]):
            assert plays.buy(ISSUER, person, LOT, PRICE + number)
            plays.pass_time(DAY // 2 if number in (1, 2) else 0)
        assert not plays.buy(ISSUER, many[64], LOT, PRICE)
        plays.pass_time(29 * DAY)
        # The first two are too old; they go in the order of their places, though others bid less.
        assert plays.buy(ISSUER, many[64], LOT, PRICE // 2)
        assert plays.buy(ISSUER, many[65], LOT, PRICE // 2)
        plays.compare()
        plays.pass_time(DAY // 2)
        assert plays.sell(ISSUER, many[67], LOT, PRICE // 2)
        assert plays.buy(ISSUER, many[66], LOT, PRICE)
        assert plays.auctions.calls[ISSUER].gone_buy is None  # the third had gone by itself
        plays.compare()
