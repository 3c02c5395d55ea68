"""Reports from their opening to their end: answers, cures, rulings, rewards, and who gets bonds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, Actor, now
from tests.contracts.watching import (
    BOND,
    COMPANY,
    CURED,
    KEY_SALT,
    NO_EXIT,
    OPEN,
    UNPROVEN,
    Watch,
    deploy_watch,
    exit_record,
    people,
    stake_record,
)

pytestmark = pytest.mark.ignore_isolation

Played = tuple[Watch, Actor, Actor, Actor]
GAIN = 50_000 * DOLLAR


@pytest.fixture(scope="module")
def made() -> Played:
    watch = deploy_watch()
    return watch, *people(watch)


@pytest.fixture
def played(made: Played) -> Iterator[Played]:
    with boa.env.anchor():
        yield made


def cure(watch: Watch, report: int, accused: Actor, **other: Any) -> None:
    """Show what was declared; anything of it can be changed."""
    facts = {"company": COMPANY, "salt": KEY_SALT, "stake": 1, "version": 1}
    facts |= {"record": None, "exit": 0, "sold": NO_EXIT} | other
    watch.watching.cure(report, *facts.values(), sender=accused.address)


def declare_after(watch: Watch, report: int, accused: Actor, **other: Any) -> None:
    """Show what was declared later."""
    facts = {"company": COMPANY, "salt": KEY_SALT, "stake": 1, "version": 1}
    facts |= {"record": None, "exit": 1, "sold": None} | other
    watch.watching.declare_after(report, *facts.values(), sender=accused.address)


def told(watch: Watch, owner: Actor, reported_at: int, **other: Any) -> dict[str, Any]:
    """A stake of long ago and an exit of 40 days ago, as the companies contract knows them."""
    facts = {"proceeds": GAIN, "closed_at": now() - 40 * DAY, "gain": None} | other
    record = stake_record(owner, now() - 100 * DAY)
    sold = exit_record(owner, 1, reported_at=reported_at, **facts)
    watch.companies.tell_stake(1, 1, record)
    watch.companies.tell_exit(1, sold)
    return {"record": record, "exit": 1, "sold": sold}


# Answering


def test_the_accused_answers_in_fourteen_days_with_a_bond(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.report(bob, watch.claim(alice))
    with boa.reverts("NOT_YOURS"):
        watch.answer(report, carol)
    with boa.reverts("EMPTY_HASH"):
        watch.watching.answer(report, b"\0" * 32, NO_PERMIT, sender=alice.address)
    before = watch.cash(alice)
    watch.wait(14 * DAY)
    watch.answer(report, alice)
    assert before - watch.cash(alice) == BOND
    assert watch.watching.report(report).counter_bond == BOND and watch.kept() == 2 * BOND
    with boa.reverts("ALREADY_ANSWERED"):
        watch.answer(report, alice)


def test_after_fourteen_days_it_is_too_late(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.wait(14 * DAY + 1)
    with boa.reverts("ANSWER_TOO_LATE"):
        watch.answer(report, alice)


def test_who_is_frozen_or_banned_answers_too(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.net.ban(alice)
    watch.answer(report, alice)
    assert watch.watching.report(report).counter_bond == BOND


def test_nobody_rules_before_the_answer_or_its_time(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.wait(14 * DAY)
    for large in (False, True):
        with boa.reverts("MAY_BE_ANSWERED"):
            watch.rule(report, UNPROVEN, large=large)
    with boa.env.anchor():
        watch.wait(1)
        watch.rule(report, UNPROVEN)
        assert watch.state(report) == UNPROVEN
    watch.answer(report, alice)
    watch.rule(report, UNPROVEN)


# Cures


def test_the_salt_of_a_declared_stake_returns_both_bonds(played: Played) -> None:
    watch, alice, bob, _ = played
    record = stake_record(alice, now() - 1)
    watch.companies.tell_stake(1, 1, record)
    report = watch.report(bob, watch.claim(alice, closed_at=0))
    before = watch.cash(alice), watch.cash(bob)
    watch.answer(report, alice)
    cure(watch, report, alice, record=record)
    assert watch.state(report) == CURED and watch.kept() == 0
    assert (watch.cash(alice), watch.cash(bob)) == (before[0], before[1] + BOND)
    assert watch.watching.strikes(alice.pid)[0] == 0


@pytest.mark.parametrize("after", [0, 1])
def test_a_stake_declared_with_the_commitment_or_later_cures_nothing(
    played: Played, after: int
) -> None:
    watch, alice, bob, _ = played
    record = stake_record(alice, now() + after)
    watch.companies.tell_stake(1, 1, record)
    report = watch.report(bob, watch.claim(alice, closed_at=0))
    with boa.reverts("DECLARED_LATER"):
        cure(watch, report, alice, record=record)


def test_only_the_stake_that_is_meant_cures(played: Played) -> None:
    watch, alice, bob, carol = played
    good = stake_record(alice, now() - 1)
    hers = stake_record(carol, now() - 1)
    elsewhere = stake_record(alice, now() - 1, "GB-COH:9")
    for number, record in ((1, good), (2, hers), (3, elsewhere)):
        watch.companies.tell_stake(number, 1, record)
    report = watch.report(bob, watch.claim(alice, closed_at=0))
    with boa.reverts("NOT_YOURS"):
        cure(watch, report, carol, record=good)
    with boa.reverts("DOES_NOT_MEET"):
        cure(watch, report, alice, record=hers, stake=2)
    with boa.reverts("DOES_NOT_MEET"):
        cure(watch, report, alice, record=elsewhere, stake=3, company="GB-COH:9")
    with boa.reverts("WRONG_OPENING"):
        cure(watch, report, alice, record=elsewhere, stake=3)
    with boa.reverts("WRONG_OPENING"):
        cure(watch, report, alice, record=good, salt=b"\4" * 32)
    older = (*good[:5], good[5] - 1)
    with boa.reverts("NO_SUCH_STAKE"):
        cure(watch, report, alice, record=older)
    with boa.reverts("NO_SUCH_STAKE"):
        cure(watch, report, alice, record=good, version=2)
    cure(watch, report, alice, record=good)


def test_the_salt_takes_part_whole(played: Played) -> None:
    """The company's name cannot be cut elsewhere, so that a part of it becomes the salt."""
    watch, alice, bob, _ = played
    key = stake_record(alice, now() - 1)
    watch.companies.tell_stake(1, 1, key)
    report = watch.report(bob, watch.claim(alice, closed_at=0, company=COMPANY + ":"))
    with boa.reverts("WRONG_OPENING"):
        cure(watch, report, alice, record=key, company=COMPANY + ":")


