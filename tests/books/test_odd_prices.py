"""Orders far from the reference price, and bids for so many dollars' worth."""

from __future__ import annotations

from typing import Any

import pytest

from tests.books.hand import CENT, DAY, Hand
from tests.books.hand_made import bid, market
from wallet.base.money import DOLLAR, SHARE, money_of
from wallet.books.bid_worth import bid_worth
from wallet.books.home import tasks
from wallet.books.odd_prices import odd_prices
from wallet.books.store import Store


@pytest.fixture
def hand(store: Store) -> Hand:
    """Person 3 holds Ann (1), whose reference price is 12 cents; others trade."""
    made = Hand(store)
    made.people(8)
    made.issue(1, "Ann Lee")
    for buyer in (3, 4, 5):
        made.place(1, buyer, 50_000, 10 * CENT)
    made.say("Ledger", "ReferenceSet", token=1, price=12 * CENT)
    return made


def test_who_holds_is_told_while_they_can_answer(hand: Hand) -> None:
    hand.open_auction(1)
    hand.sell_order(1, 4, 20_000, 9 * CENT, 1)  # three quarters of it: not yet far
    with hand.view(3) as view:
        assert not odd_prices(view)
    hand.sell_order(1, 5, 30_000, 9 * CENT - 1, 2)
    hand.buy_order(1, 6, 10_000, 17 * CENT, 3)
    with hand.view(3) as view:
        high, low = odd_prices(view)
        found = [one.sentence for one in tasks(view) if one.kind == "price"]
    assert (low.side, low.maker.id, low.units) == ("sell", 5, 30_000 * SHARE)
    assert (high.side, high.maker.id, high.off) == ("buy", 6, 4_166)
    assert found == [
        "Person 6 wants 0.10 % of Ann Lee, up to 41 % above the reference price",
        "Person 5 sells 0.30 % of Ann Lee, up to 25 % below the reference price",
    ]
    for stranger in (7, 1):  # neither holds: one never did, of the other they are the issuer
        with hand.view(stranger) as view:
            assert not odd_prices(view)
    with hand.view(5) as view:
        assert [one.side for one in odd_prices(view)] == ["buy"]  # their own sale is no news
    with hand.view(3, now=hand.at + DAY + 3_600) as view:
        assert [one.side for one in odd_prices(view)] == ["sell"]  # no more sells are taken
    with hand.view(3, now=hand.at + 3 * DAY) as view:
        assert not odd_prices(view)


def test_a_bid_between_auctions_can_be_answered_until_it_lapses(hand: Hand) -> None:
    hand.buy_order(1, 6, 10_000, 30 * CENT, 1)
    with hand.view(3) as view:
        (one,) = odd_prices(view)
    assert one.side == "buy" and one.until is None
    with hand.view(3, now=hand.at + 31 * DAY) as view:
        assert not odd_prices(view)
    hand.say("Registry", "Frozen", person=6, until=hand.at + 5 * DAY)
    with hand.view(3) as view:
        assert not odd_prices(view)


def test_without_a_reference_price_nothing_is_far(store: Store) -> None:
    hand = Hand(store)
    hand.people(4)
    hand.issue(1, "Ann Lee")
    hand.place(1, 3, 50_000, 10 * CENT)
    hand.buy_order(1, 4, 10_000, 90 * CENT, 1)
    with hand.view(3) as view:
        assert not odd_prices(view)


def running(**changes: Any) -> Any:
    return market(state="running", lots=(), lot_count=0, units=0, sellable=0, **changes)


def test_a_bid_is_at_the_lowest_price_at_which_all_of_it_trades() -> None:
    seen = running(sells=(bid(11, 2_000, 7), bid(12, 100_000, 9), bid(13, 100_000, 30)))
    found = bid_worth(seen, 500 * DOLLAR)
    assert found is not None and found.trades
    assert found.price == 9 * CENT and found.units == 5_555 * SHARE
    assert found.outcome.stake <= 500 * DOLLAR < money_of(found.units + SHARE, 9 * CENT, up=True)
    small = bid_worth(seen, 100 * DOLLAR)
    assert small is not None and small.price == 7 * CENT


def test_a_bid_is_never_higher_than_what_counts() -> None:
    seen = running(sells=(bid(11, 50_000, 40),), early_until=0)
    found = bid_worth(seen, 500 * DOLLAR)
    assert found is not None and not found.trades and found.price == 18 * CENT
    bought = found.outcome.most
    assert bought.believed == bought.paid


def test_a_bid_goes_over_the_bids_of_others() -> None:
    seen = running(sells=(bid(11, 5_000, 7),), buys=(bid(12, 5_000, 12),))
    found = bid_worth(seen, 500 * DOLLAR)
    assert found is not None and found.trades and found.price == 12 * CENT * 101 // 100


def test_without_any_price_none_is_made_up() -> None:
    assert bid_worth(running(reference=None), 500 * DOLLAR) is None
    found = bid_worth(running(reference=None), 500 * DOLLAR, last=5 * CENT)
    assert found is not None and found.price == 5 * CENT and not found.trades
    assert bid_worth(running(), 1) is None
