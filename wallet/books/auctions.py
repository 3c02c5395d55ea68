"""Auctions: those running, mine, and what past ones settled at."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef
from wallet.books.token import PricePoint


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order that stands. `side` is sell or buy; `money` is what lies in the ledger for a buy,
    and the least that a sell would bring. `expires` only for buys."""

    person: PersonRef
    side: str
    units: int
    price: int
    money: int
    placed: int
    expires: int | None
    mine: bool
    early: bool
    fills: int


@dataclass(frozen=True, slots=True)
class WouldClear:
    """What would happen if the auction ended now."""

    price: int
    units: int
    money: int


@dataclass(frozen=True, slots=True)
class AuctionRow:
    """One token's auction, or its standing buy orders between two auctions.

    `state` is running, to settle, settling, between or settled. Times are those of the auction's
    clock: sells are taken until `sells_until`, a buy is early until `early_until`. `price` is
    that of its settlement, `next_open` when a sell order may open the next.
    """

    token: PersonRef
    number: int
    state: str
    start: int | None
    end: int | None
    sells_until: int | None
    early_until: int | None
    extended: bool
    restarts: int
    cancelled: bool
    sells: int
    buys: int
    sell_units: int
    buy_units: int
    would_clear: WouldClear | None
    my_order: OrderRow | None
    can_withdraw: bool
    price: int | None
    units: int
    money: int
    settled_at: int | None
    settle_ready: bool
    next_open: int


@dataclass(frozen=True, slots=True)
class Auctions:
    """The three lists of the page."""

    running: tuple[AuctionRow, ...]
    mine: tuple[AuctionRow, ...]
    past: tuple[AuctionRow, ...]


@dataclass(frozen=True, slots=True)
class AuctionPage:
    """One token's auction with both sides of its book, best first."""

    row: AuctionRow
    sells: tuple[OrderRow, ...]
    buys: tuple[OrderRow, ...]
    history: tuple[PricePoint, ...]
    reference: int | None
    my_units: int
    my_sellable: int
