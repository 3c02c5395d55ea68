"""Reports of what was hidden, what was forfeited, and what is known against people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.rules.watching import Report as ModelReport
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.records import ClaimFacts, hash32
from wallet.simulate.replay.storage import Ground, Laid, Storage, spot
from wallet.simulate.replay.words import CLAIM, DECLARED, RECORD, REPORT

STATES: Final = (
    *("none", "upheld", "unproven", "frivolous", "expired"),
    *("cured", "repeated", "lapsed", "open", "committed"),
)
UPHELD, OPEN, COMMITTED = 1, 8, 9
UNOPENED: Final = (6, 7, 9)
"""States of which only the reporter is known."""
SHOWN: Final = 2**64 - 1
"""The exit that answers a report: the model does not keep which."""


@dataclass(frozen=True)
class Report(Part):
    """One report. What it says is 0 until it is opened."""

    title: ClassVar[str] = "report {0}"

    reporter: int = 0
    state: int = 0
    committed_at: int = 0
    subject: int = 0
    closed_at: int = 0
    amount: int = 0
    answer_by: int = 0
    answered: bool = False
    declared: int = 0
    declared_gain: int = 0
    bond: int = 0
    """Of each."""
    facts: ClaimFacts | None = field(default=None, compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        if not 0 < key[0] <= len(rules.watching.reports):
            return cls()
        report = rules.watching.reports[key[0] - 1]
        state = STATES.index(report.state)
        facts = ClaimFacts(
            key[0], report.reporter, report.subject, report.company, report.closed_at, report.amount
        )
        known = (report.reporter, state, report.committed_at)
        if state in UNOPENED:
            return cls(*known, bond=report.bond, facts=facts)
        return cls(
            *known,
            report.subject,
            report.closed_at,
            report.amount,
            report.answer_by,
            report.answered,
            report.declared,
            report.declared_gain,
            report.bond,
            facts,
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = REPORT.pack(
            reporter=self.reporter,
            subject=self.subject,
            committed_at=self.committed_at,
            answer_by=self.answer_by,
            bond=self.bond,
            counter_bond=self.bond if self.answered else 0,
            state=self.state,
        )
        yield spot("Watching", "words", key[0]), word
        claim = CLAIM.pack(closed_at=self.closed_at, amount=self.amount)
        yield spot("Watching", "claims", key[0]), claim
        declared = 0
        if self.declared:
            declared = DECLARED.pack(
                proceeds=self.declared, gain=self.declared_gain, exit=SHOWN
            )  # fmt: skip
        yield spot("Watching", "declared", key[0]), declared
        kept = 0
        if self.facts and self.state in UNOPENED:
            hashed = self.facts.commitment(ground.chain_id, ground.addresses["Watching"])
            kept = int.from_bytes(hashed, "big")
        elif self.facts:
            kept = self.facts.company_hash
        yield spot("Watching", "hashes", key[0]), kept

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = REPORT.unpack(storage.at("Watching", "words", key[0]))
        claim = CLAIM.unpack(storage.at("Watching", "claims", key[0]))
        declared = DECLARED.unpack(storage.at("Watching", "declared", key[0]))
        storage.at("Watching", "hashes", key[0])
        return cls(
            word["reporter"],
            word["state"],
            word["committed_at"],
            word["subject"],
            claim["closed_at"],
            claim["amount"],
            word["answer_by"],
            bool(word["counter_bond"]),
            declared["proceeds"],
            declared["gain"],
            word["bond"],
        )


@dataclass(frozen=True)
class First(Part):
    """The report, open or upheld, of a thing; 0: there is none. Of the thing a hash is the key."""

    title: ClassVar[str] = "the first report of one thing"

    number: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        same = (
            number
            for number, one in enumerate(rules.watching.reports, start=1)
            if STATES.index(one.state) in (OPEN, UPHELD) and thing_of(one) == key[0]
        )
        return cls(next(same, 0))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Watching", "first_report", hash32(key[0])), self.number

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(storage.at("Watching", "first_report", hash32(key[0])))


def thing_of(report: ModelReport) -> int:
    """The hash of what a report is about."""
    facts = ClaimFacts(0, 0, report.subject, report.company, report.closed_at, 0)
    return int.from_bytes(facts.thing, "big")


@dataclass(frozen=True)
class Pot(Part):
    """Bonds of reports that were never opened."""

    title: ClassVar[str] = "the forfeited bonds"

    money: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        return cls(rules.watching.pot)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Watching", "forfeited"), self.money

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(storage.at("Watching", "forfeited"))


@dataclass(frozen=True)
class Record(Part):
    """Strikes of somebody, and when they last hid something large."""

    title: ClassVar[str] = "what is known against person {0}"

    strikes: int
    last: int
    before: int
    hid: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        struck = rules.watching.strikes.get(key[0], [])
        before, last = ([0, 0, *struck])[-2:]
        return cls(len(struck), last, before, rules.watching.hidden.get(key[0], 0))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = RECORD.pack(last=self.last, before=self.before, count=self.strikes, hid=self.hid)
        yield spot("Watching", "records", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = RECORD.unpack(storage.at("Watching", "records", key[0]))
        return cls(word["count"], word["last"], word["before"], word["hid"])


@dataclass(frozen=True)
class Struck(Part):
    """Whether a strike was given for a late debt."""

    title: ClassVar[str] = "the strike for debt {0}"

    given: bool

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        return cls(key[0] in rules.watching.struck)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Watching", "struck", key[0]), int(self.given)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(bool(storage.at("Watching", "struck", key[0])))


@dataclass(frozen=True)
class Answering(Part):
    """Whether an exit was shown in answer to a report."""

    title: ClassVar[str] = "exit {0} as an answer"

    shown: bool

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        return cls(key[0] in rules.watching.shown)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Watching", "answering", key[0]), int(self.shown)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(bool(storage.at("Watching", "answering", key[0])))
