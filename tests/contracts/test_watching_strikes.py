"""Strikes, and what leads to the proposal of a ban."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, Actor, account_of, now
from tests.contracts.watching import UPHELD, Watch, deploy_watch, people

pytestmark = pytest.mark.ignore_isolation

Played = tuple[Watch, Actor, Actor, Actor]
THREE_YEARS = 3 * 365 * DAY
STRIKES, HIDING, DEBT = 1, 2, 4


@pytest.fixture(scope="module")
def made() -> Played:
    watch = deploy_watch()
    return watch, *people(watch)


@pytest.fixture
def played(made: Played) -> Iterator[Played]:
    with boa.env.anchor():
        yield made


def strike(watch: Watch, person: Actor) -> None:
    watch.watching.strike(person.pid, b"\1" * 32, sender=watch.net.authority.address)


def grounds(watch: Watch, person: Actor) -> int:
    found, _ = watch.watching.ground(person.pid)
    assert found == watch.watching.ban_grounds(person.pid)
    return int(found)


def hide(watch: Watch, accused: Actor, reporter: Actor, gain: int, company: str) -> None:
    """A hidden exit that is found out."""
    report = watch.report(reporter, watch.claim(accused, company=company))
    watch.wait(14 * DAY + 1)
    watch.rule(report, UPHELD, gain)


def test_the_authority_strikes_with_a_reason(played: Played) -> None:
    watch, alice, _, _ = played
    strike(watch, alice)
    assert watch.watching.strikes(alice.pid) == (1, now(), 0)
    with boa.reverts("EMPTY_HASH"):
        watch.watching.strike(alice.pid, b"\0" * 32, sender=watch.net.authority.address)
    with boa.reverts("PERSON_UNKNOWN"):
        watch.watching.strike(99, b"\1" * 32, sender=watch.net.authority.address)


def test_the_role_is_handed_on_to_somebody(played: Played) -> None:
    watch, alice, _, _ = played
    heir = account_of("heir").address
    with boa.reverts("EMPTY_ADDRESS"):
        watch.watching.set_authority("0x" + "00" * 20, sender=watch.net.authority.address)
    watch.watching.set_authority(heir, sender=watch.net.authority.address)
    with boa.reverts("NOT_AUTHORITY"):
        strike(watch, alice)
    watch.watching.strike(alice.pid, b"\1" * 32, sender=heir)


def test_two_strikes_in_three_years_are_a_ground(played: Played) -> None:
    watch, alice, _, carol = played
    strike(watch, alice)
    assert grounds(watch, alice) == 0
    watch.wait(THREE_YEARS - 1)
    strike(watch, alice)
    assert grounds(watch, alice) == STRIKES and grounds(watch, carol) == 0
    assert watch.watching.ground(alice.pid)[1] == now()
    watch.wait(1)
    assert grounds(watch, alice) == 0
    assert watch.watching.strikes(alice.pid)[0] == 2


def test_two_strikes_at_once_are_two(played: Played) -> None:
    watch, alice, _, _ = played
    strike(watch, alice)
    strike(watch, alice)
    assert grounds(watch, alice) == STRIKES


def test_of_many_strikes_the_last_two_count(played: Played) -> None:
    watch, alice, _, _ = played
    strike(watch, alice)
    watch.wait(THREE_YEARS)
    strike(watch, alice)
    assert grounds(watch, alice) == 0
    watch.wait(DAY)
    strike(watch, alice)
    assert grounds(watch, alice) == STRIKES
    assert watch.watching.strikes(alice.pid) == (3, now(), now() - DAY)


def test_a_hidden_exit_is_a_strike_and_a_large_one_a_ground(played: Played) -> None:
    watch, alice, bob, _ = played
    hide(watch, alice, bob, 10_000 * DOLLAR, "GB-COH:1")
    assert watch.watching.strikes(alice.pid)[0] == 1 and grounds(watch, alice) == 0
    watch.wait(THREE_YEARS)
    watch.net.renew(bob, issuedAt=now(), nonce=9)
    hide(watch, alice, bob, 10_000 * DOLLAR + 1, "GB-COH:2")
    assert grounds(watch, alice) == HIDING
    assert watch.watching.ground(alice.pid) == (HIDING, now())
    strike(watch, alice)
    assert grounds(watch, alice) == HIDING | STRIKES


def test_a_strike_after_ninety_days_overdue_once_a_debt(played: Played) -> None:
    watch, alice, _, carol = played
    watch.companies.tell_late(1, alice.pid, now())
    watch.companies.tell_late(2, alice.pid, now() + DAY)
    watch.wait(90 * DAY - 1)
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(1)
    watch.wait(1)
    watch.watching.strike_late(1, sender=carol.address)
    assert watch.watching.strikes(alice.pid)[0] == 1
    with boa.reverts("ALREADY_STRUCK"):
        watch.watching.strike_late(1)
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(2)
    watch.wait(DAY)
    watch.watching.strike_late(2)
    assert grounds(watch, alice) == STRIKES


@pytest.mark.parametrize("number", [0, 3, 2**256 - 1])
def test_no_debt_no_strike(played: Played, number: int) -> None:
    watch, _, _, _ = played
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(number)


def test_a_debt_overdue_for_180_days_is_a_ground_while_it_is(played: Played) -> None:
    watch, alice, _, _ = played
    start = now()
    watch.companies.tell_late(1, alice.pid, start)
    watch.wait(180 * DAY - 1)
    assert grounds(watch, alice) == 0
    watch.wait(1)
    assert watch.watching.ground(alice.pid) == (DEBT, start + 180 * DAY)
    watch.wait(DAY)
    assert watch.watching.ground(alice.pid) == (DEBT, start + 180 * DAY)
    watch.companies.tell_late(1, alice.pid, 0)  # paid
    assert grounds(watch, alice) == 0


def test_the_numbers_are_those_of_the_rules(played: Played) -> None:
    watch, alice, _, _ = played
    watch.companies.tell_late(1, alice.pid, now())
    for place, days in ((5, 45), (6, 90)):
        watch.net.rules.set_number(6, place, days * DAY, sender=watch.net.authority.address)
    watch.wait(45 * DAY)
    watch.watching.strike_late(1)
    watch.wait(45 * DAY)
    assert grounds(watch, alice) == DEBT


def test_nobody_has_nothing(played: Played) -> None:
    watch, _, _, _ = played
    assert watch.watching.ground(99) == (0, 0)
    assert watch.watching.strikes(99) == (0, 0, 0)
    assert watch.watching.report(99).state == 0
