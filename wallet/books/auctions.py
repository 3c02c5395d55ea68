"""Auctions: those running, mine, and what past ones settled at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.clock import DAY
from wallet.base.money import money_of
from wallet.books import folds_auction, holdings
from wallet.books.clearing import Bid, Cleared, clear
from wallet.books.persons import PersonRef
from wallet.books.store import Row
from wallet.books.sums import is_blocked
from wallet.books.token import PricePoint, history_of
from wallet.books.view import View

SHOWN: Final = 100
"""So many auctions that run are listed at once."""
_OPEN: Final = "SELECT * FROM auction WHERE settled IS NULL"


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
    """The three lists of the page, as they are `at` a time.

    `running` are those that end first, of `running_count`.
    """

    at: int
    running: tuple[AuctionRow, ...]
    mine: tuple[AuctionRow, ...]
    past: tuple[AuctionRow, ...]
    running_count: int


@dataclass(frozen=True, slots=True)
class AuctionPage:
    """One token's auction with both sides of its book, best first, as it is `at` a time."""

    at: int
    row: AuctionRow
    sells: tuple[OrderRow, ...]
    buys: tuple[OrderRow, ...]
    history: tuple[PricePoint, ...]
    reference: int | None
    my_units: int
    my_sellable: int


def auctions(view: View, most: int = SHOWN) -> Auctions:
    """Auctions that run or wait to be settled, those that concern whoever looks, and the past.

    Of those that run, at most so many that end first.
    """
    rows = view.tables.rows(f"{_OPEN} ORDER BY ends, token LIMIT ?", most)
    count = view.tables.row("SELECT count(*) AS n FROM auction WHERE settled IS NULL")
    past = view.tables.rows(
        "SELECT * FROM auction WHERE settled IS NOT NULL ORDER BY settled DESC LIMIT 200"
    )
    return Auctions(
        at=view.now,
        running=tuple(_running_row(view, row) for row in rows),
        mine=my_auctions(view),
        past=tuple(_past_row(view, row) for row in past),
        running_count=count["n"] if count else 0,
    )


def my_auctions(view: View) -> tuple[AuctionRow, ...]:
    """Those that concern whoever looks: who has an order there, holds the token, or is it.

    Orders that wait for the next auction come last.
    """
    me = view.me or 0
    asked = {row["token"] for row in view.tables.rows("SELECT token FROM ask WHERE person = ?", me)}
    rows = view.tables.rows(
        f"{_OPEN} AND (token = ? OR token IN (SELECT token FROM ask WHERE person = ?) OR token IN"
        " (SELECT token FROM position WHERE person = ? AND units != '0')) ORDER BY ends, token",
        me,
        me,
        me,
    )
    running = [_running_row(view, row) for row in rows]
    between = sorted(asked - {one.token.id for one in running})
    return (*running, *(_between_row(view, token) for token in between))


def past_auctions(view: View, token: int) -> tuple[AuctionRow, ...]:
    """Every settled auction of a token, newest first."""
    rows = view.tables.rows(
        "SELECT * FROM auction WHERE token = ? AND settled IS NOT NULL ORDER BY number DESC", token
    )
    return tuple(_past_row(view, row) for row in rows)


def auction(view: View, token: int) -> AuctionPage:
    """One token's auction, running or not, with its orders, best first."""
    running = folds_auction.running(view.tables, token)
    row = _running_row(view, running) if running else _between_row(view, token)
    sells, buys = _sides(view, token, running)
    held = view.tables.row(
        "SELECT * FROM position WHERE token = ? AND person = ?", token, view.me or 0
    )
    lots = holdings.lots(view.tables, token, view.me or 0)
    units = held["units"] if held else 0
    kept = view.tables.row("SELECT reference FROM token WHERE id = ?", token)
    return AuctionPage(
        at=view.now,
        row=row,
        sells=sells,
        buys=buys,
        history=history_of(view, token),
        reference=(kept["reference"] or None) if kept else None,
        my_units=units,
        my_sellable=units - (held["reserved"] if held else 0) - holdings.locked(lots, view.now),
    )


def money_in_orders(view: View) -> int:
    """What whoever looks has laid in the ledger for buy orders."""
    rows = view.tables.rows("SELECT money FROM ask WHERE person = ?", view.me or 0)
    return sum(row["money"] for row in rows)


def would_clear(view: View, token: int, running: Row | None) -> Cleared | None:
    """What would happen if the token's auction ended now; None when nothing would trade."""
    sells, buys = standing_bids(view, token, running)
    return clear(sells, buys, *displaced(running))


def displaced(running: Row | None) -> tuple[int | None, int | None]:
    """The best prices of a sell and a buy that had to make room in a running auction."""
    return (running["gone_sell"], running["gone_buy"]) if running else (None, None)


def standing_bids(view: View, token: int, running: Row | None) -> tuple[list[Bid], list[Bid]]:
    """The sells and buys that a settlement now would judge to stand."""
    sells: list[Bid] = []
    buys: list[Bid] = []
    for row in view.tables.rows("SELECT * FROM ask WHERE token = ?", token):
        if running is not None and running["priced"]:
            stands = True  # judged once, when the price was set
        else:
            stands = _stands(view, token, row, running["opened"] if running else view.now)
        if stands and row["units"] > 0:
            bid = Bid(row["person"], row["units"], row["price"], row["seq"])
            (sells if row["side"] == folds_auction.SELL else buys).append(bid)
    return sells, buys


