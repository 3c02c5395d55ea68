"""Stops of the market and of a token: the clock of an auction stands, and each time counts once."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest

from tests.contracts.market import (
    HOUR,
    PRICE,
    buy,
    cash,
    costs,
    finish,
    give,
    order,
    pass_time,
    released,
    running,
    sell,
    settle,
    shares,
    withdraw,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now

EARLY = 12 * HOUR


@dataclass
class Trading:
    """Alice's token, of which Hana sells 400 shares and Bea wants 200, in an auction that runs."""

    net: Network
    alice: Actor
    hana: Actor
    bea: Actor
    boris: Actor
    opened: int

    def stop(self, seconds: int) -> None:
        """Stop the market for so long from now."""
        with boa.env.prank(self.net.authority.address):
            self.net.rules.stop_market(now() + seconds)

    def halt(self, seconds: int) -> None:
        """Stop the token for so long from now."""
        with boa.env.prank(self.net.authority.address):
            self.net.auction.halt(self.alice.pid, now() + seconds)

    @property
    def times(self) -> tuple[int, int]:
        """Until when buys are early, and the end, in seconds after the opening."""
        info = self.net.auction.auction(self.alice.pid)
        return info.early_until - self.opened, info.end - self.opened


@pytest.fixture
def trading(net: Network) -> Trading:
    """An auction that runs."""
    alice, hana, bea, boris = (net.join(name) for name in ("Alice", "Hana", "Bea", "Boris"))
    net.issue(alice)
    give(net, alice, hana, 10_000, 500 * DOLLAR)
    buy(net, alice, bea, 200, 3 * PRICE)
    sell(net, alice, hana, 400, PRICE)
    return Trading(net, alice, hana, bea, boris, now())


