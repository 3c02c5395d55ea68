"""The tables that one takes away, with the columns that tax software and accountants ask for.

A table is made from the statement of a year, and its sums are those of the books to the last base
unit. A cell holds what the books hold; how it is written is for the format to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from wallet.books.disposals import DECISION
from wallet.books.said_json import COUNT, MONEY, PRICE, SHARES, TIME
from wallet.books.statement import Statement

TEXT: Final = "text"
CURRENCY: Final = "USD"
"""A dollar of the network's money token is counted as a dollar."""
CHARGED: Final = 0
"""What the network itself charges for a trade or a claim: nothing, by its rules."""

Value = int | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what it holds, and whether it is worth a sum. `says` explains it."""

    title: str
    kind: str
    says: str
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `name` is that of the choice, `title` what it is called."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def sums(self) -> dict[str, int]:
        """What the columns that are worth a sum add up to; what is unknown is in none."""
        found: dict[str, int] = {}
        for place, column in enumerate(self.columns):
            if column.summed:
                values = (row[place] for row in self.rows)
                found[column.title] = sum(one for one in values if isinstance(one, int))
        return found


_ASSET: Final = (
    Column("Asset", TEXT, "whose shares"),
    Column("Asset number", COUNT, "the number of that person on the network"),
)
_QUANTITY: Final = Column("Quantity", SHARES, "shares", True)
_CURRENCY: Final = Column("Currency", TEXT, "of all amounts; the network's dollar counts as one")
_FEE: Final = Column(
    "Fee", MONEY, "what the network charged; its nodes' fees are paid in coins and not in the books"
)
_PROOF: Final = (
    Column("Transaction", TEXT, "where it is kept on the chain"),
    Column("Block", COUNT, "the block of that transaction"),
)
_COUNTED: Final = Column(
    "Counted cost", MONEY, "what the network's rules believe of the cost", True
)

_LOTS: Final = (
    *_ASSET,
    Column("Lot", COUNT, "the number of the lot within the position"),
    _QUANTITY,
    Column("Acquired", TIME, "when; the newest, where several purchases joined in the lot"),
    Column("Unlocks", TIME, "until when it cannot be sold, if it is locked at all"),
    Column("Cost", MONEY, "what was paid for what is left", True),
    _COUNTED,
    Column("Reference price", PRICE, "of one share, then; empty where there was none"),
    Column("Value", MONEY, "at the reference price; empty where there was none", True),
    _FEE,
    _CURRENCY,
    Column("Purchases in lot", COUNT, "how many purchases joined in it"),
    Column("Transaction", TEXT, "of the newest purchase in it"),
    Column("As of", TIME, "the instant at which this was held"),
)
_PURCHASES: Final = (
    *_ASSET,
    _QUANTITY,
    Column("Acquired", TIME, "when"),
    Column("Cost", MONEY, "what was paid", True),
    _COUNTED,
    _FEE,
    _CURRENCY,
    Column("From", TEXT, "who sold them"),
    Column("How", TEXT, "offering, auction, decision (a forced transfer) or buy-back"),
    Column("Unlocks", TIME, "until when it cannot be sold, if it is locked at all"),
    Column("Lot", COUNT, "the lot that it is in; own shares have none"),
    *_PROOF,
)
_DISPOSALS: Final = (
    *_ASSET,
    _QUANTITY,
    Column("Acquired", TIME, "when; the newest, where several purchases joined in the lot"),
    Column("Disposed", TIME, "when"),
    Column("Proceeds", MONEY, "before the siphon", True),
    Column("Cost", MONEY, "what was paid for what was sold", True),
    Column("Gain", MONEY, "proceeds less cost; below zero for a loss", True),
    Column("Siphon paid", MONEY, "the part of the counted gain that went to your holders", True),
    _FEE,
    _CURRENCY,
    _COUNTED,
    Column("Counted gain", MONEY, "the gain by the network's rules, never below zero", True),
    Column("To", TEXT, "who has them now"),
    Column("How", TEXT, "auction, or decision (a forced transfer, which brings nothing)"),
    Column("Lot", COUNT, "the lot that they came from, first in, first out"),
    Column("Purchases in lot", COUNT, "how many purchases had joined in it"),
    *_PROOF,
    Column("Acquired by transaction", TEXT, "of the newest purchase in the lot"),
)
_DISTRIBUTIONS: Final = (
    *_ASSET,
    Column("Received", TIME, "when it was claimed"),
    Column("Amount", MONEY, "what was claimed", True),
    Column("Siphon paid", MONEY, "what of it went on to your own holders", True),
    Column("Kept", MONEY, "the rest", True),
    _FEE,
    _CURRENCY,
    *_PROOF,
)
_SHARED: Final = (
    Column("Shared", TIME, "when"),
    Column("Because of", TEXT, "a sale, a claim, a debt after an exit, or a gift"),
    Column("Gain", MONEY, "the gain that was shared", True),
    Column("Siphon paid", MONEY, "what of it went to your holders", True),
    _CURRENCY,
    Column("Paid by", TEXT, "whose money it was"),
    *_PROOF,
)
_RAISED: Final = (
    Column("Sold", TIME, "when the investor took the shares"),
    Column("Quantity", SHARES, "own shares", True),
    Column("Proceeds", MONEY, "what the investor paid; it rests in the offering for days", True),
    _FEE,
    _CURRENCY,
    Column("To", TEXT, "the investor"),
    *_PROOF,
)


def _lots(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.lots:
        lot = one.lot
        unlocks = lot.unlocks if (lot.unlocks or 0) >= said.last else None
        yield (
            lot.token.name, lot.token.id, lot.serial, lot.units, lot.acquired, unlocks, lot.cost,
            lot.counted, one.price, one.value, CHARGED, CURRENCY, lot.purchases, lot.tx,
            said.last - 1,
        )  # fmt: skip


def _purchases(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.purchases:
        yield (
            one.token.name, one.token.id, one.units, one.at, one.cost, one.counted, CHARGED,
            CURRENCY, one.seller.name, one.how, one.unlocks, one.lot, one.tx, one.block,
        )  # fmt: skip


def _disposals(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.disposals:
        given = one.how == DECISION
        yield (
            one.token.name, one.token.id, one.units, one.acquired, one.at,
            one.proceeds, one.cost, None if given else one.gain, one.siphon, CHARGED, CURRENCY,
            one.counted_cost, None if given else one.counted_gain, one.buyer.name, one.how,
            one.lot, one.purchases, one.tx, one.block, one.acquired_tx,
        )  # fmt: skip


def _distributions(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.received:
        yield (
            one.token.name, one.token.id, one.at, one.amount, one.passed_on, one.kept, CHARGED,
            CURRENCY, one.tx, one.block,
        )  # fmt: skip


def _shared(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.shared:
        yield (
            one.at, one.kind, one.gain, one.amount, CURRENCY, one.payer.name, one.tx, one.block,
        )  # fmt: skip


def _raised(said: Statement) -> Iterable[tuple[Value, ...]]:
    for one in said.raised:
        yield one.at, one.units, one.paid, CHARGED, CURRENCY, one.buyer.name, one.tx, one.block


_TABLES: Final[dict[str, tuple[str, tuple[Column, ...], Callable[[Statement], Any]]]] = {
    "lots": ("Lots", _LOTS, _lots),
    "purchases": ("Purchases", _PURCHASES, _purchases),
    "disposals": ("Disposals", _DISPOSALS, _disposals),
    "distributions": ("Distributions", _DISTRIBUTIONS, _distributions),
    "shared": ("Shared with holders", _SHARED, _shared),
    "raised": ("Own shares sold", _RAISED, _raised),
}
NAMES: Final = tuple(_TABLES)


def table(name: str, said: Statement) -> Table:
    """One of `NAMES` from a statement."""
    title, columns, rows = _TABLES[name]
    return Table(name, title, columns, tuple(rows(said)))
