"""Portfolio: positions with their lots, and every sale that was made."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class LotRow:
    """One purchase still held, in part or whole. `cost` is the believed cost, `paid` what was
    paid for what is left of it; `unlocks` None when it is not locked now."""

    serial: int
    units: int
    cost: int
    paid: int
    acquired: int
    unlocks: int | None


@dataclass(frozen=True, slots=True)
class Position:
    """Shares held of one person. `cost` is what was paid, `believed` what counts against a gain."""

    token: PersonRef
    units: int
    permyriad: int
    reserved: int
    locked: int
    sellable: int
    cost: int
    believed: int
    reference: int | None
    value: int | None
    gain: int | None
    realised: int
    siphon_paid: int
    received: int
    claimable: int
    lots: tuple[LotRow, ...]


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One sale: `gain` is the taxed gain of the rules (lot by lot, never below zero), `result`
    proceeds less what was paid."""

    at: int
    block: int
    tx: str
    token: PersonRef
    buyer: PersonRef
    units: int
    proceeds: int
    cost: int
    gain: int
    result: int
    siphon: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything held and everything sold, newest sale first."""

    positions: tuple[Position, ...]
    sales: tuple[SaleRow, ...]
    value: int | None
    cost: int
    realised: int
    siphon_paid: int
    received: int