def test_who_came_forward_before_the_commitment_pays_interest_only(played: Played) -> None:
    watch, alice, bob, _ = played
    facts = told(watch, alice, reported_at=now() - 1)  # ten days late, a second before
    report = watch.report(bob, watch.claim(alice))
    before = watch.cash(bob)
    cure(watch, report, alice, **facts)
    assert watch.state(report) == CURED and watch.cash(bob) - before == BOND
    assert watch.companies.found_count() == 0
    assert watch.watching.strikes(alice.pid)[0] == 0


def test_an_exit_reported_in_the_block_of_the_commitment_came_too_late(played: Played) -> None:
    watch, alice, bob, _ = played
    facts = told(watch, alice, reported_at=now())
    report = watch.report(bob, watch.claim(alice))
    with boa.reverts("DECLARED_LATER"):
        cure(watch, report, alice, **facts)


@pytest.mark.parametrize(
    ("changed", "good"),
    [
        ({"proceeds": GAIN - 1}, False),
        ({"proceeds": GAIN + 1}, True),
        ({"closed_at": 39}, True),
        ({"closed_at": 41}, True),
        ({"closed_at": 38}, False),
        ({"closed_at": 42}, False),
    ],
)
def test_an_exit_cures_when_day_and_proceeds_meet(
    played: Played, changed: dict[str, int], good: bool
) -> None:
    watch, alice, bob, _ = played
    if "closed_at" in changed:
        changed = {"closed_at": now() - changed["closed_at"] * DAY}
    facts = told(watch, alice, now() - 1, **changed)
    report = watch.report(bob, watch.claim(alice))
    if good:
        cure(watch, report, alice, **facts)
        assert watch.state(report) == CURED
    else:
        with boa.reverts("DOES_NOT_MEET"):
            cure(watch, report, alice, **facts)


