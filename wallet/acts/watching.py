"""Reporting what somebody hides: sealed with a bond, opened, answered, closed; and strikes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import refuse, require_joined, require_money
from wallet.acts.facts import Facts
from wallet.base.money import DOLLAR, MAX_MONEY

"""Group and place of the number that says how large the bond is, in whole dollars."""
MOST_COMPANY: Final = 96
COMMITTED: Final = 9
OPEN: Final = 8
"""The states of a report that is still to come to an end: sealed, and opened."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is reported: whom, which company (`scheme:id`), and what was found.

    `closed_at` 0: a stake that was not declared; else the day of an exit that was not reported,
    with its proceeds in base units (0: unknown).
    """

    subject: int
    company: str
    closed_at: int
    amount: int
    evidence_hash: bytes

    def fields(self) -> tuple[object, ...]:
        """The fields in the order of the contract."""
        return (self.subject, self.company, self.closed_at, self.amount, self.evidence_hash)

    def check(self, me: int) -> None:
        """It can be reported at all. Raises WalletError beside the field that does not fit."""
        if self.subject in (0, me):
            raise refuse("You report somebody else.", "Choose a person.", "subject", "subject")
        if not self.company or len(self.company.encode()) > MOST_COMPANY:
            raise refuse(
                "The company is not named, or its name is too long.",
                "Write its register and number, as gb-coh:09812345.",
                "company",
                "company",
            )
        if not 0 <= self.amount <= MAX_MONEY or (self.amount and not self.closed_at):
            raise refuse(
                "This amount cannot be reported.", "Write another amount.", "range", "amount"
            )


@dataclass(frozen=True, slots=True)
class SealReport:
    """Seal a report, so that nobody can copy it or escape it by declaring at once."""

    claim: Claim
    salt: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching, with the bond. Raises WalletError beside a field."""
        me = require_joined(facts)
        self.claim.check(me)
        sealed = facts.read("Watching", "commitment", me, self.claim.fields(), self.salt)
        bond = _bond(facts)
        return (Call("Watching", "commit", (sealed, PERMIT), pays=bond),)


@dataclass(frozen=True, slots=True)
class OpenReport:
    """Open a sealed report, after an hour and within a day."""

    report: int
    claim: Claim
    salt: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching."""
        self.claim.check(require_joined(facts))
        return (Call("Watching", "reveal", (self.report, self.claim.fields(), self.salt)),)


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Answer a report against oneself, with the same bond and a salted hash of the answer."""

    report: int
    answer_hash: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching, with the bond."""
        require_joined(facts)
        bond = _bond(facts)
        args = (self.report, self.answer_hash, PERMIT)
        return (Call("Watching", "answer", args, pays=bond),)


@dataclass(frozen=True, slots=True)
class CloseReport:
    """Close a report that was not opened in its day, or on which nobody ruled; anyone can."""

    report: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching. Raises WalletError for a report that has come to its end."""
        state = int(facts.read("Watching", "report", self.report).state)
        if state == COMMITTED:
            return (Call("Watching", "lapse", (self.report,)),)
        if state == OPEN:
            return (Call("Watching", "expire", (self.report,)),)
        raise refuse(
            "This report is closed, or was never made.",
            "Look at its number and its state again.",
            "closed",
            "report",
        )


@dataclass(frozen=True, slots=True)
class StrikeLate:
    """Have a strike noted against whoever owes a debt that is long overdue; anyone can, once."""

    debt: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of watching."""
        return (Call("Watching", "strike_late", (self.debt,)),)


def _bond(facts: Facts) -> int:
    """The bond of a report, in base units; it is in the wallet."""
    bond = facts.number("WATCH_BOND") * DOLLAR
    require_money(bond, facts)
    return bond
