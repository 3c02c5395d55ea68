"""Reports: committed to with a bond, opened in their hour, once for one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, Actor, account_of, now
from tests.contracts.watching import (
    BOND,
    COMMITTED,
    FRIVOLOUS,
    HOUR,
    LAPSED,
    OPEN,
    REPEATED,
    UNPROVEN,
    UPHELD,
    Watch,
    deploy_watch,
    people,
)

pytestmark = pytest.mark.ignore_isolation


@pytest.fixture(scope="module")
def made() -> tuple[Watch, Actor, Actor, Actor]:
    watch = deploy_watch()
    return watch, *people(watch)


@pytest.fixture
def played(
    made: tuple[Watch, Actor, Actor, Actor],
) -> Iterator[tuple[Watch, Actor, Actor, Actor]]:
    with boa.env.anchor():
        yield made


Played = tuple[Watch, Actor, Actor, Actor]


# Committing


def test_a_commitment_shows_only_who_made_it(played: Played) -> None:
    watch, alice, bob, _ = played
    before = watch.cash(bob)
    report = watch.commit(bob, watch.claim(alice))
    said = watch.watching.report(report)
    assert (said.reporter, said.subject, said.state) == (bob.pid, 0, COMMITTED)
    assert (said.committed_at, said.bond) == (now(), BOND)
    assert before - watch.cash(bob) == BOND == watch.kept()
    assert watch.watching.accused_of(report) == 0


def test_who_reports_has_shown_a_document(played: Played) -> None:
    watch, alice, bob, _ = played
    wanda = watch.net.join("Wanda", level=1)
    with boa.reverts("DOCUMENT_NEEDED"):
        watch.commit(wanda, watch.claim(alice))
    watch.net.freeze(bob)
    with boa.reverts("NOT_ACTIVE"):
        watch.commit(bob, watch.claim(alice))
    with boa.reverts("NOT_ACTIVE"):
        watch.watching.commit(b"\1" * 32, NO_PERMIT, sender=account_of("stranger").address)
    with boa.reverts("EMPTY_HASH"):
        watch.watching.commit(b"\0" * 32, NO_PERMIT, sender=alice.address)


def test_a_bond_is_paid_or_nothing_is_committed(played: Played) -> None:
    watch, alice, bob, _ = played
    watch.net.dollar.approve(watch.net.ledger.address, BOND - 1, sender=bob.address)
    with boa.reverts("DOLLAR_REFUSED"):
        watch.commit(bob, watch.claim(alice))
    assert watch.watching.reports() == 0


def test_the_bond_is_the_number_of_the_rules_on_that_day(played: Played) -> None:
    watch, alice, bob, _ = played
    first = watch.commit(bob, watch.claim(alice))
    watch.net.rules.set_number(6, 0, 200, sender=watch.net.authority.address)
    second = watch.commit(bob, watch.claim(alice, closed_at=0))
    assert watch.kept() == 3 * BOND
    watch.wait(HOUR)
    before = watch.cash(bob)
    for report in (first, second):
        watch.reveal(report, bob)
        watch.wait(15 * DAY)
        watch.rule(report, UNPROVEN)
        watch.wait(-15 * DAY)
    assert watch.cash(bob) - before == 3 * BOND and watch.kept() == 0


# Opening


def test_the_report_is_opened_between_an_hour_and_a_day(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.commit(bob, watch.claim(alice))
    watch.wait(HOUR - 1)
    with boa.reverts("REVEAL_TOO_SOON"):
        watch.reveal(report, bob)
    watch.wait(23 * HOUR + 2)
    with boa.reverts("REVEAL_TOO_LATE"):
        watch.reveal(report, bob)
    watch.wait(-1)
    with boa.reverts("MAY_BE_REVEALED"):
        watch.watching.lapse(report)
    watch.reveal(report, bob)
    said = watch.watching.report(report)
    assert (said.state, said.subject, said.amount) == (OPEN, alice.pid, 50_000 * DOLLAR)
    assert said.answer_by == now() + 14 * DAY
    assert said.company_hash == keccak(text="GB-COH:01234567")
    assert watch.watching.accused_of(report) == alice.pid
    with boa.reverts("REPORT_MOVED_ON"):
        watch.reveal(report, bob)


def test_what_was_not_opened_is_forfeited(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.commit(bob, watch.claim(alice))
    watch.wait(DAY + 1)
    before = watch.cash(bob)
    watch.watching.lapse(report, sender=carol.address)
    assert watch.state(report) == LAPSED
    assert watch.watching.forfeited() == BOND == watch.kept()
    assert watch.cash(bob) == before
    with boa.reverts("REPORT_MOVED_ON"):
        watch.watching.lapse(report)
    with boa.reverts("NO_SUCH_REPORT"):
        watch.watching.lapse(report + 1)


def test_a_copied_commitment_is_worth_nothing_to_the_copier(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.commit(bob, watch.claim(alice))
    hashed = watch.watching.report(report).company_hash
    copy = watch.watching.commit(hashed, NO_PERMIT, sender=carol.address)
    assert copy == report + 1
    watch.wait(HOUR)
    claim, salt = watch.claims[report], watch.opened[report]
    with boa.reverts("NOT_YOURS"):
        watch.watching.reveal(report, claim, salt, sender=carol.address)
    with boa.reverts("WRONG_OPENING"):
        watch.watching.reveal(copy, claim, salt, sender=carol.address)
    watch.reveal(report, bob)
    assert watch.state(report) == OPEN


def test_who_sees_an_opening_cannot_come_before_it(played: Played) -> None:
    """In the same block, or the next: a commitment has to be an hour old."""
    watch, alice, bob, carol = played
    report = watch.commit(bob, watch.claim(alice))
    watch.wait(HOUR)
    stolen = watch.commit(carol, watch.claims[report])
    with boa.reverts("REVEAL_TOO_SOON"):
        watch.reveal(stolen, carol)
    watch.reveal(report, bob)
    watch.wait(HOUR)
    watch.reveal(stolen, carol)
    assert watch.state(report) == OPEN and watch.state(stolen) == REPEATED


def test_nothing_of_a_report_can_be_changed_at_its_opening(played: Played) -> None:
    watch, alice, bob, carol = played
    claim = watch.claim(alice)
    report = watch.commit(bob, claim)
    watch.wait(HOUR)
    salt = watch.opened[report]
    others = (carol.pid, "GB-COH:7", claim[2] - DAY, claim[3] + 1, b"\5" * 32)
    for place, other in enumerate(others):
        changed = (*claim[:place], other, *claim[place + 1 :])
        with boa.reverts("WRONG_OPENING"):
            watch.watching.reveal(report, changed, salt, sender=bob.address)
    with boa.reverts("WRONG_OPENING"):
        watch.watching.reveal(report, claim, b"\7" * 32, sender=bob.address)


def test_a_commitment_is_for_this_contract(played: Played) -> None:
    watch, alice, bob, _ = played
    claim, salt = watch.claim(alice), watch.salt()
    other = boa.env.generate_address()
    abroad = keccak(text=str(other))
    report = watch.watching.commit(abroad, NO_PERMIT, sender=bob.address)
    watch.wait(HOUR)
    with boa.reverts("WRONG_OPENING"):
        watch.watching.reveal(report, claim, salt, sender=bob.address)


def refused(watch: Watch, reporter: Actor, claim: tuple[Any, ...], code: str) -> None:
    report = watch.commit(reporter, claim)
    watch.wait(HOUR)
    with boa.reverts(code):
        watch.reveal(report, reporter)


def test_what_a_report_must_say(played: Played) -> None:
    watch, alice, bob, _ = played
    good = watch.claim(alice)
    refused(watch, bob, (bob.pid, *good[1:]), "OWN_REPORT")
    refused(watch, bob, (99, *good[1:]), "PERSON_UNKNOWN")
    refused(watch, bob, (alice.pid, "", *good[2:]), "COMPANY_EMPTY")
    refused(watch, bob, (*good[:4], b"\0" * 32), "EMPTY_HASH")
    refused(watch, bob, (*good[:3], 2**90, good[4]), "BAD_AMOUNT")
    refused(watch, bob, (*good[:2], 0, 1, good[4]), "BAD_AMOUNT")


@pytest.mark.parametrize("closed_at", [1, 2**256 - 1, 2**256 - 30 * DAY])
def test_an_exit_is_not_hidden_before_the_time_to_report_it_is_over(
    played: Played, closed_at: int
) -> None:
    watch, alice, bob, _ = played
    when = now() - 30 * DAY + closed_at if closed_at == 1 else closed_at
    refused(watch, bob, watch.claim(alice, closed_at=when), "NOT_HIDDEN_YET")


def test_on_the_thirtieth_day_it_is(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice, closed_at=now() - 30 * DAY))
    assert watch.state(report) == OPEN


@pytest.mark.parametrize("what", ["freeze", "ban", "expiry"])
def test_whatever_becomes_of_the_reporter_the_report_is_opened(played: Played, what: str) -> None:
    """Else a freeze, which needs no delay, would silence whoever committed to a report."""
    watch, alice, bob, _ = played
    if what == "expiry":
        another = keccak(text="another document")
        watch.net.renew(bob, expiresAt=now() + 10, nonce=2, personTag=another)
    report = watch.commit(bob, watch.claim(alice))
    if what == "freeze":
        watch.net.freeze(bob)
    elif what == "ban":
        watch.net.ban(bob)
    watch.wait(HOUR)
    assert watch.net.registry.standing(bob.pid) == {"expiry": 2, "freeze": 3, "ban": 4}[what]
    watch.reveal(report, bob)
    assert watch.state(report) == OPEN


# The first valid one wins


def test_two_reporters_of_one_thing(played: Played) -> None:
    """The second has the bond back at once; the earlier commitment counts, but not what it says:
    without a bond in danger it could say anything, and so keep an innocent from a cure."""
    watch, alice, bob, carol = played
    early = watch.commit(carol, watch.claim(alice, amount=80_000 * DOLLAR))
    watch.wait(600)
    claim = watch.claim(alice, closed_at=watch.claims[early][2] + 60)
    report = watch.commit(bob, claim)
    watch.wait(HOUR)
    before = watch.cash(carol)
    watch.reveal(report, bob)
    watch.reveal(early, carol)
    assert watch.state(early) == REPEATED and watch.cash(carol) - before == BOND
    said = watch.watching.report(report)
    assert said.state == OPEN and said.amount == 50_000 * DOLLAR
    assert said.committed_at == watch.watching.report(early).committed_at
    assert watch.kept() == BOND


def test_a_later_commitment_changes_nothing(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.report(bob, watch.claim(alice))
    before = watch.watching.report(report)
    again = watch.report(carol, watch.claim(alice, closed_at=before.closed_at, amount=2**89))
    assert watch.state(again) == REPEATED
    assert watch.watching.report(report) == before


@pytest.mark.parametrize(("place", "value"), [(1, "GB-COH:2"), (2, 0)])
def test_another_thing_is_another_report(played: Played, place: int, value: object) -> None:
    watch, alice, bob, carol = played
    first = watch.claim(alice)
    report = watch.report(bob, first)
    other = [*first[:place], value, *first[place + 1 :]]
    if place == 2:
        other[3] = 0
    second = watch.report(carol, tuple(other))
    assert (watch.state(report), watch.state(second)) == (OPEN, OPEN)


@pytest.mark.parametrize(
    ("outcome", "state"), [(UPHELD, REPEATED), (UNPROVEN, OPEN), (FRIVOLOUS, OPEN)]
)
def test_only_what_was_not_upheld_can_be_reported_again(
    played: Played, outcome: int, state: int
) -> None:
    watch, alice, bob, carol = played
    claim = watch.claim(alice)
    report = watch.report(bob, claim)
    watch.answer(report, alice)
    watch.rule(report, outcome, 50_000 * DOLLAR if outcome == UPHELD else 0)
    again = watch.report(carol, claim)
    assert watch.state(again) == state
    assert watch.kept() == (BOND if state == OPEN else 0)
