"""Tokens and who holds what of them: the ledger's words about shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from wallet.rules.units import MAX_LOTS, S
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Storage, beyond, spot
from wallet.simulate.replay.words import DESK, LOT, SHEET, STOCK

GONE = 2**32 - 2
"""The serial of a lot that is not there: no ring ever gives it."""


@dataclass(frozen=True)
class Lot:
    """One purchase still held."""

    units: int
    cost: int
    acquired: int
    unlocks: int
    joined: bool


@dataclass(frozen=True)
class Token(Part):
    """One issuer's shares: what one of them earned, the reference price, and the seats taken."""

    title: ClassVar[str] = "token {0}"

    issued: bool
    earned: int
    reference: int
    holders: int
    retail: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        token = rules.network.tokens.get(key[0])
        if token is None:
            return cls(False, 0, 0, 0, 0)
        holders, retail = rules.law.counts(key[0])
        return cls(True, token.earned, token.reference or 0, holders, retail)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        sheet = SHEET.pack(
            reference=self.reference, holders=self.holders, retail=self.retail, issued=self.issued
        )
        yield spot("Ledger", "holdings.sheets", key[0]), sheet
        yield spot("Ledger", "holdings.acc", key[0]), self.earned

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = SHEET.unpack(storage.at("Ledger", "holdings.sheets", key[0]))
        return cls(
            bool(word["issued"]),
            storage.at("Ledger", "holdings.acc", key[0]),
            word["reference"],
            word["holders"],
            word["retail"],
        )


@dataclass(frozen=True)
class Holding(Part):
    """What one person holds of one token; an issuer's own shares have no lots."""

    title: ClassVar[str] = "the holding of person {1} in token {0}"

    units: int = 0
    reserved: int = 0
    checkpoint: int = 0
    pending: int = 0
    retail: bool = False
    """How they were counted when they became a holder: as not accredited."""
    lots: tuple[Lot, ...] = ()

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        issuer, person = key
        token = rules.network.tokens.get(issuer)
        held = token.holdings.get(person) if token else None
        if held is None:
            return cls()
        seats = rules.law.seats.get(issuer, {})
        lots = (
            Lot(one.units, one.cost, one.acquired, one.unlocks, one.joined) for one in held.lots
        )
        return cls(
            held.units,
            held.reserved,
            held.checkpoint,
            held.pending,
            bool(held.units) and seats.get(person, False),
            tuple(lots),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it; the oldest lot has serial 0."""
        stock = STOCK.pack(balance=self.units, checkpoint=self.checkpoint)
        yield spot("Ledger", "holdings.stocks", *key), stock
        desk = DESK.pack(
            reserved=self.reserved,
            pending=self.pending,
            next_serial=len(self.lots),
            span=len(self.lots),
            joined=sum(lot.joined << place for place, lot in enumerate(self.lots)),
            latest_unlock=max((lot.unlocks for lot in self.lots), default=0),
            retail=self.retail,
        )
        yield spot("Ledger", "holdings.desks", *key), desk
        ring = spot("Ledger", "holdings.rings", *key)
        for place in range(MAX_LOTS):
            word = 0
            if place < len(self.lots):
                lot = self.lots[place]
                word = LOT.pack(
                    units=lot.units, cost=lot.cost, acquired=lot.acquired, unlocks=lot.unlocks
                )
            yield beyond(ring, place), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it: the lots alive, oldest first."""
        stock = STOCK.unpack(storage.at("Ledger", "holdings.stocks", *key))
        desk = DESK.unpack(storage.at("Ledger", "holdings.desks", *key))
        ring = spot("Ledger", "holdings.rings", *key)
        words = [storage[beyond(ring, place)] for place in range(MAX_LOTS)]
        lots = []
        for serial in range(desk["next_serial"] - desk["span"], desk["next_serial"]):
            lot = LOT.unpack(words[serial % MAX_LOTS])
            joined = bool(desk["joined"] >> serial % MAX_LOTS & 1)
            if lot["units"]:
                lots.append(Lot(**lot, joined=joined))
        return cls(
            stock["balance"],
            desk["reserved"],
            stock["checkpoint"],
            desk["pending"],
            bool(desk["retail"]),
            tuple(lots),
        )

    @property
    def outside(self) -> int:
        """Of an issuer's own holding: the units that others hold."""
        return S - self.units if self.units else 0
