"""Exits without attestors: a bonded window, disputes, cases and rulings."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.arena import hash32
from tests.contracts.network import NO_PERMIT
from tests.contracts.plays_disputes import REASON, DisputePlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

pytestmark = pytest.mark.ignore_isolation

ISSUER, HOLDER, OPENER, DISPUTER, OTHER = 4, 5, 6, 7, 8
GAIN = 50_000 * DOLLAR
BOND = 200 * DOLLAR  # two per cent of a fifth of it
WINDOW = 7 * DAY


@made_once
def scene() -> DisputePlays:
    """An issuer of whom one person holds a fifth, and a stake that is not attested."""
    plays = DisputePlays(members=5, deaf=True)
    plays.issue(ISSUER)
    assert plays.place(ISSUER, HOLDER, S // 5, 0)
    plays.declare(ISSUER, 100, 0)
    return plays


def cash(plays: DisputePlays, person: int) -> int:
    return int(plays.chain.dollar.balanceOf(plays.at(person)))


def report(plays: DisputePlays, proceeds: int = GAIN, ago: int = 0) -> int:
    """Report an exit of a part of the stake; return its number."""
    assert plays.report(1, 1, proceeds, 0, plays.model.now - ago, False)
    return plays.exits.count


def disputed(plays: DisputePlays, proceeds: int = GAIN) -> int:
    """Report an exit, open its window and dispute it; return its number."""
    number = report(plays, proceeds)
    assert plays.open_window(number, OPENER)
    assert plays.dispute(number, DISPUTER)
    return number


# Windows


def test_undisputed_it_is_accepted_after_the_window(plays: DisputePlays) -> None:
    number = report(plays)
    before = cash(plays, OPENER)
    assert plays.open_window(number, OPENER)
    assert before - cash(plays, OPENER) == BOND
    plays.pass_time(WINDOW - 1)
    assert not plays.accept(number)
    plays.pass_time(1)
    assert not plays.dispute(number, DISPUTER)
    assert plays.accept(number)
    assert cash(plays, OPENER) == before
    debt = plays.chain.companies.debt(number)
    assert (debt.gain, debt.due) == (GAIN, plays.model.now + 30 * DAY)
    assert not plays.accept(number) and not plays.attest_exit(number)


def test_a_large_exit_waits_ten_days(plays: DisputePlays) -> None:
    number = report(plays, 100_000 * DOLLAR)
    large = report(plays, 100_000 * DOLLAR + 1)
    now = plays.model.now
    for one in (number, large):
        assert plays.open_window(one, OPENER)
    ends = [plays.chain.disputes.window(one).ends - now for one in (number, large)]
    assert ends == [7 * DAY, 10 * DAY]


@pytest.mark.parametrize(
    ("gain", "bond"),
    [
        (0, 100 * DOLLAR),
        (25_000 * DOLLAR, 100 * DOLLAR),
        (25_010 * DOLLAR, 100 * DOLLAR + 40_000),
        (6_250_000 * DOLLAR, 25_000 * DOLLAR),
        (2**90, 25_000 * DOLLAR),
    ],
)
def test_the_bond_is_two_per_cent_of_the_holders_share(
    plays: DisputePlays, gain: int, bond: int
) -> None:
    number = report(plays, gain)
    assert plays.chain.disputes.bond_of(plays.records[number]) == bond
    assert plays.open_window(number, OPENER)
    assert plays.chain.disputes.window(number).bond == bond


def test_accepting_late_wins_no_time(plays: DisputePlays) -> None:
    number = report(plays, ago=40 * DAY)
    plays.open_window(number, HOLDER)
    ends = plays.model.now + WINDOW
    plays.pass_time(100 * DAY)
    assert plays.accept(number)
    assert plays.chain.companies.debt(number).due == ends + 20 * DAY
    # It is late at once; what strikes and bans count begins when it could be paid.
    assert plays.chain.companies.overdue(ISSUER)
    assert plays.chain.companies.late_for(number) == (0, 0)
    plays.pass_time(5)
    assert plays.chain.companies.late_for(number) == (ISSUER, 5)


def test_attestors_can_confirm_while_nobody_disputes(plays: DisputePlays) -> None:
    number = report(plays)
    before = cash(plays, OPENER)
    plays.open_window(number, OPENER)
    assert not plays.take_back(number)
    assert plays.attest_exit(number)
    assert not plays.dispute(number, DISPUTER)
    plays.pass_time(WINDOW)
    assert not plays.accept(number)
    assert plays.take_back(number)
    assert cash(plays, OPENER) == before
    assert not plays.take_back(number)


def refused(plays: DisputePlays, code: str, name: str, *args: Any, by: int = OTHER) -> None:
    with boa.reverts(code):
        getattr(plays.chain.disputes, name)(*args, sender=plays.at(by))


def test_who_may_open_and_dispute(plays: DisputePlays) -> None:
    number = report(plays)
    record, wrong = plays.records[number], (*plays.records[number][:6], 1, *plays.records[1][7:])
    with boa.reverts("NOT_A_PERSON"):
        plays.chain.disputes.open_window(
            number, record, NO_PERMIT, sender=boa.env.generate_address()
        )
    refused(plays, "WRONG_RECORD", "open_window", number, wrong, NO_PERMIT)
    refused(plays, "WRONG_RECORD", "open_window", number + 1, record, NO_PERMIT)
    refused(plays, "NO_WINDOW", "dispute", number, record, REASON, NO_PERMIT)
    refused(plays, "NO_WINDOW", "accept", number, record)
    refused(plays, "NO_WINDOW", "take_back", number)
    assert plays.open_window(number, OPENER)
    refused(plays, "EXIT_OPEN", "open_window", number, record, NO_PERMIT)
    refused(plays, "WRONG_RECORD", "dispute", number, wrong, REASON, NO_PERMIT)
    refused(plays, "EMPTY_HASH", "dispute", number, record, hash32(0), NO_PERMIT)
    for self_disputer in (OPENER, ISSUER):
        refused(plays, "OWN_EXIT", "dispute", number, record, REASON, NO_PERMIT, by=self_disputer)
    world = plays.chain.join("Wanda", level=1)
    with boa.reverts("DOCUMENT_NEEDED"):
        plays.chain.disputes.dispute(number, record, REASON, NO_PERMIT, sender=world.address)
    plays.ban(OTHER)
    refused(plays, "NOT_ACTIVE", "dispute", number, record, REASON, NO_PERMIT)
    assert plays.dispute(number, DISPUTER)
    refused(plays, "CASE_OPEN", "dispute", number, record, REASON, NO_PERMIT, by=HOLDER)


def test_without_the_whole_bond_nothing_happens(plays: DisputePlays) -> None:
    number = report(plays)
    plays.blacklist(OPENER, True)
    assert not plays.open_window(number, OPENER)
    plays.blacklist(OPENER, False)
    dollar = plays.chain.dollar
    dollar.transfer(plays.at(OTHER), cash(plays, OPENER) - BOND + 1, sender=plays.at(OPENER))
    plays.model.people[OTHER].cash += plays.model.people[OPENER].cash - BOND + 1
    plays.model.people[OPENER].cash = BOND - 1
    assert not plays.open_window(number, OPENER)
    dollar.transfer(plays.at(OPENER), 1, sender=plays.at(OTHER))
    plays.model.people[OTHER].cash -= 1
    plays.model.people[OPENER].cash += 1
    assert plays.open_window(number, OPENER)


# Cases


def test_a_case_holds_the_exit_until_it_is_ruled(plays: DisputePlays) -> None:
    number = disputed(plays)
    assert plays.chain.companies.exit_state(number) == 2
    assert plays.chain.disputes.accused_of(number) == ISSUER
    assert not plays.attest_exit(number)
    plays.pass_time(WINDOW)
    assert not plays.accept(number) and not plays.take_back(number)
    assert plays.chain.companies.blocked(ISSUER)
    assert plays.rule(number, GAIN)
    assert plays.chain.disputes.accused_of(number) == 0
    assert not plays.rule(number, GAIN)


def test_as_reported_the_opener_wins(plays: DisputePlays) -> None:
    before, lost = cash(plays, OPENER), cash(plays, DISPUTER)
    number = disputed(plays)
    due = plays.model.now + WINDOW + 30 * DAY
    plays.pass_time(25 * DAY)
    assert plays.rule(number, GAIN)
    assert cash(plays, OPENER) - before == BOND * 70 // 100
    assert cash(plays, DISPUTER) - lost == -BOND
    assert plays.chain.ledger.claimable(ISSUER, HOLDER) in (BOND * 3 // 10, BOND * 3 // 10 - 1)
    debt = plays.chain.companies.debt(number)
    assert (debt.gain, debt.due) == (GAIN, due)  # the case wins no time


@pytest.mark.parametrize("found", [GAIN + 1, 90_000 * DOLLAR, GAIN - 1, 0])
def test_otherwise_the_disputer_wins_and_the_gain_is_as_found(
    plays: DisputePlays, found: int
) -> None:
    before, lost = cash(plays, DISPUTER), cash(plays, OPENER)
    number = disputed(plays)
    assert plays.rule(number, found)
    assert cash(plays, DISPUTER) - before == BOND * 70 // 100
    assert cash(plays, OPENER) - lost == -BOND
    assert plays.chain.companies.debt(number).gain == found
    assert plays.records[number][6] == found
    assert plays.chain.companies.exit_state(number) == (3 if found else 4)
    assert plays.chain.companies.blocked(ISSUER) == (found != 0)


def test_who_rules_and_how_large(plays: DisputePlays) -> None:
    small, large = disputed(plays), disputed(plays, 100_001 * DOLLAR)
    record = plays.records[small]
    for name in ("rule_small", "rule_large"):
        refused(plays, "NOT_AUTHORITY", name, small, record, GAIN, by=OPENER)
    authority = plays.chain.authority.address
    with boa.reverts("CASE_TOO_LARGE"):
        plays.chain.disputes.rule_small(small, record, 100_000 * DOLLAR + 1, sender=authority)
    with boa.reverts("CASE_TOO_LARGE"):
        plays.chain.disputes.rule_small(large, plays.records[large], 0, sender=authority)
    with boa.reverts("BAD_AMOUNT"):
        plays.chain.disputes.rule_large(large, plays.records[large], 2**96, sender=authority)
    with boa.reverts("WRONG_RECORD"):
        plays.chain.disputes.rule_large(large, record, 0, sender=authority)
    with boa.reverts("NO_CASE"):
        plays.chain.disputes.rule_large(large + 1, record, 0, sender=authority)
    assert plays.rule(small, 100_000 * DOLLAR)
    assert plays.rule(large, 500_000 * DOLLAR, large=True)


@pytest.mark.parametrize(("units", "to_holders"), [(S // 1_000, 30), (S // 1_000 - 1, 0)])
def test_where_hardly_anybody_holds_the_winner_takes_all(
    plays: DisputePlays, units: int, to_holders: int
) -> None:
    plays.issue(OTHER)
    assert plays.place(OTHER, HOLDER, units, 0)
    stake = plays.declare(OTHER, 1, 0)
    assert plays.report(stake, 1, GAIN, 0, plays.model.now, False)
    assert plays.open_window(1, OPENER) and plays.dispute(1, DISPUTER)
    before, bond = cash(plays, DISPUTER), 100 * DOLLAR
    assert plays.rule(1, 0)
    assert cash(plays, DISPUTER) - before == 2 * bond - to_holders * DOLLAR
    claimable = plays.chain.ledger.claimable(OTHER, HOLDER)
    assert 0 <= to_holders * DOLLAR - claimable <= 1


def test_an_undisputed_window_is_no_case(plays: DisputePlays) -> None:
    number = report(plays)
    plays.open_window(number, OPENER)
    assert not plays.rule(number, GAIN) and not plays.lapse(number)
    assert plays.chain.disputes.accused_of(number) == 0


def test_nobody_rules_and_it_stands_as_reported(plays: DisputePlays) -> None:
    before = [cash(plays, who) for who in (OPENER, DISPUTER)]
    number = disputed(plays)
    due = plays.model.now + WINDOW + 30 * DAY
    plays.pass_time(60 * DAY)
    assert not plays.lapse(number)
    plays.pass_time(1)
    assert plays.lapse(number)
    assert [cash(plays, who) for who in (OPENER, DISPUTER)] == before
    assert plays.chain.companies.debt(number).due == due
    assert not plays.lapse(number) and not plays.rule(number, 0)


def test_a_ban_leaves_the_case_and_the_bonds_alone(plays: DisputePlays) -> None:
    number = disputed(plays)
    for person in (ISSUER, OPENER, DISPUTER):
        plays.ban(person)
    before = cash(plays, DISPUTER)
    assert plays.rule(number, 0)
    assert cash(plays, DISPUTER) - before == BOND + BOND * 70 // 100


def test_a_bond_that_cannot_be_delivered_waits(plays: DisputePlays) -> None:
    number = disputed(plays)
    plays.blacklist(OPENER, True)
    assert plays.rule(number, GAIN)
    assert plays.chain.ledger.purse(OPENER)[0] == BOND + BOND * 70 // 100


def test_what_is_won_pays_debts_first(plays: DisputePlays) -> None:
    plays.issue(DISPUTER)
    assert plays.place(DISPUTER, HOLDER, S // 10, 0)
    assert plays.owe(DISPUTER, GAIN)
    plays.pass_time(31 * DAY)
    number = disputed(plays)
    before = cash(plays, DISPUTER)
    assert plays.rule(number, 0)
    assert cash(plays, DISPUTER) == before
    assert plays.chain.companies.debt(1).gain < GAIN


def test_the_authority_hands_its_role_on(plays: DisputePlays) -> None:
    disputes, authority = plays.chain.disputes, plays.chain.authority.address
    with boa.reverts("NOT_AUTHORITY"):
        disputes.set_authority(plays.at(1), sender=plays.at(1))
    with boa.reverts("EMPTY_ADDRESS"):
        disputes.set_authority("0x" + 40 * "0", sender=authority)
    disputes.set_authority(plays.at(1), sender=authority)
    assert disputes.authority() == plays.at(1)
