"""Opening an offering, and standing in its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import boa
import pytest

from tests.contracts.market import (
    HOUR,
    PRICE,
    cash,
    close,
    commit,
    cost,
    events,
    open_offering,
    pass_time,
    report_exit,
    shares,
)
from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SHARE,
    SUPPLY,
    Actor,
    Network,
    account_of,
    now,
)


@dataclass
class Raising:
    """Alice, who has a token, and three who may invest."""

    net: Network
    alice: Actor
    ivan: Actor
    ines: Actor
    ilka: Actor

    def open(self, by: Actor | None = None, **changed: Any) -> int:
        """Open an offering with something changed."""
        terms: dict[str, Any] = {
            "units_min": 100 * SHARE,
            "units_max": 1000 * SHARE,
            "price": PRICE,
            "deadline": now() + 30 * DAY,
            "regime": 0,
            "lockup": 0,
            "terms_hash": b"\1" * 32,
        }
        with boa.env.prank((by or self.alice).address):
            return int(self.net.offering.open(*(terms | changed).values()))


@pytest.fixture
def raising(net: Network) -> Raising:
    """People who can raise and invest."""
    alice, ivan, ines, ilka = (net.join(name) for name in ("Alice", "Ivan", "Ines", "Ilka"))
    net.issue(alice)
    return Raising(net, alice, ivan, ines, ilka)


def state(net: Network, offering: int, entry: int) -> int:
    """The state of a place in line."""
    return int(net.offering.entry(offering, entry).state)


def test_an_offering_reserves_its_shares_in_place(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raising.open()
    position = net.ledger.position(alice.pid, alice.pid)
    assert (position.balance, position.reserved) == (SUPPLY, 1000 * SHARE)
    assert net.offering.open_of(alice.pid) == number
    assert net.offering.offering(number).status == 1


def test_only_an_active_issuer_with_a_document_opens_one(raising: Raising) -> None:
    net = raising.net
    with boa.reverts("NO_SUCH_TOKEN"):
        raising.open(by=raising.ivan)
    with boa.reverts("NOT_ACTIVE"):
        raising.open(by=Actor("Nobody", account_of("nobody")))
    lapsing = net.join("Lara", expiresAt=now() + DAY)
    net.issue(lapsing)
    pass_time(DAY)
    with boa.reverts("NOT_ACTIVE"):
        raising.open(by=lapsing)
    net.freeze(raising.alice)
    with boa.reverts("NOT_ACTIVE"):
        raising.open()


def test_a_person_has_one_open_offering(raising: Raising) -> None:
    first = raising.open()
    with boa.reverts("OFFERING_OPEN"):
        raising.open()
    close(raising.net, first)
    assert raising.open() == first + 1


def test_a_deadline_is_two_days_and_an_hour_to_sixty_days_away(raising: Raising) -> None:
    with boa.reverts("DEADLINE_TOO_SOON"):
        raising.open(deadline=now() + 2 * DAY + HOUR - 1)
    with boa.reverts("DEADLINE_TOO_FAR"):
        raising.open(deadline=now() + 60 * DAY + 1)
    number = raising.open(deadline=now() + 2 * DAY + HOUR)
    close(raising.net, number)
    raising.open(deadline=now() + 60 * DAY)


def test_an_issuer_keeps_fifty_one_percent(raising: Raising) -> None:
    with boa.reverts("ISSUER_KEEPS_51"):
        raising.open(units_max=SUPPLY * 49 // 100 + 1)
    number = raising.open(units_max=SUPPLY * 49 // 100)
    with boa.env.prank(raising.ivan.address):
        raising.net.offering.commit(number, 100 * SHARE, NO_PERMIT)
    close(raising.net, number)
    # Ivan's shares are still to be pulled, and count as sold.
    with boa.reverts("ISSUER_KEEPS_51"):
        raising.open(units_max=SUPPLY * 49 // 100 - 100 * SHARE + 1)
    raising.open(units_max=SUPPLY * 49 // 100 - 100 * SHARE)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"units_min": 0}, "BAD_AMOUNT"),
        ({"units_min": 1001 * SHARE}, "BAD_AMOUNT"),
        ({"units_max": SUPPLY + 1}, "BAD_AMOUNT"),
        ({"price": 0}, "BAD_PRICE"),
        ({"price": 2**64}, "BAD_PRICE"),
        ({"regime": 99}, "NOT_COMPLIANT"),
        ({"lockup": 2 * 365 * DAY + 1}, "LOCKUP_TOO_LONG"),
        ({"terms_hash": b"\0" * 32}, "EMPTY_HASH"),
    ],
)
def test_bad_terms_are_refused(raising: Raising, changed: dict[str, Any], code: str) -> None:
    with boa.reverts(code):
        raising.open(**changed)
    raising.open(units_min=1, units_max=1, price=2**64 - 1, lockup=2 * 365 * DAY)


def test_who_owes_does_not_raise(raising: Raising) -> None:
    net = raising.net
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(raising.alice.pid, now() - 1)
    with boa.reverts("OVERDUE"):
        raising.open()
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(raising.alice.pid, 0)
    raising.open()


def test_a_reported_exit_fails_an_open_offering_and_bars_the_next(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    commit(net, number, ivan, 200)
    before = cash(net, ivan)
    report_exit(net, raising.alice, 500 * DOLLAR)
    assert net.offering.offering(number).status == 4
    assert net.offering.open_of(raising.alice.pid) == 0
    assert net.ledger.position(raising.alice.pid, raising.alice.pid).reserved == 0
    with boa.env.prank(ivan.address):
        net.offering.refund(number, 0)
    assert cash(net, ivan) == before + 200 * DOLLAR
    with boa.reverts("OWN_MATTER_OPEN"):
        raising.open()
    with boa.reverts("NOT_COMPANIES"):
        net.offering.fail(raising.alice.pid)


def test_a_reported_exit_leaves_a_closed_offering_alone(raising: Raising) -> None:
    net = raising.net
    number = raising.open()
    commit(net, number, raising.ivan, 200)
    close(net, number)
    report_exit(net, raising.alice, 500 * DOLLAR)
    net.offering.take(number, [0])
    assert shares(net, raising.alice, raising.ivan) == 200 * SHARE


def test_money_waits_in_the_offering(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    before = cash(net, ivan)
    with boa.env.prank(ivan.address):
        place = net.offering.commit(number, 100 * SHARE + 1, NO_PERMIT)
    assert (place, net.offering.entries(number)) == (0, 1)
    assert before - cash(net, ivan) == cost(100 * SHARE + 1, PRICE) == 100 * DOLLAR + 1
    assert net.dollar.balanceOf(net.offering.address) == 100 * DOLLAR + 1
    assert commit(net, number, ivan, 50) == 1  # a place of its own


def test_only_active_people_without_overdue_debts_invest(raising: Raising) -> None:
    net = raising.net
    number = raising.open()
    with boa.reverts("OWN_OFFERING"):
        commit(net, number, raising.alice, 100)
    net.freeze(raising.ivan)
    net.ban(raising.ines)
    lapsing = net.join("Lara", expiresAt=now() + DAY)
    pass_time(DAY)
    for person in (raising.ivan, raising.ines, lapsing, Actor("Nobody", account_of("nobody"))):
        with boa.reverts("NOT_ACTIVE"):
            commit(net, number, person, 100)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(raising.ilka.pid, now() - 1)
    with boa.reverts("OVERDUE"):
        commit(net, number, raising.ilka, 100)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(raising.ilka.pid, 0)
    commit(net, number, raising.ilka, 100)


def test_nobody_invests_with_an_issuer_who_may_not_raise(raising: Raising) -> None:
    number = raising.open()
    raising.net.freeze(raising.alice, DAY)
    with boa.reverts("ISSUER_NOT_ACTIVE"):
        commit(raising.net, number, raising.ivan, 100)
    pass_time(DAY)
    commit(raising.net, number, raising.ivan, 100)


def test_commitments_are_taken_until_the_deadline(raising: Raising) -> None:
    net = raising.net
    number = raising.open()
    with boa.reverts("BAD_AMOUNT"):
        commit(net, number, raising.ivan, 0)
    with boa.reverts("OFFERING_NOT_OPEN"):
        commit(net, number + 1, raising.ivan, 100)
    pass_time(30 * DAY - 1)
    commit(net, number, raising.ivan, 100)
    pass_time(1)
    with boa.reverts("OFFERING_OVER"):
        commit(net, number, raising.ivan, 100)


def test_an_investor_withdraws_until_two_days_before_the_deadline(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    before = cash(net, ivan)
    commit(net, number, ivan, 100)
    commit(net, number, ivan, 200)
    with boa.reverts("NOT_YOURS"), boa.env.prank(raising.ines.address):
        net.offering.withdraw(number, 0)
    pass_time(28 * DAY)
    with boa.env.prank(ivan.address):
        net.offering.withdraw(number, 0)
        assert cash(net, ivan) == before - 200 * DOLLAR
        with boa.reverts("NOT_IN_LINE"):
            net.offering.withdraw(number, 0)
    pass_time(1)
    with boa.reverts("TOO_LATE_TO_WITHDRAW"), boa.env.prank(ivan.address):
        net.offering.withdraw(number, 1)
    assert net.offering.offering(number).committed == 200 * SHARE


def test_a_rejected_investor_pulls_the_money_back(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    before = cash(net, ivan)
    commit(net, number, ivan, 100)
    commit(net, number, raising.ines, 100)
    with boa.reverts("NOT_ISSUER"), boa.env.prank(raising.ines.address):
        net.offering.reject(number, 0)
    with boa.reverts("OFFERING_NOT_CLOSED"):
        net.offering.refund(number, 0)
    with boa.env.prank(raising.alice.address):
        net.offering.reject(number, 0)
        with boa.reverts("NOT_IN_LINE"):
            net.offering.reject(number, 0)
    assert state(net, number, 0) == 3
    with boa.env.prank(ivan.address):
        net.offering.refund(number, 0)
        with boa.reverts("NOTHING_TO_REFUND"):
            net.offering.refund(number, 0)
    assert cash(net, ivan) == before
    close(net, number)
    with boa.reverts("OFFERING_NOT_OPEN"), boa.env.prank(raising.alice.address):
        net.offering.reject(number, 1)


def test_a_refund_that_another_asks_for_is_credited(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    commit(net, number, ivan, 100)
    with boa.env.prank(raising.alice.address):
        net.offering.reject(number, 0)
    before = cash(net, ivan)
    with boa.env.prank(raising.ines.address):
        net.offering.refund(number, 0)
    assert cash(net, ivan) == before
    assert net.ledger.purse(ivan.pid)[0] == 100 * DOLLAR


def test_the_dollar_counts_as_received(raising: Raising) -> None:
    net, ivan = raising.net, raising.ivan
    number = raising.open()
    with boa.env.prank(ivan.address):
        net.dollar.approve(net.ledger.address, 99 * DOLLAR)
    with boa.reverts("DOLLAR_REFUSED"):
        commit(net, number, ivan, 100)
    with boa.env.prank(ivan.address):
        net.dollar.approve(net.ledger.address, 100 * DOLLAR)
    commit(net, number, ivan, 100)


def test_wiring_and_authority(raising: Raising) -> None:
    net = raising.net
    with boa.reverts("NOT_DEPLOYER"):
        net.offering.wire(net.companies, net.compliance, net.auction)
    with boa.reverts("NOT_AUTHORITY"):
        net.offering.set_authority(raising.ivan.address)
    with boa.env.prank(net.authority.address):
        with boa.reverts("ALREADY_WIRED"):
            net.offering.wire(net.companies, net.compliance, net.auction)
        net.offering.set_authority(raising.ivan.address)
    assert net.offering.authority() == raising.ivan.address


def test_opening_says_all_its_terms(raising: Raising) -> None:
    number = open_offering(raising.net, raising.alice, 10, 20, 3 * PRICE, 9, 5 * DAY)
    told = events(list(raising.net.offering.get_logs()), "OfferingOpened")[0]
    assert (told.offering, told.issuer) == (number, raising.alice.pid)
    assert (told.units_min, told.units_max) == (10 * SHARE, 20 * SHARE)
    assert (told.price, told.deadline, told.lockup) == (3 * PRICE, now() + 9 * DAY, 5 * DAY)
