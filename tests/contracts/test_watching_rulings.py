"""Reports that are ruled, declared after, or forgotten: what is owed, who gets bonds, what pays."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, SUPPLY, now
from tests.contracts.test_watching_cases import GAIN, Played, cure, declare_after, told
from tests.contracts.watching import (
    BOND,
    CURED,
    EXPIRED,
    FRIVOLOUS,
    HOUR,
    OPEN,
    UNPROVEN,
    UPHELD,
    deploy_watch,
    people,
)

pytestmark = pytest.mark.ignore_isolation


@pytest.fixture(scope="module")
def made() -> Played:
    watch = deploy_watch()
    return watch, *people(watch)


@pytest.fixture
def played(made: Played) -> Iterator[Played]:
    with boa.env.anchor():
        yield made


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


def test_what_answered_one_report_cures_one_that_came_later(played: Played) -> None:
    watch, alice, bob, carol = played
    first = watch.report(bob, watch.claim(alice))
    facts = told(watch, alice, now())
    declare_after(watch, first, alice, **facts)
    watch.wait(1)
    # Committed when the exit was known: nothing of it was hidden from this reporter.
    second = watch.report(carol, watch.claim(alice, closed_at=now() - 41 * DAY))
    cure(watch, second, alice, **facts)
    assert (watch.state(first), watch.state(second)) == (OPEN, CURED)


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
