"""News and halts: the clock begins anew, is raised, cancelled, or stands."""

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
    events,
    finish,
    give,
    order,
    pass_time,
    released,
    running,
    sell,
    set_reference,
    settle,
    shares,
    withdraw,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now

GAIN = 10_000_000 * DOLLAR
"""A gain of one dollar a share."""


@dataclass
class Trading:
    """Alice's token, of which Hana sells 400 shares and Bea wants 200."""

    net: Network
    alice: Actor
    hana: Actor
    bea: Actor
    boris: Actor

    def exit_news(self, gain: int = GAIN) -> None:
        """Tell of an exit, as the companies contract does."""
        with boa.env.prank(self.net.companies.address):
            self.net.auction.exit_news(self.alice.pid, gain)

    def debt_news(self) -> None:
        """Tell of a debt paid in full, as the companies contract does."""
        with boa.env.prank(self.net.companies.address):
            self.net.auction.debt_news(self.alice.pid)

    def times(self) -> tuple[int, int, int]:
        """Start, end and restarts."""
        info = self.net.auction.auction(self.alice.pid)
        return info.start, info.end, info.restarts


@pytest.fixture
def trading(net: Network) -> Trading:
    """An auction that runs."""
    alice, hana, bea, boris = (net.join(name) for name in ("Alice", "Hana", "Bea", "Boris"))
    net.issue(alice)
    give(net, alice, hana, 10_000, 500 * DOLLAR)
    buy(net, alice, bea, 200, 3 * PRICE)
    sell(net, alice, hana, 400, PRICE)
    return Trading(net, alice, hana, bea, boris)


