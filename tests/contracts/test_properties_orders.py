"""What holds for every auction, and for everybody who may not receive shares, each by its name."""

from __future__ import annotations

from collections.abc import Callable

import boa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.network import NO_PERMIT
from tests.contracts.plays_market import MarketPlays
from tests.contracts.scenes import made_once
from wallet.rules.clearing import Order, clear
from wallet.rules.units import DAY, S, price_of, worth

ISSUER = 4
HOLDERS = (5, 6, 7, 8)
BUYERS = (9, 10, 11, 12)
PRICE = 10**11
"""A dime a share; the reference price is the same."""
PRICES = st.integers(PRICE * 7 // 10, PRICE * 14 // 10)
UNITS = st.one_of(st.integers(2_000 * 10**18, S // 50), st.sampled_from([S // 100, S // 200]))
"""Some of them alike: only orders that meet to the unit leave a price between two limits."""


@made_once
def market() -> MarketPlays:
    """Four people hold an issuer's shares and four have money."""
    plays = MarketPlays(members=9)
    plays.issue(ISSUER)
    assert plays.offer(ISSUER, 1, S // 5, PRICE, 5, 0)
    for holder in HOLDERS:
        assert plays.commit(0, holder, S // 20)
    plays.pass_time(5 * DAY)
    assert plays.close(0)
    assert plays.take(0, [0, 1, 2, 3], 1)
    return plays


def cash(plays: MarketPlays, person: int) -> int:
    return int(plays.chain.dollar.balanceOf(plays.at(person)))


def shares(plays: MarketPlays, person: int) -> int:
    return int(plays.chain.ledger.balance_of(ISSUER, person))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    sells=st.lists(st.tuples(UNITS, PRICES), min_size=1, max_size=4),
    buys=st.lists(st.tuples(UNITS, PRICES), min_size=1, max_size=4),
    pairs=st.sampled_from([1, 64]),
)
def test_an_auction_clears_at_the_one_price_to_the_cent(
    sells: list[tuple[int, int]], buys: list[tuple[int, int]], pairs: int
) -> None:
    plays = market()
    with plays.fresh():
        asked = [
            Order(person, units, limit, turn)
            for turn, (person, (units, limit)) in enumerate(zip(HOLDERS, sells, strict=False))
        ]
        bid = [
            Order(person, units, limit, turn)
            for turn, (person, (units, limit)) in enumerate(zip(BUYERS, buys, strict=False), 10)
        ]
        had = {person: cash(plays, person) for person in (*HOLDERS, *BUYERS)}
        for order in asked:
            assert plays.sell(ISSUER, order.person, order.units, order.limit)
        for order in bid:
            assert plays.buy(ISSUER, order.person, order.units, order.limit)
        plays.pass_time(2 * DAY)
        expected = clear(asked, bid, None, None)
        assert plays.settle(ISSUER, pairs)
        price = expected.price if expected else 0
        for order in asked:
            sold = expected.sold.get(order.person, 0) if expected else 0
            assert not sold or price >= order.limit
            assert S // 20 - shares(plays, order.person) == sold
            assert cash(plays, order.person) - had[order.person] == worth(sold, price)
        for order in bid:
            got = expected.bought.get(order.person, 0) if expected else 0
            assert not got or price <= order.limit
            assert shares(plays, order.person) == got
            standing = plays.chain.auction.order(ISSUER, order.person)
            staked = price_of(standing.units, standing.price)
            assert had[order.person] - cash(plays, order.person) == price_of(got, price) + staked
            # What stands is what its money still pays for: a base unit of money less, at most.
            dust = 10**24 // order.limit + 1
            assert 0 <= order.units - got - standing.units <= dust
        plays.compare()


# Who may not receive


def ban(plays: MarketPlays, person: int) -> None:
    plays.ban(person)


def freeze(plays: MarketPlays, person: int) -> None:
    plays.freeze(person, 14 * DAY)


def expire(plays: MarketPlays, person: int) -> None:
    plays.renew(person, 1)
    plays.pass_time(DAY)


BARRED = pytest.mark.parametrize("bar", [ban, freeze, expire], ids=lambda bar: bar.__name__)
Bar = Callable[[MarketPlays, int], None]
LOT = 10_000 * 10**18


@BARRED
def test_who_is_barred_cannot_ask_for_shares(bar: Bar) -> None:
    plays = market()
    with plays.fresh():
        assert plays.offer(ISSUER, 1, S // 50, PRICE, 30, 0)
        bar(plays, BUYERS[0])
        assert not plays.buy(ISSUER, BUYERS[0], LOT, PRICE)
        assert not plays.commit(1, BUYERS[0], LOT)
        assert shares(plays, BUYERS[0]) == 0


@BARRED
def test_who_is_barred_is_passed_over_when_shares_are_pulled(bar: Bar) -> None:
    plays = market()
    with plays.fresh():
        assert plays.offer(ISSUER, 1, S // 50, PRICE, 5, 0)
        assert plays.commit(1, BUYERS[0], LOT)
        assert plays.commit(1, BUYERS[1], LOT)
        plays.pass_time(5 * DAY)
        assert plays.close(1)
        bar(plays, BUYERS[0])
        assert plays.take(1, [0, 1], 1)
        assert (shares(plays, BUYERS[0]), shares(plays, BUYERS[1])) == (0, LOT)
        plays.compare()


@BARRED
def test_a_freeze_or_ban_releases_an_order_and_only_an_expiry_leaves_it(bar: Bar) -> None:
    plays = market()
    with plays.fresh():
        plays.renew(BUYERS[0], 1)
        assert plays.sell(ISSUER, HOLDERS[0], LOT, PRICE)
        assert plays.buy(ISSUER, BUYERS[0], LOT, PRICE)
        if bar is not expire:
            bar(plays, BUYERS[0])
        plays.pass_time(2 * DAY)
        assert plays.settle(ISSUER)
        assert shares(plays, BUYERS[0]) == (LOT if bar is expire else 0)
        plays.compare()


@BARRED
def test_an_order_from_before_the_auction_does_not_outlive_its_makers_standing(bar: Bar) -> None:
    plays = market()
    with plays.fresh():
        assert plays.buy(ISSUER, BUYERS[0], LOT, PRICE)
        bar(plays, BUYERS[0])
        assert plays.sell(ISSUER, HOLDERS[0], LOT, PRICE)
        plays.pass_time(2 * DAY)
        assert plays.settle(ISSUER)
        assert shares(plays, BUYERS[0]) == 0
        plays.compare()


def test_a_stranger_cannot_ask_for_shares() -> None:
    plays = market()
    stranger = boa.env.generate_address()
    with plays.fresh():
        assert plays.offer(ISSUER, 1, S // 50, PRICE, 30, 0)
        with boa.reverts("NOT_ACTIVE"):
            plays.chain.auction.buy(ISSUER, LOT, PRICE, NO_PERMIT, sender=stranger)
        with boa.reverts("NOT_ACTIVE"):
            plays.chain.offering.commit(2, LOT, NO_PERMIT, sender=stranger)
