"""What an order would come to, by numbers worked out by hand and by the story's own."""

from __future__ import annotations

from tests.books.hand_made import CENT, NOW, bid, market
from wallet.base.clock import HOUR
from wallet.base.money import DOLLAR, SHARE
from wallet.books.market import HeldLot, gain_of, if_bought, if_sold


def test_a_sale_at_its_lowest_price_is_what_the_ledger_makes_of_it() -> None:
    # The sale of the story: 84,000 shares bought at 10 cents, sold at 18, a fifth held outside.
    sale = if_sold(market(), 84_000 * SHARE, 18 * CENT).least
    assert sale.proceeds == 15_120 * DOLLAR
    assert sale.cost == 8_400 * DOLLAR
    assert sale.gain == 6_720 * DOLLAR
    assert sale.shared == 1_344 * DOLLAR


def test_each_lot_has_its_own_gain() -> None:
    lots = (HeldLot(100 * SHARE, 50 * DOLLAR), HeldLot(100 * SHARE, 10 * DOLLAR))
    proceeds, cost, gain = gain_of(200 * SHARE, 20 * CENT, lots)
    assert (proceeds, cost) == (40 * DOLLAR, 60 * DOLLAR)
    assert gain == 10 * DOLLAR  # the loss of the first lot makes no credit for the second


def test_part_of_a_lot_takes_its_part_of_the_cost() -> None:
    lots = (HeldLot(3, 10), HeldLot(5, 0))
    assert gain_of(2, 10**24, lots) == (2, 6, 0)
    assert gain_of(4, 10**24 * 10, lots) == (40, 10, 30)


def test_at_the_orders_there_are_now() -> None:
    seen = market(buys=(bid(5, 60_000, 20), bid(7, 100_000, 16, 2)))
    now = if_sold(seen, 84_000 * SHARE, 15 * CENT).now
    assert now is not None
    # The second bid is left with some, and nobody sells for less than it offers: 16 cents.
    assert (now.units, now.price) == (84_000 * SHARE, 16 * CENT)
    assert if_sold(seen, 84_000 * SHARE, 21 * CENT).now is None


def test_an_order_of_mine_makes_room_for_the_new_one() -> None:
    seen = market(buys=(bid(1, 60_000, 20),))
    assert if_sold(seen, 10_000 * SHARE, 15 * CENT).now is None


def test_a_bid_pays_the_one_price_and_no_more() -> None:
    seen = market(sells=(bid(5, 40_000, 7),))
    outcome = if_bought(seen, 40_000 * SHARE, 10 * CENT)
    assert outcome.stake == 4_000 * DOLLAR
    assert outcome.now is not None
    assert outcome.now.price == (7 * CENT + 10 * CENT) // 2
    assert outcome.now.paid == 3_400 * DOLLAR


def test_whose_price_counts() -> None:
    early = market(reference=10 * CENT)
    assert if_bought(early, 1_000 * SHARE, 20 * CENT).most.believed == 200 * DOLLAR
    assert if_bought(early, 1_000 * SHARE, 50 * CENT).most.believed == 200 * DOLLAR
    late = market(state="running", end=NOW + HOUR, early_until=NOW - 1, reference=10 * CENT)
    assert if_bought(late, 1_000 * SHARE, 50 * CENT).most.believed == 100 * DOLLAR
    assert if_bought(late, 1_000 * SHARE, 8 * CENT).most.believed == 80 * DOLLAR
    first = market(reference=None)
    assert if_bought(first, 1_000 * SHARE, 50 * CENT).most.believed == 500 * DOLLAR
    late_first = market(state="running", end=NOW + HOUR, early_until=NOW - 1, reference=None)
    assert if_bought(late_first, 1_000 * SHARE, 50 * CENT).most.believed == 0


def test_a_ninth_purchase_joins_the_newest_lot() -> None:
    full = market(lot_count=8, reference=10 * CENT)
    assert if_bought(full, 1_000 * SHARE, 20 * CENT).most.believed == 100 * DOLLAR
    assert if_bought(market(lot_count=8, reference=None), SHARE, CENT).most.believed == 0


def test_when_orders_are_taken() -> None:
    assert market().takes_sells and market().takes_buys and market().early
    assert not market(next_open=NOW + 1).takes_sells
    running = market(state="running", end=NOW + 30 * HOUR, sells_until=NOW + 6 * HOUR)
    assert running.takes_sells
    assert not market(state="running", end=NOW + HOUR, sells_until=NOW - HOUR).takes_sells
    over = market(state="to settle", end=NOW - HOUR, sells_until=NOW - 25 * HOUR)
    assert not over.takes_sells and not over.takes_buys
