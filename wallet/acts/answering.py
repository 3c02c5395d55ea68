"""What the accused of a report shows: that it was declared before, or that it was declared since.

Both make the company of a stake known, by opening the salt of its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.acts.records import NO_EXIT, ExitRecord, StakeRecord, oldest, reported
from wallet.acts.watching import OPEN
from wallet.base.addresses import keccak


@dataclass(frozen=True, slots=True)
class Shown:
    """A stake of one's own with what its paper opens: the company (`scheme:id`) and its salt."""

    stake: int
    company: str
    salt: bytes

    def __repr__(self) -> str:
        return "Shown(kept private)"

    def meets(self, record: StakeRecord, owner: int) -> bool:
        """Whether this is the paper of `record`, a stake of `owner`."""
        key = keccak(f"{self.company}:".encode() + self.salt)
        return record.owner == owner and key == record.company_key


@dataclass(frozen=True, slots=True)
class ShowDeclared:
    """Show that what a report says had been declared before it: both bonds go back.

    `exit` is the sale that had been reported, 0 where the report is about a stake.
    """

    report: int
    shown: Shown
    exit: int = 0

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching. Raises WalletError beside `report`, `stake`, `salt` or `exit`."""
        found = _report_on_me(facts, self.report, self.shown)
        sale = bool(found.closed_at)
        if sale and not self.exit:
            raise refuse(
                "This report is about a sale.",
                "Choose the sale that you reported.",
                "no_exit",
                "exit",
            )
        if self.exit and not sale:
            raise refuse(
                "This report is about a stake, not about a sale.",
                "Show the stake alone.",
                "no_stake",
                "exit",
            )
        record = _version(facts, self.shown)
        exit_ = _exit_of(facts, self.exit, self.shown.stake) if sale else NO_EXIT
        known_at = exit_.reported if sale else record.declared
        if known_at >= int(found.committed_at):
            raise refuse(
                "You declared this after the report was sealed.",
                "Own up to a sale that you reported since, or answer the report.",
                "later",
                "exit" if sale else "stake",
            )
        args = _opened(self.report, self.shown, record, self.exit, exit_)
        return (Call("Watching", "cure", args),)


@dataclass(frozen=True, slots=True)
class OwnUp:
    """Show a sale that was reported after the report on it: it counts as upheld, at half."""

    report: int
    shown: Shown
    exit: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching. Raises WalletError beside `report`, `stake`, `salt` or `exit`."""
        found = _report_on_me(facts, self.report, self.shown)
        record = _version(facts, self.shown)
        exit_ = _exit_of(facts, self.exit, self.shown.stake)
        if exit_.reported < int(found.committed_at):
            raise refuse(
                "You reported this sale before the report was sealed.",
                "Show it as declared before: both bonds then go back.",
                "before",
                "exit",
            )
        args = _opened(self.report, self.shown, record, self.exit, exit_)
        return (Call("Watching", "declare_after", args),)


def _report_on_me(facts: Facts, number: int, shown: Shown) -> Any:
    """An open report against whoever asks, about the company that is shown."""
    me = require_joined(facts)
    found = facts.read("Watching", "report", number)
    if int(found.state) != OPEN or int(found.subject) != me:
        raise refuse(
            "No report with this number waits for your answer.",
            "Look at the reports that name you.",
            "report",
            "report",
        )
    if bytes(found.company_hash) != keccak(shown.company.encode()):
        raise refuse(
            "The report is about another company than this stake.",
            "Choose the stake in the company that the report names.",
            "other_company",
            "stake",
        )
    return found


def _version(facts: Facts, shown: Shown) -> StakeRecord:
    """The oldest version of the stake that is shown: it was known first."""
    found = oldest(facts.records, shown.stake)
    if not shown.meets(found, facts.person):
        raise refuse(
            "This paper is not that of the stake.",
            "Open the paper with which you declared it.",
            "paper",
            "salt",
        )
    return found


def _exit_of(facts: Facts, number: int, stake: int) -> ExitRecord:
    """A sale of the stake that is shown."""
    found = reported(facts.records, number)
    if found.stake != stake:
        raise refuse(
            "This is a sale of another stake.", "Choose a sale of this one.", "other_stake", "exit"
        )
    return found


def _opened(
    report: int, shown: Shown, record: StakeRecord, number: int, exit_: ExitRecord
) -> tuple[object, ...]:
    """The arguments that both calls take."""
    stake = (shown.stake, record.version, record.fields())
    return (report, shown.company, shown.salt, *stake, number, exit_.fields())
