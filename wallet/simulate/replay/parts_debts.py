"""What somebody owes: their exits that are open, and their debts in the order of payment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from wallet.rules import debts
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Storage, spot
from wallet.simulate.replay.words import DEBT, MATTERS

OWED: Final = 3
MOST: Final = 10_000
"""Debts in a chain, after which it is taken for a ring."""


@dataclass(frozen=True)
class Debt:
    """One debt: to the holders, or to one person."""

    number: int
    gain: int
    due: int
    news: bool
    creditor: int
    opened: int
    """0 for one to a person, of which the chain does not keep it."""
    waits: bool
    rate: int
    """Per cent a year, when it is late."""

    @staticmethod
    def of(debt: debts.Debt) -> Debt:
        """As the model keeps it."""
        to_holders = not debt.creditor
        return Debt(
            debt.number,
            debt.gain,
            debt.due,
            debt.news,
            debt.creditor,
            debt.opened if to_holders else 0,
            debt.waits and to_holders,
            debt.rate,
        )

    def word(self, issuer: int, after: int) -> int:
        """As the contract keeps it; `after` is the number of the next one."""
        return DEBT.pack(
            gain=self.gain,
            due=self.due,
            next=after,
            rate=self.rate,
            issuer=issuer,
            other=self.creditor or self.opened,
            state=OWED,
            news=self.news,
            personal=bool(self.creditor),
            unpulled=self.waits,
        )


@dataclass(frozen=True)
class Matters(Part):
    """How many exits of somebody are open, and their debts, the earliest due first."""

    title: ClassVar[str] = "what person {0} owes"

    open_exits: int = 0
    debts: tuple[Debt, ...] = ()
    """To the holders."""
    personal: tuple[Debt, ...] = ()

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        net = rules.network
        every = net.open_debts(key[0])
        listed = sorted((debt for debt in every if not debt.creditor), key=lambda debt: debt.due)
        return cls(
            net.open_exits.get(key[0], 0),
            tuple(Debt.of(debt) for debt in listed),
            tuple(Debt.of(debt) for debt in every if debt.creditor),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        for chain in (self.debts, self.personal):
            for place, debt in enumerate(chain):
                after = chain[place + 1].number if place + 1 < len(chain) else 0
                yield spot("Companies", "debts.words", debt.number), debt.word(key[0], after)
        word = MATTERS.pack(exits=self.open_exits, debts=len(self.debts))
        if self.debts:
            word += MATTERS.pack(first=self.debts[0].number, first_due=self.debts[0].due)
        if self.personal:
            head, tail = self.personal[0], self.personal[-1]
            word += MATTERS.pack(head=head.number, tail=tail.number, head_due=head.due)
        yield spot("Companies", "debts.matters", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = MATTERS.unpack(storage.at("Companies", "debts.matters", key[0]))
        listed = _chain(storage, word["first"])
        personal = _chain(storage, word["head"])
        first_due = listed[0].due if listed else 0
        head_due = personal[0].due if personal else 0
        tail = personal[-1].number if personal else 0
        said = (word["debts"], word["first_due"], word["tail"], word["head_due"])
        if said != (len(listed), first_due, tail, head_due):
            raise ValueError(f"the list of what person {key[0]} owes contradicts itself")
        return cls(word["exits"], tuple(listed), tuple(personal))


def _chain(storage: Storage, first: int) -> list[Debt]:
    """Debts that follow each other. Raises ValueError for a chain without an end."""
    found: list[Debt] = []
    number = first
    while number:
        if len(found) == MOST:
            raise ValueError("a list of debts has no end")
        word = DEBT.unpack(storage.at("Companies", "debts.words", number))
        personal = bool(word["personal"])
        found.append(
            Debt(
                number,
                word["gain"],
                word["due"],
                bool(word["news"]),
                word["other"] if personal else 0,
                0 if personal else word["other"],
                bool(word["unpulled"]),
                word["rate"],
            )
        )
        number = word["next"]
    return found
