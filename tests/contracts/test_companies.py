"""Stakes, exits and their attestation: what is taken, and beside it what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest

from tests.contracts.arena import ATTESTORS, hash32
from tests.contracts.network import NO_PERMIT
from tests.contracts.plays import ACQUIRED, NO_OPENING, Plays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

ISSUER, HOLDER, OTHER = 4, 5, 6
PRICE = 60_000 * DOLLAR


@made_once
def scene() -> Plays:
    """An issuer of whom one person holds a fifth, and a person who issued nothing."""
    plays = Plays(members=4, deaf=True)
    plays.issue(ISSUER)
    assert plays.place(ISSUER, HOLDER, S // 5, 0)
    return plays


@pytest.fixture(scope="module")
def made() -> Plays:
    return scene()


@pytest.fixture
def plays(made: Plays) -> Iterator[Plays]:
    with made.fresh():
        yield made


def declared(plays: Plays, attested: bool = True, units: int = 100) -> int:
    """Declare a stake that cost 60,000, attested or not."""
    number = plays.declare(ISSUER, units, PRICE)
    if attested:
        assert plays.attest_stake(number)
    return number


# Declaring


def test_a_stake_says_who_and_hides_what(plays: Plays) -> None:
    number = declared(plays, attested=False)
    companies, record = plays.chain.companies, plays.stakes[number][0]
    assert tuple(companies.stake(number)) == (ISSUER, 1, 0, 0)
    assert companies.attested_at(number, 1) == 0
    assert companies.stake(number + 1).owner == 0
    assert companies.is_declared(number, 1, record)
    assert not companies.is_declared(number, 2, record)
    for place, other in enumerate((HOLDER, hash32(9), hash32(9), hash32(9), [1, 2, OTHER], 1)):
        assert not companies.is_declared(number, 1, (*record[:place], other, *record[place + 1 :]))


@pytest.mark.parametrize(
    ("attestors", "code"),
    [
        ((1, 2, 2), "SAME_ATTESTOR"),
        ((1, 2, 1), "SAME_ATTESTOR"),
        ((1, 1, 2), "SAME_ATTESTOR"),
        ((1, 2, ISSUER), "OWN_ATTESTOR"),
        ((1, 2, HOLDER), "NOT_ATTESTOR"),
    ],
)
def test_attestors_are_three_others_who_serve(
    plays: Plays, attestors: tuple[int, ...], code: str
) -> None:
    with boa.reverts(code):
        plays.chain.companies.declare(
            hash32(1), hash32(2), hash32(3), attestors, sender=plays.at(ISSUER)
        )


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_a_stake_is_declared_whole_by_a_person(plays: Plays, empty: int) -> None:
    hashes = [hash32(0 if place == empty else place + 1) for place in range(3)]
    with boa.reverts("EMPTY_HASH"):
        plays.chain.companies.declare(*hashes, ATTESTORS, sender=plays.at(ISSUER))
    with boa.reverts("NOT_A_PERSON"):
        plays.chain.companies.declare(
            hash32(1), hash32(2), hash32(3), ATTESTORS, sender=boa.env.generate_address()
        )


def test_an_attestor_who_is_frozen_is_not_named(plays: Plays) -> None:
    plays.freeze(3, DAY)
    with boa.reverts("NOT_ATTESTOR"):
        plays.chain.companies.declare(
            hash32(1), hash32(2), hash32(3), ATTESTORS, sender=plays.at(ISSUER)
        )


# Attesting a stake


def test_two_of_the_three_confirm_once(plays: Plays) -> None:
    number = declared(plays, attested=False)
    assert plays.attest_stake(number, (3, 1))
    assert plays.chain.companies.attested_at(number, 1) == plays.model.now
    assert not plays.attest_stake(number)
    three = declared(plays, attested=False)
    assert plays.attest_stake(three, (1, 2, 3))


def refused_stake(plays: Plays, number: int, signatures: list[bytes], by: Any, code: str) -> None:
    record = plays.stakes.get(number, plays.stakes[1])[-1]
    with boa.reverts(code):
        plays.chain.companies.attest_stake(number, 1, record, signatures, by)


def test_fewer_or_others_do_not_confirm(plays: Plays) -> None:
    number = declared(plays, attested=False)
    one, two = plays.sign_stake(number, (1, 2))
    refused_stake(plays, number, [one], (1,), "TOO_FEW_ATTESTORS")
    refused_stake(plays, number, [one, two], (1,), "TOO_FEW_ATTESTORS")
    refused_stake(plays, number, [one, one], (1, 1), "SAME_ATTESTOR")
    refused_stake(plays, number, [one, one], (1, 2), "BAD_SIGNATURE")
    refused_stake(plays, number, [one, two[:-1]], (1, 2), "BAD_SIGNATURE")
    refused_stake(plays, number, [one, two[:64] + b"\x07"], (1, 2), "BAD_SIGNATURE")
    refused_stake(plays, number + 1, [one, two], (1, 2), "NO_SUCH_STAKE")
    plays.chain.appoint(plays.actors[OTHER])
    stranger = plays.sign_stake(number, (OTHER,))
    refused_stake(plays, number, [one, *stranger], (1, OTHER), "NOT_NAMED")


def test_a_signature_for_one_stake_confirms_no_other(plays: Plays) -> None:
    first, second = declared(plays, attested=False), declared(plays, attested=False)
    signatures = plays.sign_stake(first)
    refused_stake(plays, second, signatures, (1, 2), "BAD_SIGNATURE")


def test_who_serves_no_longer_confirms_nothing(plays: Plays) -> None:
    number = declared(plays, attested=False)
    signatures = plays.sign_stake(number)
    plays.chain.registry.remove_attestor(2, sender=plays.chain.authority.address)
    refused_stake(plays, number, signatures, (1, 2), "NOT_ATTESTOR")
    plays.chain.registry.appoint_attestor(2, sender=plays.chain.authority.address)
    plays.ban(2)
    refused_stake(plays, number, signatures, (1, 2), "NOT_ATTESTOR")


# Reporting an exit


def exit_of(plays: Plays, number: int) -> Any:
    record = plays.records[number]
    assert plays.chain.companies.is_reported(number, record)
    return record


@pytest.mark.parametrize(("days", "cost"), [(90, PRICE), (89, 0)])
def test_cost_counts_when_it_was_attested_90_days_before(
    plays: Plays, days: int, cost: int
) -> None:
    number = declared(plays)
    plays.pass_time(days * DAY)
    assert plays.report(number, 100, 100_000 * DOLLAR, 1_000 * DOLLAR, plays.model.now, True)
    sold = exit_of(plays, 1)
    assert sold[5:7] == (cost, 99_000 * DOLLAR - cost)


def test_cost_never_counts_unopened_or_unattested(plays: Plays) -> None:
    attested, unattested = declared(plays), declared(plays, attested=False)
    plays.pass_time(100 * DAY)
    assert plays.report(attested, 50, 1_000 * DOLLAR, 0, plays.model.now, False)
    assert plays.report(unattested, 50, 1_000 * DOLLAR, 0, plays.model.now, True)
    assert exit_of(plays, 1)[5] == exit_of(plays, 2)[5] == 0


def test_parts_of_a_stake_carry_its_whole_cost(plays: Plays) -> None:
    number = declared(plays, units=7)
    plays.pass_time(90 * DAY)
    for units in (1, 3, 3):
        assert plays.report(number, units, PRICE, 0, plays.model.now, True)
    assert sum(exit_of(plays, exit_)[5] for exit_ in (1, 2, 3)) == PRICE
    assert not plays.report(number, 1, PRICE, 0, plays.model.now, True)


def test_a_loss_is_no_gain(plays: Plays) -> None:
    number = declared(plays)
    plays.pass_time(90 * DAY)
    assert plays.report(number, 100, PRICE, 1, plays.model.now, True)
    assert exit_of(plays, 1)[6] == 0
    assert plays.model.blocked(ISSUER) and plays.chain.companies.blocked(ISSUER)
    assert plays.attest_exit(1)
    assert not plays.chain.companies.blocked(ISSUER)


def report_refused(plays: Plays, code: str, sender: int = ISSUER, **changed: Any) -> None:
    facts: dict[str, Any] = {
        "stake": 1,
        "version": 1,
        "record": plays.stakes[1][0],
        "units": 1,
        "proceeds": DOLLAR,
        "costs": 0,
        "closed_at": plays.model.now,
        "evidence": hash32(3),
        "opening": NO_OPENING,
    }
    with boa.reverts(code):
        plays.chain.companies.report_exit(*(facts | changed).values(), sender=plays.at(sender))


def test_what_an_exit_must_be(plays: Plays) -> None:
    declared(plays)
    report_refused(plays, "NOT_OWNER", sender=HOLDER)
    report_refused(plays, "NO_SUCH_STAKE", stake=2)
    report_refused(plays, "NOT_CLOSED_YET", closed_at=plays.model.now + 1)
    report_refused(plays, "EMPTY_HASH", evidence=hash32(0))
    report_refused(plays, "BAD_AMOUNT", units=0)
    report_refused(plays, "BAD_AMOUNT", units=2**96)
    report_refused(plays, "NO_SUCH_STAKE", version=2)
    report_refused(plays, "WRONG_RECORD", record=(HOLDER, *plays.stakes[1][0][1:]), sender=HOLDER)
    report_refused(plays, "BAD_AMOUNT", proceeds=2**96)
    report_refused(plays, "BAD_AMOUNT", costs=2**96)
    report_refused(plays, "WRONG_OPENING", opening=(100, PRICE + 1, ACQUIRED, hash32(1)))
    report_refused(plays, "WRONG_OPENING", opening=(100, 0, 0, hash32(0)))
    report_refused(plays, "WRONG_OPENING", opening=(0, 0, 0, hash32(1)))
    report_refused(
        plays, "MORE_THAN_DECLARED", units=101, opening=(100, PRICE, ACQUIRED, hash32(1))
    )


def test_an_expired_or_banned_owner_still_reports(plays: Plays) -> None:
    declared(plays)
    plays.ban(ISSUER)
    assert plays.report(1, 1, DOLLAR, 0, plays.model.now, False)


# Attesting an exit


def test_an_exit_becomes_a_debt_in_thirty_days(plays: Plays) -> None:
    declared(plays)
    assert plays.report(1, 100, 50_000 * DOLLAR, 0, plays.model.now, False)
    assert plays.attest_exit(1, (2, 3))
    debt = plays.chain.companies.debt(1)
    assert (debt.issuer, debt.creditor, debt.gain) == (ISSUER, 0, 50_000 * DOLLAR)
    assert (debt.opened, debt.rate, debt.news) == (plays.model.now, 10, True)
    assert plays.chain.companies.exit_state(1) == 3
    assert debt.due == plays.model.now + 30 * DAY
    assert plays.chain.companies.due_now(1) == (10_000 * DOLLAR, 0)
    assert plays.chain.companies.debts_of(ISSUER) == [1]
    assert not plays.attest_exit(1)


@pytest.mark.parametrize(("after", "less"), [(30, 0), (31, 1), (100, 70)])
def test_a_late_report_brings_the_date_forward(plays: Plays, after: int, less: int) -> None:
    declared(plays)
    plays.report(1, 100, 50_000 * DOLLAR, 0, plays.model.now - after * DAY, False)
    plays.pass_time(5 * DAY)
    plays.attest_exit(1)
    assert plays.chain.companies.debt(1).due == plays.model.now + (30 - less) * DAY


def test_only_the_named_confirm_an_exit(plays: Plays) -> None:
    declared(plays)
    plays.report(1, 100, 50_000 * DOLLAR, 0, plays.model.now, False)
    plays.chain.appoint(plays.actors[OTHER])
    attest, record = plays.chain.companies.attest_exit, plays.records[1]
    with boa.reverts("NOT_NAMED"):
        attest(1, record, plays.sign_exit(1, (1, OTHER)), (1, OTHER))
    with boa.reverts("TOO_FEW_ATTESTORS"):
        attest(1, record, plays.sign_exit(1, (1,)), (1,))
    with boa.reverts("NO_SUCH_EXIT"):
        attest(2, record, plays.sign_exit(1), (1, 2))
    with boa.reverts("BAD_SIGNATURE"):
        attest(1, record, plays.sign_stake(1), (1, 2))
    # Attestors whom the reporter would like better are not those who were named.
    other = (*record[:9], [1, 2, OTHER], record[10])
    with boa.reverts("WRONG_RECORD"):
        attest(1, other, plays.sign_exit(1, (1, OTHER)), (1, OTHER))


def test_without_holders_nothing_is_owed(plays: Plays) -> None:
    number = plays.declare(OTHER, 1, 0)
    plays.report(number, 1, 50_000 * DOLLAR, 0, plays.model.now, False)
    assert plays.chain.companies.blocked(OTHER)
    assert plays.attest_exit(1)
    assert not plays.chain.companies.blocked(OTHER)
    assert plays.chain.companies.debts_of(OTHER) == []


# Roles


def test_wired_once_by_the_deployer(plays: Plays) -> None:
    companies = plays.chain.companies
    with boa.reverts("NOT_DEPLOYER"):
        companies.wire(plays.at(1), plays.at(2), sender=plays.at(1))
    with boa.reverts("ALREADY_WIRED"):
        companies.wire(plays.at(1), plays.at(2), sender=plays.chain.authority.address)


def test_only_the_ledger_garnishes(plays: Plays) -> None:
    with boa.reverts("NOT_LEDGER"):
        plays.chain.companies.garnish(ISSUER, 1, S, sender=plays.at(ISSUER))
    with boa.reverts("NO_SUCH_DEBT"):
        plays.chain.companies.pay_debt(1, 1, NO_PERMIT, sender=plays.at(ISSUER))


def test_only_disputes_and_watching_decide(plays: Plays) -> None:
    declared(plays)
    plays.report(1, 1, DOLLAR, 0, plays.model.now, False)
    companies, record = plays.chain.companies, plays.records[1]
    for sender in (plays.at(ISSUER), plays.chain.authority.address, plays.chain.ledger.address):
        with boa.reverts("NOT_ALLOWED"):
            companies.hold(1, sender=sender)
        with boa.reverts("NOT_ALLOWED"):
            companies.decide(1, record, 0, 1, sender=sender)
        with boa.reverts("NOT_ALLOWED"):
            companies.open_personal(ISSUER, 1, HOLDER, 1, sender=sender)
        with boa.reverts("NOT_ALLOWED"):
            companies.open_found(ISSUER, 1, 1, HOLDER, 1, 0, sender=sender)
