"""Acts of watchers and of those they accuse."""

from __future__ import annotations

from wallet.rules.units import Refused
from wallet.rules.watching import Report
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()


@KINDS.add("person", "word", "seconds", "money")
def commit_report(
    rules: Whole, actor: int, subject: int, company: str, closed_at: int, amount: int
) -> int:
    """Commit to a report; its number. `closed_at` 0: about a stake."""
    if subject not in rules.network.people:
        raise Refused("nobody")
    report = Report(actor, subject, company, closed_at, amount, 0)
    rules.watching.commit(rules.network, report)
    return len(rules.watching.reports)


@KINDS.add("report")
def reveal(rules: Whole, actor: int, number: int) -> None:
    """Open it."""
    rules.watching.reveal(rules.network, number, actor)


@KINDS.add("report")
def lapse_report(rules: Whole, actor: int, number: int) -> None:
    """End one that was not opened in its day."""
    rules.watching.lapse(rules.network, number)


@KINDS.add("report")
def answer(rules: Whole, actor: int, number: int) -> None:
    """Deny it, with a bond."""
    rules.watching.answer(rules.network, number, actor)


@KINDS.add("report", "word", "stake", "seconds", "exit")
def cure(
    rules: Whole, actor: int, number: int, company: str, stake: int, declared_at: int, exit_: int
) -> None:
    """Show that it was declared before."""
    facts = (number, actor, company, stake + 1, declared_at, exit_)
    rules.watching.cure(rules.companies, *facts)


@KINDS.add("report", "word", "stake", "exit")
def declare_after(
    rules: Whole, actor: int, number: int, company: str, stake: int, exit_: int
) -> None:
    """Show an exit that was reported after the commitment."""
    if exit_ not in rules.companies.exits:
        raise Refused("no such exit")
    rules.watching.declare_after(rules.companies, number, actor, company, stake + 1, exit_)


@KINDS.add("report")
def expire_report(rules: Whole, actor: int, number: int) -> None:
    """End one on which nobody ruled."""
    rules.watching.expire(rules.companies, number)


@KINDS.add("debt")
def strike_late(rules: Whole, actor: int, number: int) -> None:
    """Strike the issuer for a debt that is long late."""
    rules.watching.strike_late(rules.network, number)
