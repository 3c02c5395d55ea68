"""Whose price counts: believed costs, the reference price, and the auction that runs on."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest

from tests.contracts.market import (
    HOUR,
    PRICE,
    buy,
    costs,
    events,
    finish,
    give,
    pass_time,
    reference,
    running,
    sell,
    set_reference,
    settle,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now


@dataclass
class Trading:
    """Alice's token, two holders with 10,000 shares each, and two who want some."""

    net: Network
    alice: Actor
    hana: Actor
    hugo: Actor
    bea: Actor
    boris: Actor


@pytest.fixture
def trading(net: Network) -> Trading:
    """People who can trade at once."""
    alice, hana, hugo, bea, boris = (
        net.join(name) for name in ("Alice", "Hana", "Hugo", "Bea", "Boris")
    )
    net.issue(alice)
    for holder in (hana, hugo):
        give(net, alice, holder, 10_000, 500 * DOLLAR)
    return Trading(net, alice, hana, hugo, bea, boris)


def test_an_early_buyers_cost_is_believed_and_a_late_ones_is_not_without_a_reference(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.hana, 400, PRICE)
    pass_time(12 * HOUR)
    buy(net, alice, trading.bea, 200, 2 * PRICE)
    pass_time(1)
    buy(net, alice, trading.boris, 200, 2 * PRICE)
    finish(net, alice)
    assert costs(net, alice, trading.bea) == [300 * DOLLAR]
    assert costs(net, alice, trading.boris) == [0]


def test_a_buy_from_before_the_auction_is_early(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, trading.bea, 200, 2 * PRICE)
    pass_time(20 * DAY)
    sell(net, alice, trading.hana, 200, PRICE)
    finish(net, alice)
    assert costs(net, alice, trading.bea) == [300 * DOLLAR]