def test_while_the_market_is_stopped_nobody_trades_and_the_clock_stands(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(HOUR)
    trading.stop(5 * DAY)
    assert trading.times == (EARLY + 5 * DAY, 2 * DAY + 5 * DAY)
    give(net, alice, trading.boris, 1000)
    pass_time(5 * DAY - 1)
    with boa.reverts("MARKET_STOPPED"):
        sell(net, alice, trading.boris, 400, PRICE)
    with boa.reverts("MARKET_STOPPED"):
        buy(net, alice, net.join("Bela"), 200, PRICE)
    with boa.reverts("MARKET_STOPPED"):
        settle(net, alice)
    pass_time(1)
    sell(net, alice, trading.boris, 400, PRICE)
    finish(net, alice)
    assert now() == trading.opened + 7 * DAY


@pytest.mark.parametrize("synced", [True, False])
@pytest.mark.parametrize(
    ("at", "early", "end"),
    [
        (0, EARLY + DAY, 3 * DAY),
        (EARLY, EARLY + DAY, 3 * DAY),  # the last second of the first twelve hours
        (EARLY + 1, EARLY, 3 * DAY),
        (2 * DAY - 1, EARLY, 3 * DAY),
        (2 * DAY, EARLY, 2 * DAY),  # the auction is over already
    ],
)
def test_a_stop_moves_what_was_still_to_come(
    trading: Trading, at: int, early: int, end: int, synced: bool
) -> None:
    pass_time(at)
    trading.stop(DAY)
    if synced:
        trading.net.auction.sync(trading.alice.pid)
    assert trading.times == (early, end)
    pass_time(DAY)
    trading.net.auction.sync(trading.alice.pid)
    assert trading.times == (early, end)


def test_a_late_buy_does_not_become_early_by_a_stop_nor_an_early_one_late(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    pass_time(6 * HOUR)
    trading.stop(2 * DAY)
    pass_time(2 * DAY + 5 * HOUR)
    buy(net, alice, trading.boris, 100, 3 * PRICE)  # the eleventh hour that the clock has run
    pass_time(2 * HOUR)
    bela = net.join("Bela")
    buy(net, alice, bela, 100, 3 * PRICE)  # the thirteenth
    trading.stop(2 * DAY)
    pass_time(3 * DAY)
    finish(net, alice)
    assert costs(net, alice, trading.boris) == [200 * DOLLAR]
    assert costs(net, alice, bela) == [0]


@pytest.mark.parametrize("first", ["token", "market"])
@pytest.mark.parametrize(
    ("second_at", "second_for", "early", "moved"),
    [(1, 1, 4, 4), (1, 3, 4, 4), (1, 5, 6, 6), (4, 2, 6, 6), (5, 2, 4, 6)],
)
def test_where_stops_of_token_and_market_lie_over_each_other_the_time_counts_once(
    trading: Trading, first: str, second_at: int, second_for: int, early: int, moved: int
) -> None:
    pass_time(HOUR)
    stops = [trading.halt, trading.stop]
    one, other = stops if first == "token" else reversed(stops)
    one(4 * DAY)
    pass_time(second_at * DAY)
    other(second_for * DAY)
    assert trading.times == (EARLY + early * DAY, (2 + moved) * DAY)
    trading.net.auction.sync(trading.alice.pid)
    assert trading.times == (EARLY + early * DAY, (2 + moved) * DAY)


def test_a_stop_that_is_made_longer_counts_once(trading: Trading) -> None:
    pass_time(HOUR)
    trading.stop(2 * DAY)
    pass_time(DAY)
    trading.stop(4 * DAY)
    assert trading.times == (EARLY + 5 * DAY, 7 * DAY)
    trading.net.auction.sync(trading.alice.pid)
    pass_time(DAY)
    trading.stop(5 * DAY)
    assert trading.times == (EARLY + 7 * DAY, 9 * DAY)


def test_stops_that_nobody_saw_move_the_clock_together(trading: Trading) -> None:
    pass_time(HOUR)
    trading.stop(DAY)
    pass_time(DAY + HOUR)
    trading.stop(DAY)
    assert trading.times == (EARLY + 2 * DAY, 4 * DAY)
    pass_time(DAY + 11 * HOUR)
    trading.stop(DAY)  # a second after the twelve hours that the clock has run
    assert trading.times[1] == 5 * DAY


def test_a_stop_before_an_auction_does_not_move_it(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    finish(net, alice)
    pass_time(2 * DAY)
    trading.stop(DAY)
    pass_time(DAY)
    sell(net, alice, trading.hana, 400, PRICE)
    trading.opened = now()
    assert trading.times == (EARLY, 2 * DAY)


def test_standing_buys_are_withdrawn_and_released_in_every_stop(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    finish(net, alice)
    buy(net, alice, trading.boris, 200, PRICE)
    buy(net, alice, trading.bea, 200, PRICE)
    before = cash(net, trading.boris), cash(net, trading.bea)
    trading.halt(14 * DAY)
    trading.stop(7 * DAY)
    withdraw(net, alice, trading.boris)
    pass_time(6 * DAY)
    trading.stop(7 * DAY)
    with boa.reverts("NOT_LAPSED"):
        net.auction.release(alice.pid, trading.bea.pid)
    withdraw(net, alice, trading.bea)
    assert (cash(net, trading.boris), cash(net, trading.bea)) == (
        before[0] + 200 * DOLLAR,
        before[1] + 200 * DOLLAR,
    )


def test_news_in_a_stop_begins_the_two_days_after_it_and_buyers_may_go(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(20 * HOUR)
    trading.stop(3 * DAY)
    net.freeze(alice)
    since = now() + 3 * DAY - trading.opened
    assert trading.times == (since + EARLY, since + 2 * DAY)
    pass_time(DAY)
    withdraw(net, alice, trading.bea)
    assert order(net, alice, trading.bea).side == 0


def test_what_news_has_ended_is_released_in_every_stop(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    for name in (net.freeze, net.ban):
        name(alice)
    with boa.env.prank(net.registry.address):
        net.auction.standing_news(alice.pid)
    trading.stop(7 * DAY)
    logs = settle(net, alice)
    assert released(logs, trading.bea) == released(logs, trading.hana) == ["cancelled"]
    assert not running(net, alice)
    assert net.ledger.position(alice.pid, trading.hana.pid).reserved == 0


def test_a_settlement_waits_between_its_steps_for_the_end_of_a_stop(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, trading.boris, 200, 3 * PRICE)
    boa.env.timestamp = trading.opened + 2 * DAY
    settle(net, alice, 1)
    trading.stop(DAY)
    with boa.reverts("MARKET_STOPPED"):
        settle(net, alice)
    pass_time(DAY)
    settle(net, alice)
    assert shares(net, alice, trading.boris) == 200 * SHARE


def test_numbers_that_a_decision_changed_are_the_ones_that_count(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    finish(net, alice)
    pass_time(DAY)
    with boa.env.prank(net.authority.address):
        for place, to in ((0, DAY), (1, DAY // 2), (2, 3 * DAY), (3, 200), (4, 15 * DAY)):
            net.rules.set_number(1, place, to)
    with boa.reverts("ORDER_TOO_SMALL"):
        sell(net, alice, trading.hana, 199, PRICE)
    sell(net, alice, trading.hana, 200, PRICE)
    trading.opened = now()
    assert trading.times == (DAY, 3 * DAY)
    info = net.auction.auction(alice.pid)
    assert info.sells_until == info.end - DAY // 2
    buy(net, alice, trading.boris, 200, PRICE)
    assert order(net, alice, trading.boris).expires == now() + 15 * DAY
