"""Reports from their opening to their end: answers, cures, rulings, rewards, and who gets bonds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SUPPLY, Actor, now
from tests.contracts.watching import (
    BOND,
    COMPANY,
    CURED,
    EXPIRED,
    FRIVOLOUS,
    HOUR,
    KEY_SALT,
    NO_EXIT,
    OPEN,
    UNPROVEN,
    UPHELD,
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


# Rulings


def test_upheld_the_gain_is_owed_at_zero_cost_and_as_much_again(played: Played) -> None:
    """Others hold a fifth: of a gain of 50,000 they are owed 10,000, and 10,000 as a penalty."""
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    before = watch.cash(alice), watch.cash(bob)
    watch.rule(report, UPHELD, GAIN)
    found = watch.companies.found(0)
    assert (found.issuer, found.reporter) == (alice.pid, bob.pid)
    assert found.gain == GAIN and found.reward == 5_000 * DOLLAR
    assert found.owed == GAIN + GAIN // 2  # the holders' 5,000 of the penalty, as a gain
    assert found.closed_at == watch.claims[report][2]
    # The bond of the accused goes to the reporter.
    assert (watch.cash(alice), watch.cash(bob)) == (before[0], before[1] + 2 * BOND)
    assert watch.kept() == 0 and watch.state(report) == UPHELD
    with boa.reverts("REPORT_MOVED_ON"):
        watch.rule(report, UPHELD, GAIN)


def test_the_reward_is_at_most_25_000(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice, amount=1_000_000 * DOLLAR))
    watch.answer(report, alice)
    watch.rule(report, UPHELD, 1_000_000 * DOLLAR, large=True)
    found = watch.companies.found(0)
    assert found.reward == 25_000 * DOLLAR
    # 200,000 of penalty, less 25,000, is the holders' fifth of 875,000.
    assert found.owed == 1_875_000 * DOLLAR


def test_without_other_holders_there_is_no_penalty(played: Played) -> None:
    watch, _, bob, carol = played
    watch.net.issue(carol)
    report = watch.report(bob, watch.claim(carol))
    watch.wait(15 * DAY)
    watch.rule(report, UPHELD, GAIN)
    found = watch.companies.found(0)
    assert found.reward == 0 and found.gain == GAIN
    assert watch.watching.strikes(carol.pid)[0] == 1


def test_frivolous_the_bond_goes_to_the_accused(played: Played) -> None:
    watch, alice, bob, _ = played
    before = watch.cash(alice), watch.cash(bob)
    silent = watch.report(bob, watch.claim(alice))
    denied = watch.report(bob, watch.claim(alice, closed_at=0))
    watch.answer(denied, alice)
    watch.wait(14 * DAY + 1)
    for report in (silent, denied):
        watch.rule(report, FRIVOLOUS)
        assert watch.state(report) == FRIVOLOUS
    assert (watch.cash(alice), watch.cash(bob)) == (before[0] + 2 * BOND, before[1] - 2 * BOND)
    assert watch.kept() == 0 and watch.watching.strikes(alice.pid)[0] == 0


def test_unproven_each_has_the_own_bond_back(played: Played) -> None:
    watch, alice, bob, _ = played
    before = watch.cash(alice), watch.cash(bob)
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    watch.rule(report, UNPROVEN)
    assert (watch.cash(alice), watch.cash(bob)) == before and watch.kept() == 0


def test_only_the_authority_rules(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    for rule in (watch.watching.rule_small, watch.watching.rule_large):
        with boa.reverts("NOT_AUTHORITY"):
            rule(report, UPHELD, GAIN, sender=bob.address)
    with boa.reverts("NOT_AUTHORITY"):
        watch.watching.strike(alice.pid, b"\1" * 32, sender=bob.address)
    with boa.reverts("NOT_AUTHORITY"):
        watch.watching.set_authority(bob.address, sender=bob.address)


def test_a_ruling_says_something_that_can_be(played: Played) -> None:
    watch, alice, bob, _ = played
    sale = watch.report(bob, watch.claim(alice))
    holding = watch.report(bob, watch.claim(alice, closed_at=0))
    watch.wait(14 * DAY + 1)
    for outcome in (0, EXPIRED, CURED, OPEN, 10, 2**256 - 1):
        with boa.reverts("BAD_AMOUNT"):
            watch.rule(sale, outcome)
    for report, outcome, gain in (
        (sale, UPHELD, 0),
        (holding, UPHELD, 1),
        (sale, UNPROVEN, 1),
        (sale, FRIVOLOUS, 1),
        (sale, UPHELD, 2**90),
        (sale, UPHELD, 2**256 - 1),
    ):
        with boa.reverts("BAD_AMOUNT"):
            watch.rule(report, outcome, gain, large=True)
    watch.rule(holding, UPHELD, 0)
    assert watch.companies.found_count() == 0
    assert watch.watching.strikes(alice.pid)[0] == 1


@pytest.mark.parametrize(("amount", "gain"), [(100_001, 1), (0, 100_001), (1, 100_001)])
def test_above_100_000_a_ruling_is_heavy(played: Played, amount: int, gain: int) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice, amount=amount * DOLLAR))
    watch.answer(report, alice)
    with boa.reverts("RULING_TOO_LARGE"):
        watch.rule(report, UPHELD, gain * DOLLAR)
    if amount > 100_000:  # to let off is as large as to convict
        with boa.reverts("RULING_TOO_LARGE"):
            watch.rule(report, FRIVOLOUS)
    watch.rule(report, UPHELD, gain * DOLLAR, large=True)


def test_up_to_100_000_it_may_be_light(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice, amount=100_000 * DOLLAR))
    watch.answer(report, alice)
    watch.rule(report, UPHELD, 100_000 * DOLLAR)


# Declaring after a report


def test_declared_after_the_commitment_it_counts_as_upheld_at_half(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    facts = told(watch, alice, reported_at=now(), gain=20_000 * DOLLAR)
    declare_after(watch, report, alice, **facts)
    said = watch.watching.report(report)
    assert (said.declared, said.declared_gain, said.exit) == (GAIN, 20_000 * DOLLAR, 1)
    for outcome in (UNPROVEN, FRIVOLOUS):
        with boa.reverts("BAD_AMOUNT"):
            watch.rule(report, outcome)
    with boa.reverts("BAD_AMOUNT"):
        watch.rule(report, UPHELD, GAIN - 1)
    watch.rule(report, UPHELD, GAIN)  # there is nothing left to answer
    found = watch.companies.found(0)
    # 20,000 become a debt by themselves; the cost that would have counted does not.
    assert found.gain == 30_000 * DOLLAR
    # Half of the fifth: 5,000, of which 2,500 for the reporter, 2,500 the fifth of 12,500.
    assert found.reward == 2_500 * DOLLAR
    assert found.owed - found.gain == 12_500 * DOLLAR
    assert watch.watching.strikes(alice.pid)[0] == 1
    assert watch.watching.ban_grounds(alice.pid) == 2


def test_what_was_kept_back_then_is_penalised_whole(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    declare_after(watch, report, alice, **told(watch, alice, now(), proceeds=GAIN // 2))
    watch.rule(report, UPHELD, GAIN)
    found = watch.companies.found(0)
    assert found.gain == GAIN // 2
    # A fifth of 25,000, and half a fifth of 25,000: 7,500.
    assert found.reward == 3_750 * DOLLAR and found.owed - found.gain == 18_750 * DOLLAR


def test_nothing_hidden_is_left_but_the_penalty(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    declare_after(watch, report, alice, **told(watch, alice, now()))
    watch.rule(report, UPHELD, GAIN)
    found = watch.companies.found(0)
    assert (found.gain, found.owed, found.closed_at) == (0, GAIN // 4, 0)


def test_a_declaration_after_the_time_to_answer_is_no_hedge(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    closed = watch.claims[report][2]
    watch.wait(14 * DAY + 1)
    late = told(watch, alice, now(), closed_at=closed)
    with boa.reverts("ANSWER_TOO_LATE"):
        declare_after(watch, report, alice, **late)
    in_time = told(watch, alice, now() - 1, closed_at=closed)
    declare_after(watch, report, alice, **in_time)


def test_what_was_declared_before_is_a_cure(played: Played) -> None:
    watch, alice, bob, _ = played
    facts = told(watch, alice, now() - 1)
    report = watch.report(bob, watch.claim(alice))
    with boa.reverts("DECLARED_BEFORE"):
        declare_after(watch, report, alice, **facts)


def test_one_exit_answers_one_report_once(played: Played) -> None:
    watch, alice, bob, carol = played
    first = watch.report(bob, watch.claim(alice))
    second = watch.report(carol, watch.claim(alice, closed_at=now() - 41 * DAY))
    facts = told(watch, alice, now())
    declare_after(watch, first, alice, **facts)
    for report in (first, second):
        with boa.reverts("ALREADY_ANSWERED"):
            declare_after(watch, report, alice, **facts)


def test_only_exits_are_declared_after_and_only_by_the_accused(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.report(bob, watch.claim(alice))
    holding = watch.report(bob, watch.claim(alice, closed_at=0))
    facts = told(watch, alice, now())
    with boa.reverts("DOES_NOT_MEET"):
        declare_after(watch, holding, alice, **facts)
    with boa.reverts("NOT_YOURS"):
        declare_after(watch, report, carol, **facts)
    nothing = told(watch, alice, now(), proceeds=0)
    with boa.reverts("BAD_AMOUNT"):
        declare_after(watch, report, alice, **nothing)


# Nobody rules


def test_without_a_ruling_bonds_go_back(played: Played) -> None:
    watch, alice, bob, carol = played
    report = watch.report(bob, watch.claim(alice))
    before = watch.cash(alice), watch.cash(bob)
    watch.answer(report, alice)
    watch.wait(134 * DAY)
    with boa.reverts("MAY_BE_RULED"):
        watch.watching.expire(report)
    watch.wait(1)
    watch.watching.expire(report, sender=carol.address)
    assert watch.state(report) == EXPIRED and watch.kept() == 0
    assert (watch.cash(alice), watch.cash(bob)) == (before[0], before[1] + BOND)
    again = watch.report(carol, watch.claims[report])
    assert watch.state(again) == OPEN


def test_without_a_ruling_what_was_declared_counts(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    declare_after(watch, report, alice, **told(watch, alice, now()))
    watch.wait(134 * DAY + 1)
    watch.watching.expire(report)
    assert watch.state(report) == UPHELD and watch.kept() == 0
    assert watch.companies.found(0).reward == 2_500 * DOLLAR


# What does not pay


@pytest.mark.parametrize("percent", [50, 100, 200])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("gain", [1, 10, 20_011, 99_999_999_999, 2**60])
def test_reporting_oneself_through_a_friend_costs_more_than_coming_forward(
    played: Played, percent: int, after: bool, gain: int
) -> None:
    """All that accused and friend pay and receive together, forfeited bonds included."""
    watch, alice, bob, carol = played
    watch.net.rules.set_number(6, 2, percent, sender=watch.net.authority.address)
    watch.net.rules.set_number(6, 3, 50_000, sender=watch.net.authority.address)
    for _ in range(3):
        watch.commit(carol, watch.claim(alice, closed_at=0))
    watch.wait(DAY + 1)
    for number in (1, 2, 3):
        watch.watching.lapse(number)
    before = watch.cash(alice) + watch.cash(bob)
    report = watch.report(bob, watch.claim(alice, amount=0))
    watch.answer(report, alice)
    if after:
        closed = watch.claims[report][2]
        facts = told(watch, alice, now(), proceeds=gain, closed_at=closed)
        declare_after(watch, report, alice, **facts)
    watch.rule(report, UPHELD, gain, large=True)
    trifle = after and gain * percent < 200
    assert watch.companies.found_count() == (0 if trifle else 1)
    won = watch.cash(alice) + watch.cash(bob) - before  # a bonus of forfeited bonds
    # The reward is paid by one to the other. Declared after, the exit's own debt is the gain.
    owed = gain
    if watch.companies.found_count():
        found = watch.companies.found(0)
        owed = found.owed + (gain if after else 0)
    to_holders = -(-owed * (SUPPLY // 5) // SUPPLY)
    honest = -(-gain * (SUPPLY // 5) // SUPPLY)
    assert to_holders - won >= honest
    assert won <= BOND


def test_an_upheld_report_takes_at_most_one_forfeited_bond(played: Played) -> None:
    watch, alice, bob, carol = played
    for _ in range(3):
        watch.commit(carol, watch.claim(alice, closed_at=0))
    watch.wait(DAY + 1)
    for number in (1, 2, 3):
        watch.watching.lapse(number)
    before = watch.cash(bob)
    report = watch.report(bob, watch.claim(alice))
    watch.wait(14 * DAY + 1)
    watch.rule(report, UPHELD, GAIN)
    assert watch.cash(bob) - before == BOND
    assert watch.watching.forfeited() == 2 * BOND == watch.kept()
    # Where nothing was owed there is nothing to win: two friends cannot take the pot.
    holding = watch.report(bob, watch.claim(alice, closed_at=0))
    watch.wait(14 * DAY + 1)
    watch.rule(holding, UPHELD)
    assert watch.watching.forfeited() == 2 * BOND and watch.cash(bob) - before == BOND


def test_what_cannot_be_delivered_is_credited(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    watch.net.freeze(bob)
    watch.rule(report, UNPROVEN)
    assert watch.net.ledger.purse(bob.pid)[0] == BOND
    assert watch.state(report) == UNPROVEN


def test_a_ruling_that_cannot_be_booked_is_not_half_done(played: Played) -> None:
    watch, alice, bob, _ = played
    report = watch.report(bob, watch.claim(alice))
    watch.answer(report, alice)
    watch.companies.tell_refusing(True)
    with boa.reverts():
        watch.rule(report, UPHELD, GAIN)
    assert watch.state(report) == OPEN and watch.kept() == 2 * BOND
    assert watch.watching.strikes(alice.pid)[0] == 0
    watch.companies.tell_refusing(False)
    watch.wait(HOUR)
    watch.rule(report, UPHELD, GAIN)
