"""Portfolio: positions with their lots, and every sale that was made."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books import holdings
from wallet.books.persons import PersonRef
from wallet.books.store import Row
from wallet.books.sums import permyriad, value_of
from wallet.books.view import View


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
    """Everything held and everything sold, newest sale first, as it is `at` a time."""

    at: int
    positions: tuple[Position, ...]
    sales: tuple[SaleRow, ...]
    value: int | None
    cost: int
    realised: int
    siphon_paid: int
    received: int


def portfolio(view: View) -> Portfolio:
    """Positions in other people's tokens, the most valuable first, and all sales."""
    rows = view.tables.rows(
        "SELECT p.*, t.reference, t.acc FROM position p JOIN token t ON t.id = p.token"
        " WHERE p.person = ? AND p.token != p.person",
        view.me or 0,
    )
    # A position that was sold stays while something can still be claimed of it.
    positions = [
        _position(view, row) for row in rows if row["units"] or holdings.claimable(row, row["acc"])
    ]
    positions.sort(key=lambda one: (-(one.value or 0), -one.cost, one.token.id))
    known = [one.value for one in positions if one.value is not None]
    return Portfolio(
        at=view.now,
        positions=tuple(positions),
        sales=sales_of(view),
        value=sum(known) if known or not positions else None,
        cost=sum(one.cost for one in positions),
        realised=sum(row["realised"] for row in rows),
        siphon_paid=sum(row["siphon"] for row in rows),
        received=sum(row["received"] for row in rows),
    )


def sales_of(view: View) -> tuple[SaleRow, ...]:
    """Every sale of whoever looks, newest first."""
    rows = view.tables.rows(
        "SELECT * FROM sale WHERE seller = ? ORDER BY block DESC, log DESC", view.me or 0
    )
    return tuple(
        SaleRow(
            at=row["at"],
            block=row["block"],
            tx=row["tx"],
            token=view.person(row["token"]),
            buyer=view.person(row["buyer"]),
            units=row["units"],
            proceeds=row["proceeds"],
            cost=row["cost"],
            gain=row["gain"],
            result=row["proceeds"] - row["bought_for"],
            siphon=row["siphon"],
        )
        for row in rows
    )


def _position(view: View, row: Row) -> Position:
    lots = holdings.lots(view.tables, row["token"], row["person"])
    locked = holdings.locked(lots, view.now)
    cost = sum(lot["paid"] for lot in lots)
    value = value_of(row["units"], row["reference"])
    return Position(
        token=view.person(row["token"]),
        units=row["units"],
        permyriad=permyriad(row["units"]),
        reserved=row["reserved"],
        locked=locked,
        sellable=row["units"] - row["reserved"] - locked,
        cost=cost,
        believed=sum(lot["cost"] for lot in lots),
        reference=row["reference"] or None,
        value=value,
        gain=None if value is None else value - cost,
        realised=row["realised"],
        siphon_paid=row["siphon"],
        received=row["received"],
        claimable=holdings.claimable(row, row["acc"]),
        lots=tuple(
            LotRow(
                serial=lot["serial"],
                units=lot["units"],
                cost=lot["cost"],
                paid=lot["paid"],
                acquired=lot["acquired"],
                unlocks=lot["unlocks"] if lot["unlocks"] > view.now else None,
            )
            for lot in lots
        ),
    )