def _stands(view: View, token: int, row: Row, opened: int) -> bool:
    """Whether an order would stand at the settlement, by the contract's judgement."""
    person = view.tables.row("SELECT * FROM person WHERE id = ?", row["person"])
    if person is None or person["frozen_until"] > view.now:
        return False
    if person["banned"] and not row["of_banned"]:
        return False
    if row["side"] == folds_auction.SELL:
        return True
    if row["expires"] <= opened or person["expires"] <= opened:
        return False
    if person["first_due"] and person["first_due"] < opened:
        return False
    return row["person"] != token or not is_blocked(view.tables, token)


def _running_row(view: View, row: Row) -> AuctionRow:
    token = row["token"]
    sells, buys = _sides(view, token, row)
    cleared = would_clear(view, token, row)
    mine = next((one for one in (*sells, *buys) if one.mine), None)
    over = view.now >= row["ends"]
    ready = bool(row["cancelled"] or row["priced"] or over)
    state = "settling" if row["priced"] else "to settle" if ready else "running"
    early_until = row["start"] + view.numbers["EARLY"]
    return AuctionRow(
        token=view.person(token),
        number=row["number"],
        state=state,
        start=row["start"],
        end=row["ends"],
        sells_until=row["ends"] - view.numbers["SELLS_CLOSE"],
        early_until=early_until,
        extended=bool(row["extended"]),
        restarts=row["restarts"],
        cancelled=bool(row["cancelled"]),
        sells=len(sells),
        buys=len(buys),
        sell_units=sum(one.units for one in sells),
        buy_units=sum(one.units for one in buys),
        would_clear=_would(cleared),
        my_order=mine,
        can_withdraw=mine is not None
        and mine.side == "buy"
        and not ready
        and row["restarts"] > 0
        and view.now < early_until,
        price=row["price"],
        units=row["units"],
        money=row["money"],
        settled_at=None,
        settle_ready=ready and view.now >= _halted_until(view, token),
        next_open=0,
    )


def _between_row(view: View, token: int) -> AuctionRow:
    """The row of a token no auction of which runs."""
    last = view.tables.row(
        "SELECT * FROM auction WHERE token = ? ORDER BY number DESC LIMIT 1", token
    )
    sells, buys = _sides(view, token, None)
    mine = next((one for one in buys if one.mine), None)
    next_open = max(_halted_until(view, token), last["settled"] + DAY if last else 0)
    return AuctionRow(
        token=view.person(token),
        number=last["number"] if last else 0,
        state="between",
        start=None,
        end=None,
        sells_until=None,
        early_until=None,
        extended=False,
        restarts=0,
        cancelled=False,
        sells=len(sells),
        buys=len(buys),
        sell_units=0,
        buy_units=sum(one.units for one in buys),
        would_clear=None,
        my_order=mine,
        can_withdraw=mine is not None,
        price=last["price"] if last else None,
        units=last["units"] if last else 0,
        money=last["money"] if last else 0,
        settled_at=last["settled"] if last else None,
        settle_ready=False,
        next_open=next_open,
    )


def _past_row(view: View, row: Row) -> AuctionRow:
    return AuctionRow(
        token=view.person(row["token"]),
        number=row["number"],
        state="settled",
        start=row["start"],
        end=row["ends"],
        sells_until=None,
        early_until=None,
        extended=bool(row["extended"]),
        restarts=row["restarts"],
        cancelled=bool(row["cancelled"]),
        sells=0,
        buys=0,
        sell_units=0,
        buy_units=0,
        would_clear=None,
        my_order=None,
        can_withdraw=False,
        price=row["price"],
        units=row["units"],
        money=row["money"],
        settled_at=row["settled"],
        settle_ready=False,
        next_open=0,
    )


def _sides(
    view: View, token: int, running: Row | None
) -> tuple[tuple[OrderRow, ...], tuple[OrderRow, ...]]:
    """The standing orders, sells lowest first and buys highest first."""
    cleared = would_clear(view, token, running)
    sells: list[tuple[int, int, OrderRow]] = []
    buys: list[tuple[int, int, OrderRow]] = []
    for row in view.tables.rows("SELECT * FROM ask WHERE token = ?", token):
        sell = row["side"] == folds_auction.SELL
        fills = (cleared.sold if sell else cleared.bought) if cleared and running else {}
        until = running["start"] + view.numbers["EARLY"] if running else view.now
        order = OrderRow(
            person=view.person(row["person"]),
            side="sell" if sell else "buy",
            units=row["units"],
            price=row["price"],
            money=money_of(row["units"], row["price"]) if sell else row["money"],
            placed=row["placed"],
            expires=row["expires"],
            mine=view.is_me(row["person"]),
            early=not sell and row["placed"] <= until,
            fills=fills.get(row["person"], 0),
        )
        if sell:
            sells.append((row["price"], row["seq"], order))
        else:
            buys.append((-row["price"], row["seq"], order))
    return _orders(sells), _orders(buys)


def _orders(side: list[tuple[int, int, OrderRow]]) -> tuple[OrderRow, ...]:
    return tuple(one[2] for one in sorted(side, key=lambda one: one[:2]))


def _would(cleared: Cleared | None) -> WouldClear | None:
    if cleared is None:
        return None
    return WouldClear(cleared.price, cleared.units, money_of(cleared.units, cleared.price))


def _halted_until(view: View, token: int) -> int:
    row = view.tables.row("SELECT halted_until FROM token WHERE id = ?", token)
    return row["halted_until"] if row else 0
