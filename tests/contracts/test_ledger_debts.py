"""Debts first: while a debt is overdue, money pays it before it reaches the person."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.network import (
    DOLLAR,
    NO_PERMIT,
    SUPPLY,
    deploy_bare,
    now,
)
from tests.contracts.test_ledger_money import claim, distribute, told

COMPANIES = """
# pragma version ~=0.4.3
# Answers what the test told it to.
taken: uint256
hold: bool
first_due: uint256
creditor: uint256
owed: uint256
asked: public(DynArray[uint256, 3])
@external
def tell(taken: uint256, hold: bool, first_due: uint256):
    self.taken = taken
    self.hold = hold
    self.first_due = first_due
@external
def tell_creditor(creditor: uint256, owed: uint256):
    self.creditor = creditor
    self.owed = owed
@external
def garnish(
    person: uint256, amount: uint256, outside: uint256
) -> (uint256, bool, uint256, uint256, uint256):
    self.asked = [person, amount, outside]
    taken: uint256 = min(self.taken, amount)
    return taken, self.hold, self.first_due, self.creditor, min(self.owed, amount - taken)
"""


@pytest.fixture
def indebted() -> Any:
    """Bob, a fifth of whom is Carol's, holds Alice, and owes his holders since a second ago."""
    with boa.env.anchor():
        companies = boa.loads(COMPANIES)
        net = deploy_bare(Companies=companies)
        alice, bob, carol, dan = (net.join(name) for name in ("Alice", "Bob", "Carol", "Dan"))
        net.issue(alice)
        net.issue(bob)
        net.place(alice, bob, SUPPLY // 10, 0)
        net.place(bob, carol, SUPPLY // 5, 0)
        with boa.env.prank(companies.address):
            net.ledger.set_due(bob.pid, now() - 1)
        companies.tell(100 * DOLLAR, False, 0)
        yield net, companies, (alice, bob, carol, dan)


def test_an_overdue_debt_is_paid_before_the_seller(indebted: Any) -> None:
    net, companies, (alice, bob, carol, dan) = indebted
    assert net.ledger.overdue(bob.pid)
    before = net.dollar.balanceOf(bob.address)
    net.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    siphons = [(one.kind, one.gain) for one in told(net, "Siphoned")]
    assert siphons == [(1, 600 * DOLLAR), (3, 500 * DOLLAR)]
    assert [companies.asked(k) for k in range(3)] == [bob.pid, 480 * DOLLAR, SUPPLY // 5]
    assert net.dollar.balanceOf(bob.address) - before == 380 * DOLLAR
    assert net.ledger.purse(bob.pid) == (0, 0)
    assert not net.ledger.overdue(bob.pid)
    assert 0 <= 220 * DOLLAR - net.ledger.claimable(bob.pid, carol.pid) <= 2


def test_a_debt_that_is_not_due_yet_takes_nothing(indebted: Any) -> None:
    net, companies, (alice, bob, _carol, dan) = indebted
    for due in (0, now(), now() + 1):
        with boa.env.prank(companies.address):
            net.ledger.set_due(bob.pid, due)
        assert not net.ledger.overdue(bob.pid)
        before = net.dollar.balanceOf(bob.address)
        net.trade(alice, bob, dan, 10, 100 * DOLLAR)
        assert net.dollar.balanceOf(bob.address) - before == 80 * DOLLAR
    boa.env.time_travel(seconds=2)
    assert net.ledger.overdue(bob.pid)


def test_claims_pay_debts_after_the_holders_part(indebted: Any) -> None:
    net, companies, (alice, bob, _carol, _dan) = indebted
    distribute(net, alice, 1000 * DOLLAR)
    owed = net.ledger.claimable(alice.pid, bob.pid)
    claim(net, alice, bob)
    assert companies.asked(1) == owed - -(-owed // 5)


def test_what_is_left_waits_while_debts_remain_overdue(indebted: Any) -> None:
    net, companies, (alice, bob, _carol, dan) = indebted
    due = now() - 1
    companies.tell(100 * DOLLAR, True, due)
    before = net.dollar.balanceOf(bob.address)
    net.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    assert net.dollar.balanceOf(bob.address) == before
    assert net.ledger.purse(bob.pid) == (380 * DOLLAR, due)
    companies.tell(100 * DOLLAR, False, 0)
    net.ledger.withdraw(bob.pid)
    assert net.dollar.balanceOf(bob.address) - before == 280 * DOLLAR
    assert net.ledger.purse(bob.pid) == (0, 0)


def test_a_credit_pays_debts_when_it_is_withdrawn(indebted: Any) -> None:
    net, companies, (alice, bob, carol, dan) = indebted
    companies.tell(0, True, now() - 1)
    net.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    with boa.reverts("UNDELIVERABLE"):  # nothing would happen
        net.ledger.withdraw(bob.pid)
    net.freeze(bob)
    with boa.reverts("UNDELIVERABLE"):
        net.ledger.withdraw(bob.pid)
    companies.tell(80 * DOLLAR, False, 0)
    owed = net.ledger.claimable(bob.pid, carol.pid)
    net.ledger.withdraw(bob.pid)  # frozen, but what is owed to holders passes
    assert net.ledger.purse(bob.pid) == (400 * DOLLAR, 0)
    assert net.ledger.claimable(bob.pid, carol.pid) - owed >= 80 * DOLLAR - 2


def test_a_debt_paid_by_hand_is_shared(indebted: Any) -> None:
    net, companies, (alice, bob, carol, dan) = indebted
    with boa.env.prank(companies.address):
        assert net.ledger.share(bob.pid, dan.address, 50 * DOLLAR, NO_PERMIT) == 50 * DOLLAR
        with boa.reverts("NO_HOLDERS"):
            net.ledger.share(dan.pid, dan.address, DOLLAR, NO_PERMIT)
    assert 0 <= 50 * DOLLAR - net.ledger.claimable(bob.pid, carol.pid) <= 1
    assert alice.pid


def test_a_debt_to_one_person_is_credited_as_a_gain_of_theirs(indebted: Any) -> None:
    net, companies, (alice, bob, carol, dan) = indebted
    net.issue(dan)
    net.place(dan, carol, SUPPLY // 10, 0)
    companies.tell_creditor(dan.pid, 50 * DOLLAR)
    before = net.dollar.balanceOf(bob.address)
    net.trade(alice, bob, carol, 1000, 600 * DOLLAR)
    kinds = [(one.issuer, one.kind, one.gain) for one in told(net, "Siphoned")]
    assert (dan.pid, 6, 50 * DOLLAR) in kinds
    (garnished,) = told(net, "Garnished")
    assert (garnished.person, garnished.amount) == (bob.pid, 150 * DOLLAR)
    assert net.ledger.purse(dan.pid) == (45 * DOLLAR, 0)
    assert 0 <= 5 * DOLLAR - net.ledger.claimable(dan.pid, carol.pid) <= 1
    assert net.dollar.balanceOf(bob.address) - before == 330 * DOLLAR
    # Everything that came in is somewhere.
    left = net.dollar.balanceOf(net.ledger.address)
    assert left == 220 * DOLLAR + 50 * DOLLAR


def test_a_debt_to_one_person_alone_takes_no_more_than_there_is(indebted: Any) -> None:
    net, companies, (alice, bob, _carol, dan) = indebted
    companies.tell(0, True, now() - 1)
    companies.tell_creditor(dan.pid, 10_000 * DOLLAR)
    net.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    assert net.ledger.purse(dan.pid) == (480 * DOLLAR, 0)
    assert net.ledger.purse(bob.pid) == (0, now() - 1)


# --- bonds and personal debts: money that lies in the ledger already ---


def lay(net: Any, payer: Any, amount: int) -> None:
    """Money of somebody, pulled into the ledger by a mover."""
    net.ledger.pull(payer.pid, payer.address, amount, net.ledger.address, NO_PERMIT)


def test_a_personal_debt_paid_by_hand_is_a_gain_of_its_receiver(indebted: Any) -> None:
    net, companies, (_alice, bob, carol, dan) = indebted
    companies.tell(0, False, 0)
    before = net.dollar.balanceOf(bob.address)
    with boa.env.prank(companies.address):
        lay(net, dan, 100 * DOLLAR)
        net.ledger.pay_gain(bob.pid, 100 * DOLLAR, True)
    (siphoned,) = told(net, "Siphoned")
    assert (siphoned.issuer, siphoned.kind, siphoned.amount) == (bob.pid, 6, 20 * DOLLAR)
    assert net.dollar.balanceOf(bob.address) - before == 80 * DOLLAR
    assert 0 <= 20 * DOLLAR - net.ledger.claimable(bob.pid, carol.pid) <= 1


def test_part_of_a_lost_bond_is_shared_with_the_holders(indebted: Any) -> None:
    net, companies, (_alice, bob, carol, dan) = indebted
    with boa.env.prank(companies.address):
        lay(net, dan, 30 * DOLLAR)
        shared = net.ledger.share_kept(bob.pid, 30 * DOLLAR)
        assert [(one.kind, one.issuer) for one in told(net, "Siphoned")] == [(5, bob.pid)]
        assert 0 <= 30 * DOLLAR - shared <= 1
        with boa.reverts("NO_HOLDERS"):
            net.ledger.share_kept(dan.pid, 1)
    assert 0 <= 30 * DOLLAR - net.ledger.claimable(bob.pid, carol.pid) <= 1


def test_only_contracts_of_the_network_pay_out(indebted: Any) -> None:
    net, _companies, (_alice, bob, *_) = indebted
    for act, args in (
        (net.ledger.pay, (bob.pid, 1, True)),
        (net.ledger.pay_gain, (bob.pid, 1, True)),
        (net.ledger.share_kept, (bob.pid, 1)),
        (net.ledger.credit, (bob.pid, 1)),
    ):
        with boa.env.prank(bob.address), boa.reverts("NOT_ALLOWED"):
            act(*args)


def test_events_add_up_to_the_credit(indebted: Any) -> None:
    net, companies, (alice, bob, _carol, dan) = indebted
    companies.tell(100 * DOLLAR, True, now() - 1)
    credit = 0

    def fold() -> None:
        nonlocal credit
        for one in net.ledger.get_logs():
            name = type(one).__name__
            if name in ("Credited", "Withdrawn") and one.person == bob.pid:
                credit += one.amount if name == "Credited" else -one.amount

    net.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    fold()
    net.ledger.withdraw(bob.pid)
    fold()
    companies.tell(5 * DOLLAR, False, 0)
    distribute(net, alice, 77 * DOLLAR)
    claim(net, alice, bob, by=dan)
    fold()
    assert net.ledger.purse(bob.pid)[0] == credit > 0