def test_a_report_of_an_exit_is_not_cured_by_a_stake_nor_the_reverse(played: Played) -> None:
    watch, alice, bob, _ = played
    facts = told(watch, alice, now() - 1)
    sale = watch.report(bob, watch.claim(alice))
    holding = watch.report(bob, watch.claim(alice, closed_at=0))
    with boa.reverts("DOES_NOT_MEET"):
        cure(watch, sale, alice, record=facts["record"])
    with boa.reverts("DOES_NOT_MEET"):
        cure(watch, holding, alice, **facts)


def test_an_exit_of_another_stake_or_person_cures_nothing(played: Played) -> None:
    watch, alice, bob, carol = played
    facts = told(watch, alice, now() - 1)
    report = watch.report(bob, watch.claim(alice))
    for owner, stake in ((alice, 2), (carol, 1)):
        sold = exit_record(owner, stake, GAIN, now() - 40 * DAY, now() - DAY)
        watch.companies.tell_exit(2, sold)
        with boa.reverts("DOES_NOT_MEET"):
            cure(watch, report, alice, record=facts["record"], exit=2, sold=sold)
    never = exit_record(alice, 1, GAIN + 1, now() - 40 * DAY, now() - DAY)
    with boa.reverts("NO_SUCH_EXIT"):
        cure(watch, report, alice, record=facts["record"], exit=1, sold=never)


def test_a_friends_later_report_does_not_open_a_way_out(played: Played) -> None:
    """Bob commits; Alice reports her exit; her friend commits and opens first; Bob opens.

    By her friend's commitment she came forward in time, by Bob's she did not: Bob's counts.
    """
    watch, alice, bob, carol = played
    claim = watch.claim(alice)
    early = watch.commit(bob, claim)
    watch.wait(1)
    record = stake_record(alice, now() - 100 * DAY)
    sold = exit_record(alice, 1, GAIN, claim[2], now())
    watch.companies.tell_stake(1, 1, record)
    watch.companies.tell_exit(1, sold)
    watch.wait(1)
    friendly = watch.report(carol, claim)
    watch.reveal(early, bob)
    with boa.reverts("DECLARED_LATER"):
        cure(watch, friendly, alice, record=record, exit=1, sold=sold)


def test_a_friends_report_that_is_over_leaves_the_others_open(played: Played) -> None:
    """The same, but the friend's is cured before Bob opens: then Bob's is a report of its own."""
    watch, alice, bob, carol = played
    claim = watch.claim(alice)
    early = watch.commit(bob, claim)
    watch.wait(1)
    record = stake_record(alice, now() - 100 * DAY)
    sold = exit_record(alice, 1, GAIN, claim[2], now())
    watch.companies.tell_stake(1, 1, record)
    watch.companies.tell_exit(1, sold)
    watch.wait(1)
    friendly = watch.report(carol, claim)
    cure(watch, friendly, alice, record=record, exit=1, sold=sold)
    watch.reveal(early, bob)
    assert watch.state(early) == OPEN
    with boa.reverts("DECLARED_LATER"):
        cure(watch, early, alice, record=record, exit=1, sold=sold)