def test_costs_count_up_to_twice_the_reference_price_early_and_up_to_it_late(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    sell(net, alice, trading.hana, 400, 5 * PRICE // 2)
    buy(net, alice, trading.bea, 200, 5 * PRICE // 2)
    pass_time(DAY)
    buy(net, alice, trading.boris, 200, 5 * PRICE // 2)
    finish(net, alice)
    assert running(net, alice)  # above twice the reference price: it runs on
    finish(net, alice)
    assert costs(net, alice, trading.bea) == [400 * DOLLAR]
    assert costs(net, alice, trading.boris) == [200 * DOLLAR]


def test_costs_below_those_bounds_count_as_paid(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    sell(net, alice, trading.hana, 400, PRICE // 2)
    buy(net, alice, trading.bea, 200, PRICE // 2)
    pass_time(DAY)
    buy(net, alice, trading.boris, 200, PRICE // 2)
    finish(net, alice)
    assert costs(net, alice, trading.bea) == costs(net, alice, trading.boris) == [100 * DOLLAR]


def test_joining_an_older_lot_counts_up_to_the_reference_price_from_before(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    for _ in range(8):
        for buyer in (trading.bea, trading.boris):
            give(net, alice, buyer, 10, 10 * DOLLAR)
    sell(net, alice, trading.hana, 2000, 3 * PRICE // 2)
    buy(net, alice, trading.bea, 2000, 3 * PRICE // 2)
    finish(net, alice)
    assert costs(net, alice, trading.bea) == [10 * DOLLAR] * 8  # there was no reference price
    assert reference(net, alice) == 3 * PRICE // 2
    pass_time(DAY)
    sell(net, alice, trading.hana, 200, 2 * PRICE)
    buy(net, alice, trading.boris, 200, 2 * PRICE)
    finish(net, alice)
    assert costs(net, alice, trading.boris) == [10 * DOLLAR] * 7 + [310 * DOLLAR]


def test_a_sellers_proceeds_are_believed_whole(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    sell(net, alice, trading.hana, 400, 2 * PRICE)
    pass_time(DAY)
    buy(net, alice, trading.boris, 400, 2 * PRICE)  # late, so only half of it counts for him
    finish(net, alice)
    sold = events(list(net.auction.get_logs()), "Sold") or events(
        list(net.ledger.get_logs()), "Sold"
    )
    for sale in sold:
        assert (sale.proceeds, sale.gain) == (800 * DOLLAR, 780 * DOLLAR)
    assert costs(net, alice, trading.boris) == [400 * DOLLAR]


def test_the_reference_price_needs_a_thousand_dollars(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.hana, 999, PRICE)
    buy(net, alice, trading.bea, 999, PRICE)
    finish(net, alice)
    assert reference(net, alice) == 0
    pass_time(DAY)
    sell(net, alice, trading.hana, 1000, PRICE)
    buy(net, alice, trading.bea, 1000, PRICE)
    finish(net, alice)
    assert reference(net, alice) == PRICE


def test_only_what_early_buys_paid_moves_the_reference_price(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.hana, 2000, PRICE)
    buy(net, alice, trading.bea, 1000, PRICE)
    pass_time(DAY)
    buy(net, alice, trading.boris, 2000, 3 * PRICE)
    finish(net, alice)
    # Boris takes all: no early buy was filled, so nothing is known of what anyone would pay.
    assert shares(net, alice, trading.boris) == 2000 * SHARE
    assert reference(net, alice) == 0
    pass_time(DAY)
    sell(net, alice, trading.hana, 2000, PRICE // 2)
    pass_time(DAY)
    buy(net, alice, trading.boris, 1500, 3 * PRICE)
    finish(net, alice)
    # Bea's order stood on and is early; she gets the last 500, and the price is hers, but her
    # 500 dollars say little, whatever Boris paid late.
    assert shares(net, alice, trading.bea) == 500 * SHARE
    assert reference(net, alice) == 0
    pass_time(DAY)
    sell(net, alice, trading.hana, 1500, PRICE)
    buy(net, alice, trading.hugo, 500, PRICE)
    pass_time(DAY)
    buy(net, alice, trading.boris, 500, 3 * PRICE)
    finish(net, alice)
    # The 500 that Bea still wants and 500 of Hugo's, early both, make the thousand dollars.
    assert reference(net, alice) == PRICE


def test_the_reference_price_moves_at_most_to_twice_and_at_least_to_half(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    sell(net, alice, trading.hana, 1000, 3 * PRICE)
    buy(net, alice, trading.bea, 1000, 3 * PRICE)
    finish(net, alice)
    finish(net, alice)
    assert reference(net, alice) == 2 * PRICE
    pass_time(DAY)
    sell(net, alice, trading.hana, 4000, PRICE // 2)
    buy(net, alice, trading.bea, 4000, PRICE // 2)
    finish(net, alice)
    finish(net, alice)
    assert reference(net, alice) == PRICE


def test_an_auction_far_from_the_reference_price_runs_on_once(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, 2 * PRICE)
    sell(net, alice, trading.hana, 2000, PRICE - 1)
    buy(net, alice, trading.bea, 2000, PRICE - 1)
    pass_time(2 * DAY + HOUR)
    logs = settle(net, alice)
    assert events(logs, "AuctionExtended")[0].end == now() + 7 * DAY
    assert shares(net, alice, trading.bea) == 0
    # Open to both sides, to sells until its last day.
    with boa.reverts("STILL_OPEN"):
        settle(net, alice)
    pass_time(6 * DAY - 1)
    sell(net, alice, trading.hugo, 400, PRICE // 2)
    pass_time(1)
    late = net.join("Late")
    give(net, alice, late, 1000)
    with boa.reverts("SELLS_CLOSED"):
        sell(net, alice, late, 400, PRICE // 2)
    with boa.reverts("WITHIN_AUCTION"), boa.env.prank(trading.bea.address):
        net.auction.withdraw(alice.pid)
    buy(net, alice, trading.boris, 400, PRICE - 1)
    finish(net, alice)
    assert not running(net, alice)  # once only
    assert shares(net, alice, trading.boris) == 400 * SHARE


@pytest.mark.parametrize("price", [PRICE, 4 * PRICE])
def test_an_auction_within_half_and_twice_does_not_run_on(trading: Trading, price: int) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, 2 * PRICE)
    sell(net, alice, trading.hana, 2000, price)
    buy(net, alice, trading.bea, 2000, price)
    finish(net, alice)
    assert not running(net, alice)
    assert reference(net, alice) == price


def test_an_auction_above_twice_runs_on_too(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, 2 * PRICE)
    sell(net, alice, trading.hana, 2000, 4 * PRICE + 1)
    buy(net, alice, trading.bea, 2000, 4 * PRICE + 1)
    finish(net, alice)
    assert net.auction.auction(alice.pid).extended
