"""Acts about companies: stakes, exits, disputes, debts. What attestors sign is an act of theirs."""

from __future__ import annotations

from wallet.rules.debts import Debt
from wallet.rules.units import Refused
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()


def _own(rules: Whole, actor: int, stake: int) -> None:
    if not 0 <= stake < len(rules.companies.stakes):
        raise Refused("no such stake")
    if rules.companies.stakes[stake].owner != actor:
        raise Refused("another's stake")


def _reported(rules: Whole, number: int) -> None:
    if number not in rules.companies.exits:
        raise Refused("no such exit")


@KINDS.add("units", "money")
def declare(rules: Whole, actor: int, units: int, cost: int) -> int:
    """Declare a stake; its place in the list."""
    return rules.companies.declare(actor, units, cost)


@KINDS.add("stake", "units", "money")
def amend(rules: Whole, actor: int, stake: int, units: int, cost: int) -> None:
    """Say anew what a stake is."""
    _own(rules, actor, stake)
    rules.companies.amend(stake, units, cost)


@KINDS.add("stake", needs="attestors")
def attest_stake(rules: Whole, actor: int, stake: int) -> None:
    """Two of three attestors confirm a stake."""
    rules.companies.attest_stake(stake)


@KINDS.add("stake", "units", "money", "money", "seconds", "version")
def report_exit(
    rules: Whole,
    actor: int,
    stake: int,
    units: int,
    proceeds: int,
    costs: int,
    closed_at: int,
    opened: int,
) -> int:
    """Report that a stake was sold; the exit's number."""
    _own(rules, actor, stake)
    if opened > len(rules.companies.stakes[stake].versions):
        raise Refused("no such version")
    return rules.companies.report(stake, units, proceeds, costs, closed_at, opened)


@KINDS.add("exit", needs="attestors")
def attest_exit(rules: Whole, actor: int, number: int) -> Debt | None:
    """Two of three attestors confirm an exit; the debt, if it makes one."""
    _reported(rules, number)
    return rules.companies.attest_exit(number)


@KINDS.add("exit")
def open_window(rules: Whole, actor: int, number: int) -> None:
    """Lay a bond for an exit as it was reported."""
    _reported(rules, number)
    rules.companies.open_window(number, actor)


@KINDS.add("exit")
def dispute(rules: Whole, actor: int, number: int) -> None:
    """Lay the same bond against it."""
    rules.companies.dispute(number, actor)


@KINDS.add("exit")
def accept(rules: Whole, actor: int, number: int) -> None:
    """Accept an exit that nobody disputed in time."""
    rules.companies.accept(number)


@KINDS.add("exit")
def take_bond(rules: Whole, actor: int, number: int) -> None:
    """Return the bond for an exit that attestors confirmed meanwhile."""
    rules.companies.take_back(number)


@KINDS.add("exit")
def lapse_case(rules: Whole, actor: int, number: int) -> None:
    """End a case that nobody ruled."""
    rules.companies.lapse(number)


@KINDS.add("exit", "place")
def make_whole(rules: Whole, actor: int, number: int, place: int) -> Debt | None:
    """Open the debt to somebody whose shares were bought back too early."""
    _reported(rules, number)
    return rules.companies.make_whole(number, place)


@KINDS.add("debt", "money")
def pay_debt(rules: Whole, actor: int, number: int, amount: int) -> int:
    """Pay a debt or a part of it; what was paid."""
    return rules.companies.pay(number, actor, amount)
