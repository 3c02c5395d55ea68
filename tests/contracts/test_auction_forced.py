"""Forced transfers beside auctions, and what issuers bought back."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest

from tests.contracts.market import (
    PRICE,
    buy,
    cash,
    events,
    finish,
    force,
    give,
    order,
    pass_time,
    reference,
    released,
    running,
    sell,
    set_reference,
    settle,
    shares,
    stop_market,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now


@dataclass
class Trading:
    """Alice's token; Hana offers 400 of 1,000 shares, and Bea wants 200."""

    net: Network
    alice: Actor
    hana: Actor
    bea: Actor
    heir: Actor


@pytest.fixture
def trading(net: Network) -> Trading:
    """An auction that runs."""
    alice, hana, bea, heir = (net.join(name) for name in ("Alice", "Hana", "Bea", "Hedwig"))
    net.issue(alice)
    give(net, alice, hana, 1000, 500 * DOLLAR)
    buy(net, alice, bea, 200, PRICE)
    sell(net, alice, hana, 400, PRICE)
    return Trading(net, alice, hana, bea, heir)


def reserved(net: Network, issuer: Actor, holder: Actor) -> int:
    """Units that wait in an order."""
    return int(net.ledger.position(issuer.pid, holder.pid).reserved)


def test_a_forced_transfer_releases_the_order_on_its_shares(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    logs = force(net, alice, trading.hana, trading.heir, 1000)
    assert released(logs, trading.hana) == ["forced"]
    assert shares(net, alice, trading.heir) == 1000 * SHARE
    assert shares(net, alice, trading.hana) == reserved(net, alice, trading.hana) == 0
    # The auction goes on without it.
    assert running(net, alice)
    finish(net, alice)
    assert shares(net, alice, trading.bea) == 0
    assert order(net, alice, trading.bea).units == 200 * SHARE


def test_a_forced_transfer_gives_a_buyers_money_back(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    give(net, alice, trading.bea, 10)
    before = cash(net, trading.bea)
    logs = force(net, alice, trading.bea, trading.heir, 10)
    assert released(logs, trading.bea) == ["forced"]
    assert cash(net, trading.bea) == before + 200 * DOLLAR


def test_shares_that_a_decision_moves_are_not_sold_meanwhile(trading: Trading) -> None:
    """Else who is to give them is frozen for 14 days, and sells them before the 21 are over."""
    net, alice, hana = trading.net, trading.alice, trading.hana
    finish(net, alice)
    with boa.env.prank(net.authority.address):
        net.auction.set_authority(net.decisions.address)
        net.decisions.begin(trading.bea.address)
    units = shares(net, alice, hana)
    call = (alice.pid, hana.pid, trading.heir.pid, units)
    data = net.auction.force_transfer.prepare_calldata(*call)
    pass_time(DAY)
    with boa.env.anchor():
        sell(net, alice, hana, 200, PRICE)
    with boa.env.prank(trading.bea.address):
        decision = net.decisions.publish(3, hana.pid, net.auction.address, data, b"\1" * 32, "")
    for wait in (0, 20 * DAY):
        pass_time(wait)
        with boa.reverts("TRANSFER_DECIDED"):
            sell(net, alice, hana, 200, PRICE)
    with boa.env.anchor():  # nobody carries it out
        pass_time(15 * DAY)
        sell(net, alice, hana, 200, PRICE)
    pass_time(DAY)
    net.decisions.execute(decision, net.auction.address, data)
    assert shares(net, alice, trading.heir) == units
    sell(net, alice, trading.heir, 200, PRICE)


def test_others_orders_stay(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hugo = net.join("Hugo")
    give(net, alice, hugo, 500)
    logs = force(net, alice, hugo, trading.bea, 500)
    assert events(logs, "OrderReleased") == []
    assert reserved(net, alice, trading.hana) == 400 * SHARE
    finish(net, alice)
    assert shares(net, alice, trading.bea) == 700 * SHARE


def test_between_the_steps_of_a_settlement_no_shares_are_forced(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    boris, hugo = net.join("Boris"), net.join("Hugo")
    give(net, alice, hugo, 500)
    buy(net, alice, boris, 200, PRICE)
    pass_time(2 * DAY)
    force(net, alice, hugo, trading.heir, 1)  # over, but not priced
    settle(net, alice, 1)
    assert net.auction.settling(alice.pid)
    for giver in (trading.hana, hugo, trading.bea):
        with boa.reverts("SETTLING"):
            force(net, alice, giver, trading.heir, 1)
    settle(net, alice)
    assert not net.auction.settling(alice.pid)
    force(net, alice, trading.hana, trading.heir, 600)
    assert shares(net, alice, boris) == 200 * SHARE


def test_a_forced_transfer_works_while_trading_is_stopped(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    stop_market(net, 7 * DAY)
    force(net, alice, trading.hana, trading.heir, 1000)
    assert shares(net, alice, trading.heir) == 1000 * SHARE


def test_a_forced_transfer_works_in_an_auction_that_news_has_ended(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    for _ in range(3):
        with boa.env.prank(net.registry.address):
            net.auction.standing_news(alice.pid)
    force(net, alice, trading.hana, trading.heir, 1000)
    logs = settle(net, alice)
    assert released(logs, trading.hana) == []
    assert released(logs, trading.bea) == ["cancelled"]


def test_only_the_authority_forces(trading: Trading) -> None:
    net = trading.net
    with boa.reverts("NOT_AUTHORITY"), boa.env.prank(trading.heir.address):
        net.auction.force_transfer(trading.alice.pid, trading.hana.pid, trading.heir.pid, SHARE)


def test_an_issuers_own_shares_are_not_forced(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    with boa.reverts():
        force(net, alice, alice, trading.heir, 1)
    with boa.reverts():
        force(net, alice, trading.hana, alice, 1)
    # What was refused released nothing either.
    assert reserved(net, alice, trading.hana) == 400 * SHARE


# --- what issuers bought back ---


def bought_back(net: Network, issuer: Actor) -> list[tuple[int, int, int, int]]:
    """All that an issuer bought back."""
    count = net.auction.buybacks(issuer.pid)
    return [tuple(net.auction.buyback(issuer.pid, n)) for n in range(count)]


def test_what_an_issuer_buys_back_is_kept(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    buy(net, alice, alice, 300, 3 * PRICE // 2)
    logs = finish(net, alice)
    # The price is midway: 400 are offered, Alice wants 300 and Bea gets 100 of 200, at a dollar.
    assert bought_back(net, alice) == [(trading.hana.pid, 300 * SHARE, 0, now())]
    told = events(logs, "BoughtBack")
    assert [(e.token, e.seller, e.n, e.units, e.premium) for e in told] == [
        (alice.pid, trading.hana.pid, 0, 300 * SHARE, 0)
    ]


def test_the_premium_is_what_was_paid_above_the_reference_price_from_before(
    trading: Trading,
) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE // 2)
    hugo = net.join("Hugo")
    give(net, alice, hugo, 1000)
    sell(net, alice, hugo, 1000, PRICE)
    buy(net, alice, alice, 1400, PRICE)
    pass_time(2 * DAY)
    settle(net, alice, 1)
    settle(net, alice, 1)
    settle(net, alice, 1)
    pairs = bought_back(net, alice)
    assert {(seller, units) for seller, units, _, _ in pairs} == {
        (trading.hana.pid, 200 * SHARE),
        (hugo.pid, 1000 * SHARE),
    }
    for _, units, premium, _ in pairs:
        assert premium == units // SHARE * DOLLAR // 2


def test_without_a_reference_price_all_that_was_paid_is_premium(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, alice, 400, PRICE * 2)
    finish(net, alice)
    price = 3 * PRICE // 2  # Bea's dollar is left, and Alice would have paid two
    assert bought_back(net, alice) == [(trading.hana.pid, 400 * SHARE, 400 * price // 10**6, now())]


def test_an_issuers_own_buys_move_no_reference_price(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hugo = net.join("Hugo")
    give(net, alice, hugo, 5000)
    sell(net, alice, hugo, 5000, PRICE)
    buy(net, alice, alice, 5200, 2 * PRICE)
    finish(net, alice)
    assert shares(net, alice, hugo) == 0
    # 200 dollars of Bea's are too little, whatever Alice paid.
    assert reference(net, alice) == 0
