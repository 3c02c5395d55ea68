"""What is owed to single persons: rewards of what was found out, and buy-backs made whole."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.network import NO_PERMIT
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

pytestmark = pytest.mark.ignore_isolation

ISSUER, HOLDER, REPORTER, SELLER, RICH, OTHER = 4, 5, 6, 7, 8, 9
GAIN = 50_000 * DOLLAR
REWARD = 5_000 * DOLLAR
YEAR = 365 * DAY


@made_once
def scene() -> DisputePlays:
    """An issuer of whom others hold a fifth, and who holds a part of somebody rich."""
    plays = DisputePlays(members=6, deaf=True)
    plays.issue(ISSUER)
    plays.issue(RICH)
    assert plays.place(ISSUER, HOLDER, S // 10, 0)
    assert plays.place(ISSUER, SELLER, S // 10, 0)
    assert plays.place(RICH, ISSUER, S // 10, 0)
    return plays


def cash(plays: DisputePlays, person: int) -> int:
    return int(plays.chain.dollar.balanceOf(plays.at(person)))


def credit(plays: DisputePlays, person: int) -> int:
    return int(plays.chain.ledger.purse(person)[0])


def find(plays: DisputePlays, reward: int = REWARD, ago: int = 0, reporter: int = REPORTER) -> None:
    closed_at = plays.model.now - ago if ago else 0
    assert plays.find(ISSUER, GAIN, GAIN, reporter, reward, closed_at)


# Found out


def test_what_is_found_is_owed_to_holders_and_to_who_found_it(plays: DisputePlays) -> None:
    find(plays)
    companies = plays.chain.companies
    assert companies.debts_of(ISSUER) == [1] and companies.personal_debts_of(ISSUER) == [2]
    assert companies.exit_state(1) == 3 and companies.exit_state(2) == 0
    assert companies.due_now(1) == (GAIN // 5, 0) and companies.due_now(2) == (REWARD, 0)
    assert companies.debt(2).creditor == REPORTER
    before = cash(plays, REPORTER)
    assert plays.pay_debt(2, ISSUER, REWARD // 2)
    assert plays.pay_debt(2, OTHER, 10**18)  # anyone may pay, and no more than is due
    assert cash(plays, REPORTER) - before == REWARD
    assert not plays.pay_debt(2, ISSUER, 1)
    assert companies.blocked(ISSUER)
    assert plays.pay_debt(1, ISSUER, 10**18)
    assert not companies.blocked(ISSUER)


@pytest.mark.parametrize(("ago", "less"), [(0, 0), (30, 0), (50, 20), (800, 770)])
def test_what_was_hidden_long_is_due_before(plays: DisputePlays, ago: int, less: int) -> None:
    find(plays, ago=ago * DAY)
    assert plays.chain.companies.debt(1).due == plays.model.now + (30 - less) * DAY
    assert plays.chain.companies.debt(2).due == plays.model.now + 30 * DAY


def test_a_full_list_stops_nobody_who_finds(plays: DisputePlays) -> None:
    for _ in range(32):
        assert plays.owe(ISSUER, DOLLAR)
    find(plays)
    assert plays.chain.companies.debt(32).gain == GAIN + DOLLAR
    assert plays.chain.companies.personal_debts_of(ISSUER) == [34]


def test_forty_rewards_are_paid_in_their_order(plays: DisputePlays) -> None:
    for place in range(40):
        find(plays, reward=DOLLAR, reporter=(REPORTER, SELLER)[place % 2])
    queue = plays.chain.companies.personal_debts_of(ISSUER)
    assert len(queue) == 32 and queue[:2] == [2, 4]
    with boa.reverts("OLDER_DEBT_FIRST"):
        plays.chain.companies.pay_debt(4, DOLLAR, NO_PERMIT, sender=plays.at(ISSUER))
    for number in range(2, 82, 2):
        assert plays.pay_debt(number, ISSUER, DOLLAR)
    assert plays.chain.companies.personal_debts_of(ISSUER) == []


def test_without_holders_only_the_reward_is_owed(plays: DisputePlays) -> None:
    assert plays.find(OTHER, GAIN, GAIN, REPORTER, REWARD, 0)
    assert plays.chain.companies.debts_of(OTHER) == []
    assert plays.chain.companies.exit_state(1) == 4
    assert plays.chain.companies.blocked(OTHER)
    assert plays.pay_debt(2, OTHER, REWARD)
    assert not plays.chain.companies.blocked(OTHER)


# A personal debt


def test_it_is_a_gain_of_who_receives_it(plays: DisputePlays) -> None:
    plays.issue(REPORTER)
    assert plays.place(REPORTER, HOLDER, S // 4, 0)
    find(plays)
    before = cash(plays, REPORTER)
    assert plays.pay_debt(2, ISSUER, REWARD)
    assert REWARD * 3 // 4 - 1 <= cash(plays, REPORTER) - before <= REWARD * 3 // 4
    assert plays.chain.ledger.claimable(REPORTER, HOLDER) in (REWARD // 4, REWARD // 4 - 1)


def test_it_pays_the_receivers_own_debts_first(plays: DisputePlays) -> None:
    """The ledger asks for debts again while this contract is paying one."""
    plays.issue(REPORTER)
    assert plays.place(REPORTER, HOLDER, S // 4, 0)
    assert plays.owe(REPORTER, GAIN)
    plays.pass_time(31 * DAY)
    find(plays)
    before = cash(plays, REPORTER)
    assert plays.pay_debt(3, ISSUER, REWARD)
    assert cash(plays, REPORTER) == before
    assert plays.chain.companies.debt(1).gain < GAIN


@pytest.mark.parametrize(("late", "percent"), [(0, 100), (YEAR, 110), (10 * YEAR, 200)])
def test_late_it_costs_a_tenth_a_year(plays: DisputePlays, late: int, percent: int) -> None:
    find(plays)
    plays.pass_time(30 * DAY + late)
    assert plays.chain.companies.due_now(2) == (REWARD * percent // 100, late)
    half = REWARD * percent // 200
    assert plays.pay_debt(2, RICH, half)
    assert abs(plays.chain.companies.debt(2).gain - REWARD // 2) <= 1
    assert plays.pay_debt(2, RICH, 10**18)
    assert plays.chain.companies.debt(2).issuer == 0


def test_the_rate_is_that_of_the_day_it_began(plays: DisputePlays) -> None:
    find(plays)
    plays.chain.rules.set_number(3, 4, 20, sender=plays.chain.authority.address)
    plays.pass_time(30 * DAY + YEAR)
    assert plays.chain.companies.due_now(2)[0] == REWARD * 110 // 100
    assert plays.chain.companies.due_now(1)[0] == GAIN // 5 * 110 // 100
    plays.chain.companies.open_found(
        *(ISSUER, GAIN, GAIN, REPORTER, REWARD, 0), sender=plays.chain.watching.address
    )
    assert plays.chain.companies.debt(3).rate == plays.chain.companies.debt(4).rate == 20
    for number in (1, 2, 3, 4):  # for the comparison at the end
        plays.chain.companies.pay_debt(number, 10**18, NO_PERMIT, sender=plays.at(ISSUER))
    plays.model.debts.clear()
    plays.model.people.clear()
    plays.model.tokens.clear()
    plays.exits.exits.clear()
    plays.model.pool = int(plays.chain.dollar.balanceOf(plays.chain.ledger.address))


def test_money_on_its_way_pays_the_holders_then_the_person(plays: DisputePlays) -> None:
    find(plays)
    plays.distribute(RICH, 100_000 * DOLLAR)
    plays.pass_time(30 * DAY + 1)
    before = cash(plays, ISSUER)
    assert plays.claim(RICH, ISSUER, ISSUER)
    assert plays.chain.companies.debts_of(ISSUER) == []
    assert plays.chain.companies.personal_debts_of(ISSUER) == []
    assert credit(plays, REPORTER) in range(REWARD, REWARD + DOLLAR)
    assert cash(plays, ISSUER) > before


def test_one_creditor_a_step_and_the_rest_waits(plays: DisputePlays) -> None:
    find(plays, reward=1_000 * DOLLAR)
    find(plays, reward=1_000 * DOLLAR, reporter=SELLER)
    plays.distribute(RICH, 100_000 * DOLLAR)
    plays.pass_time(30 * DAY + 1)
    assert plays.claim(RICH, ISSUER, ISSUER)
    assert plays.chain.companies.personal_debts_of(ISSUER) == [4]
    assert credit(plays, ISSUER) > 0 == credit(plays, SELLER)
    before = cash(plays, ISSUER)
    assert plays.withdraw(ISSUER, ISSUER)
    assert plays.chain.companies.personal_debts_of(ISSUER) == []
    assert credit(plays, SELLER) > 1_000 * DOLLAR and cash(plays, ISSUER) > before


def test_two_who_owe_each_other_are_both_paid(plays: DisputePlays) -> None:
    assert plays.find(ISSUER, 0, 0, RICH, REWARD, 0)
    assert plays.find(RICH, 0, 0, ISSUER, REWARD, 0)
    plays.pass_time(31 * DAY)
    assert plays.pay_debt(2, OTHER, 10**18)  # reaches RICH, less a tenth, and goes on to ISSUER
    assert credit(plays, ISSUER) > REWARD * 72 // 100  # less a fifth for the holders
    assert plays.chain.companies.debt(4).gain < REWARD * 11 // 100
    assert plays.withdraw(ISSUER, ISSUER)
    assert not plays.chain.companies.blocked(ISSUER)


# Shares that were sold and not pulled yet


def test_shares_not_yet_pulled_keep_a_debt_alive(plays: DisputePlays) -> None:
    plays.issue(OTHER)
    plays.wait_for_shares(OTHER, S // 10)
    assert plays.owe(OTHER, GAIN)
    assert plays.chain.companies.debts_of(OTHER) == [1]
    with boa.reverts("SHARES_UNPULLED"):
        plays.chain.companies.pay_debt(1, GAIN, NO_PERMIT, sender=plays.at(OTHER))
    assert plays.place(RICH, OTHER, S // 10, 0)
    plays.distribute(RICH, 1_000 * DOLLAR)
    plays.pass_time(31 * DAY)
    assert plays.claim(RICH, OTHER, OTHER)  # nobody can be paid yet: it waits
    assert credit(plays, OTHER) in (500 * DOLLAR, 500 * DOLLAR - 1)
    assert plays.chain.companies.debts_of(OTHER) == [1]
    plays.wait_for_shares(OTHER, 0)
    assert plays.place(OTHER, HOLDER, S // 10, 0)
    assert plays.withdraw(OTHER, OTHER)
    assert plays.chain.companies.debt(1).gain < GAIN


def test_a_debt_is_not_paid_off_before_its_buyers_have_their_shares(plays: DisputePlays) -> None:
    """Else an issuer takes one friend's share out of the offering, and pays for that alone."""
    plays.issue(OTHER)
    plays.wait_for_shares(OTHER, S // 10)
    assert plays.owe(OTHER, GAIN, ago=100 * DAY)
    assert plays.place(OTHER, SELLER, 10**18, 0)
    assert not plays.pay_debt(1, OTHER, GAIN)
    assert plays.place(RICH, OTHER, S // 10, 0)
    plays.distribute(RICH, 1_000 * DOLLAR)
    assert plays.claim(RICH, OTHER, OTHER)  # nor out of what comes in: it is late already
    assert plays.chain.companies.debt(1).gain == GAIN
    assert plays.place(OTHER, HOLDER, S // 10, 0)
    plays.wait_for_shares(OTHER, 0)
    assert plays.pay_debt(1, OTHER, GAIN)
    assert plays.chain.ledger.claimable(OTHER, HOLDER) >= GAIN // 10


def test_shares_sold_later_are_no_reason_to_wait(plays: DisputePlays) -> None:
    assert plays.owe(ISSUER, GAIN)
    plays.wait_for_shares(ISSUER, S // 10)
    assert plays.pay_debt(1, ISSUER, GAIN)


def test_a_debt_that_waits_holds_those_that_fell_due_after_it(plays: DisputePlays) -> None:
    plays.issue(OTHER)
    assert plays.place(OTHER, HOLDER, S // 10, 0)
    assert plays.place(RICH, OTHER, S // 10, 0)
    plays.wait_for_shares(OTHER, S // 10)
    assert plays.owe(OTHER, GAIN)
    plays.wait_for_shares(OTHER, 0)
    plays.pass_time(1)
    assert plays.owe(OTHER, GAIN)  # this one does not wait, but is younger
    plays.wait_for_shares(OTHER, S // 10)
    plays.distribute(RICH, 1_000 * DOLLAR)
    plays.pass_time(31 * DAY)
    assert plays.claim(RICH, OTHER, OTHER)
    kept = credit(plays, OTHER)
    assert kept and not plays.withdraw(OTHER, OTHER)
    assert credit(plays, OTHER) == kept
    plays.wait_for_shares(OTHER, 0)
    assert plays.withdraw(OTHER, OTHER)
    assert plays.chain.companies.debt(1).gain < GAIN == plays.chain.companies.debt(2).gain


def test_a_person_is_paid_while_holders_cannot_be(plays: DisputePlays) -> None:
    plays.issue(OTHER)
    plays.wait_for_shares(OTHER, S // 10)
    assert plays.find(OTHER, GAIN, GAIN, REPORTER, REWARD, 0)
    assert plays.place(RICH, OTHER, S // 10, 0)
    plays.distribute(RICH, 1_000 * DOLLAR)
    plays.pass_time(31 * DAY)
    assert plays.claim(RICH, OTHER, OTHER)
    assert credit(plays, REPORTER) in (500 * DOLLAR, 500 * DOLLAR - 1)


# Bought back too early


def hidden(plays: DisputePlays, gain: int = GAIN, days: int = 10) -> int:
    """Something sold so many days ago comes to light and is attested."""
    assert plays.report(1, 1, gain, 0, plays.model.now - days * DAY, False)
    assert plays.attest_exit(plays.exits.count)
    return plays.exits.count


def bought(plays: DisputePlays, premium: int = 0, units: int = S // 10) -> None:
    """The issuer declared something, and buys SELLER's shares back."""
    plays.declare(ISSUER, 100, 0)
    plays.bought_back(ISSUER, SELLER, units, premium)


@pytest.mark.parametrize("premium", [0, 1_000 * DOLLAR, 5_000 * DOLLAR, 6_000 * DOLLAR])
def test_the_seller_is_owed_what_the_exit_would_have_brought(
    plays: DisputePlays, premium: int
) -> None:
    bought(plays, premium)
    plays.pass_time(5 * DAY)
    exit_ = hidden(plays)
    assert plays.make_whole(exit_, 0)
    owed = max(0, GAIN // 10 - premium)
    debts = plays.chain.companies.personal_debts_of(ISSUER)
    assert len(debts) == (1 if owed else 0)
    if owed:
        debt = plays.chain.companies.debt(debts[0])
        assert (debt.creditor, debt.gain) == (SELLER, owed)
        assert debt.due == plays.model.now + 30 * DAY
    assert plays.chain.disputes.made_whole(exit_, 0)
    assert not plays.make_whole(exit_, 0)


def test_the_premium_counts_once_for_several_exits(plays: DisputePlays) -> None:
    bought(plays, premium=6_000 * DOLLAR)
    plays.pass_time(5 * DAY)
    for _ in range(3):
        assert plays.make_whole(hidden(plays), 0)
    debts = plays.chain.companies.personal_debts_of(ISSUER)
    gains = [plays.chain.companies.debt(debt).gain for debt in debts]
    assert gains == [4_000 * DOLLAR, 5_000 * DOLLAR]


@pytest.mark.parametrize(
    ("closed_days_before_report", "days_until_report", "concerned"),
    [(10, 5, True), (5, 5, False), (4, 5, False), (366, 365, True), (400, 366, False)],
)
def test_only_what_closed_before_and_came_to_light_within_a_year(
    plays: DisputePlays, closed_days_before_report: int, days_until_report: int, concerned: bool
) -> None:
    bought(plays)
    plays.pass_time(days_until_report * DAY)
    exit_ = hidden(plays, days=closed_days_before_report)
    assert plays.make_whole(exit_, 0) == concerned


def test_what_was_reported_before_concerns_nobody(plays: DisputePlays) -> None:
    plays.declare(ISSUER, 100, 0)
    exit_ = hidden(plays)
    plays.pass_time(1)
    plays.bought_back(ISSUER, SELLER, S // 10, 0)
    with boa.reverts("NOT_CONCERNED"):
        plays.chain.disputes.make_whole(exit_, plays.records[exit_], 0)


def test_an_exit_counts_when_it_is_decided_and_as_decided(plays: DisputePlays) -> None:
    bought(plays)
    plays.pass_time(5 * DAY)
    assert plays.report(1, 1, 1_000 * DOLLAR, 0, plays.model.now - 10 * DAY, False)
    assert not plays.make_whole(1, 0)  # EXIT_OPEN
    assert plays.open_window(1, ISSUER) and plays.dispute(1, HOLDER)
    assert not plays.make_whole(1, 0)
    old = plays.records[1]
    assert plays.rule(1, GAIN)
    with boa.reverts("WRONG_RECORD"):
        plays.chain.disputes.make_whole(1, old, 0)
    assert plays.make_whole(1, 0)
    assert plays.chain.companies.debt(2).gain == GAIN // 10


def test_bought_out_wholly_they_are_owed_all_the_same(plays: DisputePlays) -> None:
    plays.declare(ISSUER, 100, 0)
    for seller in (SELLER, HOLDER):
        assert plays.trade(ISSUER, seller, ISSUER, S // 10, 0, 0)
        plays.bought_back(ISSUER, seller, S // 10, 0)
    plays.pass_time(5 * DAY)
    assert plays.chain.ledger.outside(ISSUER) == 0
    exit_ = hidden(plays)
    assert plays.chain.companies.exit_state(exit_) == 4
    for place in (0, 1):
        assert plays.make_whole(exit_, place)
    plays.pass_time(31 * DAY)
    plays.distribute(RICH, 300_000 * DOLLAR)
    assert plays.claim(RICH, ISSUER, ISSUER)  # 30,000: one creditor a step
    assert credit(plays, SELLER) >= GAIN // 10
    assert plays.withdraw(ISSUER, ISSUER)
    assert credit(plays, HOLDER) >= GAIN // 10


def test_what_was_found_out_makes_whole_if_its_day_is_known(plays: DisputePlays) -> None:
    bought(plays)
    plays.pass_time(5 * DAY)
    find(plays, reward=0)
    assert not plays.make_whole(1, 0)
    find(plays, reward=0, ago=10 * DAY)
    assert plays.make_whole(2, 0)
    with boa.reverts():
        plays.chain.disputes.make_whole(2, plays.records[2], 1)


# Statements


def test_a_statement_is_filed_by_a_person(plays: DisputePlays) -> None:
    companies = plays.chain.companies
    assert companies.stated_at(ISSUER) == 0
    with boa.reverts("EMPTY_HASH"):
        companies.state_year(bytes(32), sender=plays.at(ISSUER))
    with boa.reverts("NOT_A_PERSON"):
        companies.state_year(b"\1" * 32, sender=boa.env.generate_address())
    companies.state_year(b"\1" * 32, sender=plays.at(ISSUER))
    assert companies.stated_at(ISSUER) == plays.model.now
