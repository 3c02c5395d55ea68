"""Exits, debts and buy-backs beside real auctions and offerings."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.market import (
    PRICE,
    buy,
    cash,
    close,
    commit,
    finish,
    give,
    open_offering,
    pass_time,
    sell,
    set_reference,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SHARE, SUPPLY, Actor, Network, now

EVIDENCE = b"\4" * 32
GAIN = 50_000 * DOLLAR


class Company:
    """A stake of somebody, and what they report of it."""

    def __init__(self, net: Network, owner: Actor) -> None:
        self.net, self.owner = net, owner
        self.named = [net.join(f"Attestor {n}") for n in range(3)]
        for attestor in self.named:
            net.appoint(attestor)
        hashes = (b"\1" * 32, b"\2" * 32, b"\3" * 32)
        pids = [actor.pid for actor in self.named]
        with boa.env.prank(owner.address):
            self.stake = net.companies.declare(*hashes, pids)
        self.record = (owner.pid, *hashes, pids, now())

    def report(self, proceeds: int, ago: int = 0) -> tuple[int, Any]:
        """Report a sale; the exit, and what is known of it."""
        facts = (1, proceeds, 0, now() - ago, EVIDENCE)
        with boa.env.prank(self.owner.address):
            exit_ = self.net.companies.report_exit(
                self.stake, 1, self.record, *facts, (0, 0, 0, b"\0" * 32)
            )
        known = (self.stake, self.owner.pid, 1, proceeds, 0, 0, proceeds, facts[3], now())
        return int(exit_), (*known, self.record[4], EVIDENCE)

    def accepted(self, opener: Actor, proceeds: int, ago: int = 0) -> tuple[int, Any]:
        """Report a sale that is accepted after its window."""
        exit_, known = self.report(proceeds, ago)
        with boa.env.prank(opener.address):
            self.net.disputes.open_window(exit_, known, NO_PERMIT)
        pass_time(10 * DAY)
        self.net.disputes.accept(exit_, known)
        return exit_, known


@pytest.fixture
def alice(net: Network) -> Actor:
    """Somebody with a token."""
    actor = net.join("Alice")
    net.issue(actor)
    return actor


def bought_out(net: Network, alice: Actor, price: int, reference: int) -> Actor:
    """Somebody who sold a thousand shares to the issuer in an auction, at a price."""
    hana, bea = net.join("Hana"), net.join("Bea")
    give(net, alice, hana, 1_000)
    give(net, alice, bea, 1_000_000)
    if reference:
        set_reference(net, alice, reference)
    sell(net, alice, hana, 1_000, price)
    buy(net, alice, alice, 1_000, price)
    finish(net, alice)
    assert shares(net, alice, hana) == 0
    return hana


@pytest.mark.parametrize(
    ("price", "reference", "owed"),
    [
        (PRICE, PRICE, 100_000 * DOLLAR),  # a hundred dollars a share are distributed
        (2 * PRICE, PRICE, 99_000 * DOLLAR),
        (PRICE, 0, 99_000 * DOLLAR),
    ],
)
def test_bought_out_before_the_news_the_seller_is_made_whole(
    net: Network, alice: Actor, price: int, reference: int, owed: int
) -> None:
    company = Company(net, alice)
    pass_time(DAY)
    hana = bought_out(net, alice, price, reference)
    pass_time(DAY)
    proceeds = 100 * DOLLAR * (SUPPLY // SHARE)
    exit_, known = company.accepted(alice, proceeds, ago=5 * DAY)
    net.disputes.make_whole(exit_, known, 0)
    (debt,) = net.companies.personal_debts_of(alice.pid)
    assert net.companies.debt(debt).creditor == hana.pid
    assert net.companies.due_now(debt) == (owed, 0)
    before = cash(net, hana)
    with boa.env.prank(alice.address):
        net.companies.pay_debt(debt, owed, NO_PERMIT)
    assert cash(net, hana) - before == owed


def test_an_issuer_with_an_open_exit_buys_nothing_back(net: Network, alice: Actor) -> None:
    company = Company(net, alice)
    hana = net.join("Hana")
    give(net, alice, hana, 1_000)
    exit_, known = company.report(GAIN)
    with boa.env.prank(hana.address):
        net.disputes.open_window(exit_, known, NO_PERMIT)
    sell(net, alice, hana, 1_000, PRICE)
    with boa.reverts():
        buy(net, alice, alice, 1_000, PRICE)
    bea = net.join("Bea")
    with boa.env.prank(bea.address):
        net.disputes.dispute(exit_, known, EVIDENCE, NO_PERMIT)
    with boa.reverts():
        buy(net, alice, alice, 1_000, PRICE)
    with boa.env.prank(net.authority.address):
        net.disputes.rule_small(exit_, known, 0)
    buy(net, alice, alice, 1_000, PRICE)


def test_an_open_offering_fails_with_the_report_and_with_what_is_found(
    net: Network, alice: Actor
) -> None:
    company, ivan = Company(net, alice), net.join("Ivan")
    first = open_offering(net, alice)
    commit(net, first, ivan, 500)
    exit_, known = company.report(0)
    before = cash(net, ivan)
    net.offering.refund(first, 0, sender=ivan.address)
    assert cash(net, ivan) - before == 500 * DOLLAR
    with boa.env.prank(ivan.address):
        net.disputes.open_window(exit_, known, NO_PERMIT)
    pass_time(7 * DAY)
    net.disputes.accept(exit_, known)
    second = open_offering(net, alice)
    commit(net, second, ivan, 500)
    with boa.env.prank(net.watching.address):
        net.companies.open_found(alice.pid, 0, 0, ivan.pid, 0, 0)
    net.offering.refund(second, 0, sender=ivan.address)
    assert cash(net, ivan) == before + 500 * DOLLAR


def test_buyers_who_have_not_pulled_their_shares_are_owed(net: Network, alice: Actor) -> None:
    company = Company(net, alice)
    investors = [net.join(name) for name in ("Ivan", "Ines")]
    offering = open_offering(net, alice)
    for investor in investors:
        commit(net, offering, investor, 500)
    close(net, offering)
    exit_, _ = company.accepted(investors[0], GAIN)
    assert net.companies.debts_of(alice.pid) == [exit_]
    with boa.reverts("SHARES_UNPULLED"), boa.env.prank(alice.address):
        net.companies.pay_debt(exit_, GAIN, NO_PERMIT)
    net.offering.take(offering, [0])
    with boa.reverts("SHARES_UNPULLED"), boa.env.prank(alice.address):
        net.companies.pay_debt(exit_, GAIN, NO_PERMIT)
    net.offering.take(offering, [1])
    due = GAIN * 1_000 * SHARE // SUPPLY
    assert net.companies.due_now(exit_)[0] == due
    with boa.env.prank(alice.address):
        net.companies.pay_debt(exit_, due, NO_PERMIT)
    assert not net.companies.blocked(alice.pid)
    for investor in investors:
        assert net.ledger.claimable(alice.pid, investor.pid) in (due // 2, due // 2 - 1)


def test_news_of_a_ruling_raises_what_sellers_ask(net: Network, alice: Actor) -> None:
    company, hana, bea = Company(net, alice), net.join("Hana"), net.join("Bea")
    give(net, alice, hana, 100_000)
    exit_, known = company.report(DOLLAR)
    with boa.env.prank(bea.address):
        net.disputes.open_window(exit_, known, NO_PERMIT)
    with boa.env.prank(hana.address):
        net.disputes.dispute(exit_, known, EVIDENCE, NO_PERMIT)
    sell(net, alice, hana, 1_000, PRICE)
    with boa.env.prank(net.authority.address):
        net.disputes.rule_small(exit_, known, 100_000 * DOLLAR)
    # A cent a share more, the difference: 99,999 dollars for ten million shares.
    asked = net.auction.order(alice.pid, hana.pid)
    assert PRICE * 100 // 100 < asked.price <= PRICE * 101 // 100


def test_a_case_is_ruled_by_a_published_decision(net: Network, alice: Actor) -> None:
    company, bea, operator = Company(net, alice), net.join("Bea"), net.join("Operator")
    exit_, known = company.report(GAIN)
    with boa.env.prank(operator.address):
        net.disputes.open_window(exit_, known, NO_PERMIT)
    with boa.env.prank(bea.address):
        net.disputes.dispute(exit_, known, EVIDENCE, NO_PERMIT)
    with boa.env.prank(net.authority.address):
        net.disputes.set_authority(net.decisions.address)
        net.decisions.begin(operator.address)
        with boa.reverts("NOT_AUTHORITY"):
            net.disputes.rule_small(exit_, known, 0)
    data = net.disputes.rule_small.prepare_calldata(exit_, known, 0)
    light = (2, alice.pid, net.disputes.address, data, EVIDENCE, "https://example.org/reasons")
    with boa.env.prank(operator.address):
        with boa.reverts():
            net.decisions.publish(2, bea.pid, *light[2:])  # it is Alice's case
        decision = net.decisions.publish(*light)
    pass_time(3 * DAY - 1)
    with boa.reverts("TOO_EARLY"):
        net.decisions.execute(decision, net.disputes.address, data)
    pass_time(1)
    before = cash(net, bea)
    net.decisions.execute(decision, net.disputes.address, data)
    assert cash(net, bea) - before == 200 * DOLLAR  # nobody else holds a share
    assert net.companies.exit_state(exit_) == 4
