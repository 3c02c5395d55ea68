"""Debts of company exits: paid in parts, late, by others, and out of what comes in."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.network import NO_PERMIT
from tests.contracts.plays import TWO, Plays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

# Each test is put back by its own fixture, after a last look at everything.
pytestmark = pytest.mark.ignore_isolation

ISSUER, HOLDER, OTHER, RICH = 4, 5, 6, 7
GAIN = 50_000 * DOLLAR
YEAR = 365 * DAY


@made_once
def scene() -> Plays:
    """One issuer of whom others hold a fifth, and who holds a part of another."""
    plays = Plays(members=4, deaf=True)
    plays.issue(ISSUER)
    plays.issue(RICH)
    assert plays.place(ISSUER, HOLDER, S // 5, 0)
    assert plays.place(RICH, ISSUER, S // 10, 0)
    return plays


def due(plays: Plays, debt: int = 1) -> int:
    return int(plays.chain.companies.due_now(debt)[0])


def cash(plays: Plays, person: int) -> int:
    return int(plays.chain.dollar.balanceOf(plays.at(person)))


# Paying


def test_paid_on_time_it_is_the_holders_part(plays: Plays) -> None:
    assert plays.owe(ISSUER, GAIN)
    assert due(plays) == GAIN // 5
    before = cash(plays, ISSUER)
    assert plays.pay_debt(1, ISSUER, 10**18)  # more than is due is never taken
    assert before - cash(plays, ISSUER) == GAIN // 5
    assert plays.chain.companies.debt(1).gain == 0
    assert not plays.chain.companies.blocked(ISSUER)
    assert plays.chain.ledger.claimable(ISSUER, HOLDER) in (GAIN // 5, GAIN // 5 - 1)
    assert not plays.pay_debt(1, ISSUER, 1)


def test_in_parts_it_stays_open_until_the_last(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    assert plays.pay_debt(1, ISSUER, GAIN // 20)
    assert due(plays) == GAIN // 5 - GAIN // 20
    assert plays.chain.companies.blocked(ISSUER)
    assert plays.pay_debt(1, OTHER, due(plays))  # anyone may pay for the issuer
    assert not plays.chain.companies.blocked(ISSUER)


def test_nothing_is_not_a_payment(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    with boa.reverts("NOTHING_TO_PAY"):
        plays.chain.companies.pay_debt(1, 0, NO_PERMIT, sender=plays.at(ISSUER))
    plays.pay_debt(1, ISSUER, GAIN)
    with boa.reverts("DEBT_IS_PAID"):
        plays.chain.companies.pay_debt(1, 1, NO_PERMIT, sender=plays.at(ISSUER))


@pytest.mark.parametrize(("late", "percent"), [(0, 100), (YEAR, 110), (10 * YEAR, 200)])
def test_late_it_costs_a_tenth_a_year(plays: Plays, late: int, percent: int) -> None:
    plays.owe(ISSUER, GAIN)
    plays.pass_time(30 * DAY + late)
    assert due(plays) == GAIN // 5 * percent // 100
    half = due(plays) // 2
    assert plays.pay_debt(1, RICH, half)
    assert abs(plays.chain.companies.debt(1).gain - GAIN // 2) <= 1
    assert plays.pay_debt(1, RICH, 10**18)
    assert not plays.chain.companies.blocked(ISSUER)


def test_who_holds_on_the_day_of_payment_receives_it(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    assert plays.trade(ISSUER, HOLDER, OTHER, S // 5, 0, 0)
    plays.pay_debt(1, ISSUER, GAIN)
    assert plays.chain.ledger.claimable(ISSUER, HOLDER) == 0
    assert plays.chain.ledger.claimable(ISSUER, OTHER) in (GAIN // 5, GAIN // 5 - 1)


def test_with_more_outside_more_is_due(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    assert plays.place(ISSUER, OTHER, S // 5, 0)
    assert due(plays) == GAIN // 5 * 2


def test_without_holders_left_it_ends(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    assert plays.trade(ISSUER, HOLDER, ISSUER, S // 5, 0, 0)
    assert due(plays) == 0
    before = cash(plays, OTHER)
    assert plays.pay_debt(1, OTHER, 10**9)
    assert cash(plays, OTHER) == before
    assert not plays.chain.companies.blocked(ISSUER)


# Overdue


def test_overdue_begins_after_the_date(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    plays.pass_time(30 * DAY)
    assert not plays.chain.companies.overdue(ISSUER)
    assert not plays.chain.ledger.overdue(ISSUER)
    plays.pass_time(1)
    assert plays.chain.companies.overdue(ISSUER)
    assert plays.chain.ledger.overdue(ISSUER)


def test_money_on_its_way_pays_what_is_overdue(plays: Plays) -> None:
    plays.owe(ISSUER, GAIN)
    plays.distribute(RICH, 3_000 * DOLLAR)
    plays.pass_time(30 * DAY)
    before = cash(plays, ISSUER)
    assert plays.claim(RICH, ISSUER, ISSUER)
    assert cash(plays, ISSUER) > before  # not yet overdue
    plays.distribute(RICH, 3_000 * DOLLAR)
    plays.pass_time(1)
    before = cash(plays, ISSUER)
    assert plays.claim(RICH, ISSUER, ISSUER)
    assert cash(plays, ISSUER) == before
    assert plays.chain.companies.debt(1).gain < GAIN


def test_what_is_left_after_the_debt_arrives(plays: Plays) -> None:
    plays.owe(ISSUER, 1_000 * DOLLAR)
    plays.distribute(RICH, 100_000 * DOLLAR)
    plays.pass_time(30 * DAY + 1)
    before = cash(plays, ISSUER)
    assert plays.claim(RICH, ISSUER, ISSUER)
    # A fifth is shared as a gain, 200 dollars and a trifle of interest pay the debt.
    assert 79_799 * DOLLAR < cash(plays, ISSUER) - before < 79_800 * DOLLAR
    assert not plays.chain.companies.blocked(ISSUER)
    assert plays.chain.ledger.purse(ISSUER) == (0, 0)


def test_a_credit_from_before_pays_when_it_is_withdrawn(plays: Plays) -> None:
    plays.distribute(RICH, 1_000 * DOLLAR)
    assert plays.claim(RICH, ISSUER, OTHER)  # by another: a credit
    plays.owe(ISSUER, GAIN)
    plays.pass_time(30 * DAY + 1)
    before = cash(plays, ISSUER)
    assert plays.withdraw(ISSUER, ISSUER)
    assert cash(plays, ISSUER) == before
    assert plays.chain.ledger.purse(ISSUER)[0] == 0


def test_the_oldest_due_is_paid_first(plays: Plays) -> None:
    plays.owe(ISSUER, 10_000 * DOLLAR)
    plays.owe(ISSUER, 20_000 * DOLLAR, ago=45 * DAY)  # reported late: due before the first
    plays.pass_time(DAY)
    plays.owe(ISSUER, 30_000 * DOLLAR)
    assert plays.chain.companies.debts_of(ISSUER) == [2, 1, 3]
    plays.pass_time(40 * DAY)
    plays.distribute(RICH, 3_000 * DOLLAR)
    assert plays.claim(RICH, ISSUER, ISSUER)
    gains = [plays.chain.companies.debt(debt).gain for debt in (1, 2, 3)]
    assert gains[0] == 10_000 * DOLLAR and gains[2] == 30_000 * DOLLAR
    assert 0 < gains[1] < 20_000 * DOLLAR
    plays.pay_debt(1, ISSUER, 10**18)
    assert plays.chain.companies.debts_of(ISSUER) == [2, 3]
    plays.pay_debt(2, ISSUER, 10**18)
    assert plays.chain.ledger.purse(ISSUER)[1] == plays.chain.companies.debt(3).due


def test_eight_at_once_and_the_rest_waits_as_a_credit(plays: Plays) -> None:
    for _ in range(10):
        plays.owe(ISSUER, DOLLAR)
    plays.pass_time(30 * DAY + 1)
    plays.distribute(RICH, 1_000 * DOLLAR)
    assert plays.claim(RICH, ISSUER, ISSUER)
    assert plays.chain.companies.debts_of(ISSUER) == [9, 10]
    credit = plays.chain.ledger.purse(ISSUER)[0]
    assert 790 * DOLLAR < credit < 800 * DOLLAR
    before = cash(plays, ISSUER)
    assert plays.withdraw(ISSUER, OTHER)
    assert plays.chain.companies.debts_of(ISSUER) == []
    assert cash(plays, ISSUER) > before


def test_a_full_list_takes_up_more_in_the_debt_before(plays: Plays) -> None:
    for _ in range(32):
        assert plays.owe(ISSUER, DOLLAR)
    assert plays.owe(ISSUER, GAIN)
    debts = plays.chain.companies
    assert len(debts.debts_of(ISSUER)) == 32
    assert debts.debt(32).gain == DOLLAR + GAIN and debts.debt(32).news
    assert debts.debt(33).gain == 0 and debts.exit_state(33) == 4
    due_first = debts.debt(1).due
    assert plays.owe(ISSUER, DOLLAR, ago=40 * DAY)  # due before all others
    assert debts.debt(1).due == due_first - 10 * DAY
    assert debts.debt(1).gain == 2 * DOLLAR
    assert plays.chain.ledger.purse(ISSUER)[1] == due_first - 10 * DAY
    assert plays.pay_debt(17, HOLDER, 10**18)  # a holder can make room
    assert plays.owe(ISSUER, DOLLAR)
    assert debts.debts_of(ISSUER)[-1] == 35


# A cost that is confirmed later


def confirm(plays: Plays, cost: int, by: tuple[int, ...] = TWO, units: int = S // 5) -> None:
    fields = {"token": ISSUER, "holder": HOLDER, "serial": 0, "units": units, "cost": cost}
    signatures = [plays.sign(who, "Cost", fields) for who in by]
    plays.chain.companies.confirm_cost(*fields.values(), signatures, by)
    lots = plays.model.tokens[ISSUER].holding(HOLDER).lots
    lots[0].cost = cost * lots[0].units // units


def test_two_attestors_confirm_what_a_lot_cost(plays: Plays) -> None:
    confirm(plays, 70_000 * DOLLAR)
    assert plays.chain.ledger.lots(ISSUER, HOLDER)[0].cost == 70_000 * DOLLAR
    assert plays.trade(ISSUER, HOLDER, OTHER, S // 10, 0, 0)
    confirm(plays, 60_000 * DOLLAR)  # of what is left, half
    assert plays.chain.ledger.lots(ISSUER, HOLDER)[0].cost == 30_000 * DOLLAR


def test_a_confirmation_does_not_come_back(plays: Plays) -> None:
    confirm(plays, 90_000 * DOLLAR)
    confirm(plays, 70_000 * DOLLAR)
    with boa.reverts("ALREADY_CONFIRMED"):
        confirm(plays, 90_000 * DOLLAR)


def test_neither_holder_nor_issuer_confirms(plays: Plays) -> None:
    for person in (ISSUER, HOLDER):
        plays.chain.appoint(plays.actors[person])
        with boa.reverts("OWN_ATTESTOR"):
            confirm(plays, DOLLAR, (1, person))
    with boa.reverts("NOT_ATTESTOR"):
        confirm(plays, DOLLAR, (1, OTHER))
    with boa.reverts("TOO_FEW_ATTESTORS"):
        confirm(plays, DOLLAR, (1,))
    with boa.reverts("LOT_GONE"):
        confirm(plays, DOLLAR, units=1)