def test_news_restarts_the_two_days_and_lets_buyers_go_for_twelve_hours(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    pass_time(DAY + HOUR)
    with boa.reverts("WITHIN_AUCTION"):
        withdraw(net, alice, trading.bea)
    trading.exit_news()
    assert trading.times() == (now(), now() + 2 * DAY, 1)
    pass_time(12 * HOUR - 1)
    before = cash(net, trading.bea)
    withdraw(net, alice, trading.bea)
    assert cash(net, trading.bea) == before + 600 * DOLLAR
    buy(net, alice, trading.bea, 200, 3 * PRICE)
    pass_time(1)
    with boa.reverts("WITHIN_AUCTION"):
        withdraw(net, alice, trading.bea)


def test_sells_are_taken_again_after_news_and_cannot_be_withdrawn(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(DAY + HOUR)
    hugo = net.join("Hugo")
    give(net, alice, hugo, 1000)
    with boa.reverts("SELLS_CLOSED"):
        sell(net, alice, hugo, 400, PRICE)
    trading.exit_news()
    sell(net, alice, hugo, 400, PRICE)
    with boa.reverts("NO_BUY_ORDER"):
        withdraw(net, alice, hugo)


def test_a_buy_from_before_the_news_is_early_after_it(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(DAY)
    buy(net, alice, trading.boris, 200, 3 * PRICE)  # late
    trading.exit_news(0)
    finish(net, alice)
    assert costs(net, alice, trading.boris) == [400 * DOLLAR]


def test_a_reported_exit_raises_every_open_sell_by_its_part(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    trading.exit_news()
    assert order(net, alice, trading.hana).price == 2 * PRICE
    hugo = net.join("Hugo")
    give(net, alice, hugo, 1000)
    sell(net, alice, hugo, 400, PRICE)
    assert order(net, alice, hugo).price == PRICE  # placed knowing it
    pass_time(HOUR)
    trading.exit_news(GAIN // 2)  # does not restart, within the week, but raises
    assert order(net, alice, trading.hana).price == 5 * PRICE // 2
    assert order(net, alice, hugo).price == 3 * PRICE // 2
    assert net.auction.clearing(alice.pid)[0] == 3 * PRICE // 2  # of Hugo's order a part is left


def test_raises_end_with_their_auction(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    trading.exit_news()
    finish(net, alice)
    pass_time(DAY)
    sell(net, alice, trading.hana, 200, PRICE)
    assert order(net, alice, trading.hana).price == PRICE
    trading.exit_news(2**96)
    assert order(net, alice, trading.hana).price <= 2**64 - 1


def test_what_an_issuer_can_cause_counts_once_in_seven_days(trading: Trading) -> None:
    net = trading.net
    set_reference(net, trading.alice, 10 * PRICE)  # so that the auction will run on
    trading.exit_news()  # the first report ever is outside the count
    first = trading.times()
    pass_time(HOUR)
    trading.debt_news()  # counts
    second = trading.times()
    assert (first[2], second[2]) == (1, 2)
    pass_time(HOUR)
    trading.exit_news()
    trading.debt_news()
    assert trading.times() == second
    assert not trading.net.auction.auction(trading.alice.pid).cancelled
    finish(net, trading.alice)
    assert trading.net.auction.auction(trading.alice.pid).extended
    pass_time(7 * DAY - 1 - (now() - second[0]))
    trading.debt_news()
    assert not trading.net.auction.auction(trading.alice.pid).cancelled
    pass_time(1)
    trading.debt_news()
    assert trading.net.auction.auction(trading.alice.pid).cancelled


def test_news_without_an_auction_uses_nothing_up(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    finish(net, alice)
    trading.exit_news()
    trading.debt_news()
    pass_time(DAY)
    sell(net, alice, trading.hana, 200, PRICE)
    trading.debt_news()
    assert trading.times()[2] == 1


def test_a_freeze_and_a_ban_of_the_issuer_are_news_at_any_time(trading: Trading) -> None:
    net = trading.net
    pass_time(HOUR)
    net.freeze(trading.alice)
    assert trading.times() == (now(), now() + 2 * DAY, 1)
    pass_time(HOUR)
    net.ban(trading.alice)
    assert trading.times() == (now(), now() + 2 * DAY, 2)
    net.ban(trading.hana)  # a holder's ban is not
    assert trading.times()[2] == 2


def test_after_two_restarts_further_news_releases_all_orders(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    before = cash(net, trading.bea)
    trading.exit_news()
    trading.debt_news()
    net.freeze(alice)
    assert (
        events(list(net.registry.get_logs()), "AuctionCancelled")
        or net.auction.auction(alice.pid).cancelled
    )
    with boa.reverts("SETTLING"):
        buy(net, alice, trading.boris, 200, PRICE)
    assert released(settle(net, alice, 1), trading.hana) == ["cancelled"]
    assert running(net, alice)
    assert released(settle(net, alice, 1), trading.bea) == ["cancelled"]
    assert not running(net, alice)
    assert cash(net, trading.bea) == before + 600 * DOLLAR
    assert net.ledger.position(alice.pid, trading.hana.pid).reserved == 0
    assert net.auction.can_open_at(alice.pid) == now() + DAY


def test_two_restarts_alone_release_nothing(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    trading.exit_news(0)
    trading.debt_news()
    finish(net, alice)
    assert shares(net, alice, trading.bea) == 200 * SHARE


def test_news_counts_until_the_price_is_set(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(3 * DAY)
    trading.exit_news()
    with boa.reverts("STILL_OPEN"):
        settle(net, alice)
    pass_time(2 * DAY)
    settle(net, alice, 0)  # priced
    trading.debt_news()
    net.freeze(alice)
    assert trading.times()[2] == 1
    settle(net, alice)
    assert shares(net, alice, trading.bea) == 200 * SHARE


def test_news_comes_from_the_right_contracts_only(trading: Trading) -> None:
    with boa.reverts("NOT_COMPANIES"):
        trading.net.auction.exit_news(trading.alice.pid, GAIN)
    with boa.reverts("NOT_COMPANIES"):
        trading.net.auction.debt_news(trading.alice.pid)
    with boa.reverts("NOT_REGISTRY"):
        trading.net.auction.standing_news(trading.alice.pid)


def halt(trading: Trading, seconds: int) -> None:
    """Stop the token for so long from now."""
    with boa.env.prank(trading.net.authority.address):
        trading.net.auction.halt(trading.alice.pid, now() + seconds)


def test_while_a_token_is_stopped_its_clock_stands(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    start, end, _ = trading.times()
    pass_time(HOUR)
    halt(trading, 5 * DAY)
    assert trading.times() == (start + 5 * DAY, end + 5 * DAY, 0)
    hugo = net.join("Hugo")
    give(net, alice, hugo, 1000)
    pass_time(5 * DAY - 1)
    with boa.reverts("HALTED"):
        sell(net, alice, hugo, 400, PRICE)
    with boa.reverts("HALTED"):
        buy(net, alice, trading.boris, 200, PRICE)
    with boa.reverts("WITHIN_AUCTION"):
        withdraw(net, alice, trading.bea)
    with boa.reverts("HALTED"):
        settle(net, alice)
    pass_time(1)
    sell(net, alice, hugo, 400, PRICE)
    finish(net, alice)
    assert now() == end + 5 * DAY


def test_a_halt_makes_no_late_buy_early(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    pass_time(13 * HOUR)
    buy(net, alice, trading.boris, 200, 3 * PRICE)
    halt(trading, 3 * DAY)
    finish(net, alice)
    assert costs(net, alice, trading.boris) == [0]
    assert len(costs(net, alice, trading.bea)) == 1 and costs(net, alice, trading.bea) != [0]


def test_a_halt_is_no_longer_than_a_freeze_and_does_not_follow_another(trading: Trading) -> None:
    _, end, _ = trading.times()
    for seconds in (0, 14 * DAY + 1):
        with boa.reverts("BAD_TIME"):
            halt(trading, seconds)
    halt(trading, 14 * DAY)
    assert trading.times()[1] == end + 14 * DAY
    pass_time(14 * DAY + 90 * DAY - 1)
    with boa.reverts("HALTED_LATELY"):
        halt(trading, DAY)
    pass_time(1)
    halt(trading, DAY)


def test_news_in_a_halt_restarts_after_it(trading: Trading) -> None:
    halt(trading, 3 * DAY)
    trading.exit_news()
    assert trading.times() == (now() + 3 * DAY, now() + 5 * DAY, 1)


def test_only_the_authority_halts(trading: Trading) -> None:
    with boa.reverts("NOT_AUTHORITY"):
        trading.net.auction.halt(trading.alice.pid, now() + DAY)
    with boa.reverts("NOT_AUTHORITY"):
        trading.net.auction.set_authority(trading.hana.address)
    with boa.env.prank(trading.net.authority.address):
        trading.net.auction.set_authority(trading.hana.address)
    with boa.env.prank(trading.hana.address):
        trading.net.auction.halt(trading.alice.pid, now() + DAY)


def test_wiring_happens_once_by_the_deployer(trading: Trading) -> None:
    net = trading.net
    with boa.reverts("NOT_DEPLOYER"):
        net.auction.wire(net.companies, net.compliance)
    with boa.reverts("ALREADY_WIRED"), boa.env.prank(net.authority.address):
        net.auction.wire(net.companies, net.compliance)
