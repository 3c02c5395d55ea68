"""What the auction's events mean: clocks, standing orders, settlements.

A fill comes as the ledger's `Sold`; those of its two orders are taken down here as well.
"""

from __future__ import annotations

from typing import Final

from wallet.base.money import MAX_PRICE
from wallet.books.holdings import assert_row
from wallet.books.store import Row, Tables
from wallet.chain.logs import Event

SELL: Final = 1
BUY: Final = 2
DISPLACED: Final = 2
SURPLUS: Final = 4
"""Reasons of a release that need more than taking the order away."""
EARLY_SECONDS: Final = 12 * 3_600
"""How long after an auction's start a buy order counts as early."""


def running(tables: Tables, token: int) -> Row | None:
    """The auction of a token that is not settled yet."""
    return tables.row("SELECT * FROM auction WHERE token = ? AND settled IS NULL", token)


def filled(tables: Tables, event: Event) -> None:
    """Take a pair's trade (a `Sold` of the ledger) off its two orders."""
    said = event.fields
    token, units = said["token"], said["units"]
    for person, money in ((said["seller"], 0), (said["buyer"], said["paid"])):
        order = _order(tables, token, person)
        if order is not None:
            _reduce(tables, order, units, money)


def _opened(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "auction",
        token=said["token"],
        number=said["number"],
        opened=said["start"],
        start=said["start"],
        ends=said["end"],
    )


def _sell_placed(tables: Tables, event: Event) -> None:
    _place(tables, event, SELL, event.fields["lowest"], 0, None)


def _buy_placed(tables: Tables, event: Event) -> None:
    said = event.fields
    _place(tables, event, BUY, said["highest"], said["staked"], said["expires"])


def _place(
    tables: Tables, event: Event, side: int, price: int, money: int, expires: int | None
) -> None:
    said = event.fields
    person = assert_row(tables.row("SELECT banned FROM person WHERE id = ?", said["person"]))
    tables.add(
        "ask",
        token=said["token"],
        person=said["person"],
        side=side,
        units=str(said["units"]),
        price=str(price),
        money=str(money),
        placed=event.at,
        expires=expires,
        seq=said["seq"],
        of_banned=person["banned"],
    )


def _released(tables: Tables, event: Event) -> None:
    said = event.fields
    token, person = said["token"], said["person"]
    order = _order(tables, token, person)
    if said["reason"] == SURPLUS:
        if order is not None:
            _reduce(tables, order, said["units"], said["money"])
        return
    if order is None:
        return  # filled whole a moment ago
    if said["reason"] == DISPLACED:
        _remember(tables, token, order)
    tables.run("DELETE FROM ask WHERE token = ? AND person = ?", token, person)


def _remember(tables: Tables, token: int, order: Row) -> None:
    """Keep the best price that had to make room: it still counts when the price is set."""
    auction = running(tables, token)
    if auction is None:
        return
    sells = order["side"] == SELL
    column = "gone_sell" if sells else "gone_buy"
    best = (min if sells else max)(order["price"], auction[column] or order["price"])
    tables.run(
        f"UPDATE auction SET {column} = ? WHERE token = ? AND number = ?",
        str(best),
        token,
        auction["number"],
    )


def _extended(tables: Tables, event: Event) -> None:
    _change(tables, event.fields["token"], ends=event.fields["end"], extended=1)


def _restarted(tables: Tables, event: Event) -> None:
    said = event.fields
    auction = assert_row(running(tables, said["token"]))
    restarts = auction["restarts"] + 1
    _change(tables, said["token"], start=said["start"], ends=said["end"], restarts=restarts)


def _cancelled(tables: Tables, event: Event) -> None:
    _change(tables, event.fields["token"], cancelled=1)


def _halted(tables: Tables, event: Event) -> None:
    said = event.fields
    token, until = said["token"], said["until"]
    auction = running(tables, token)
    before = tables.row("SELECT halted_until FROM token WHERE id = ?", token)
    since = max(event.at, before["halted_until"] if before else 0)
    if auction is not None:
        start = auction["start"]
        # The first hours are over or not; a late order must not become an early one by a halt.
        if since < auction["ends"] and since <= start + EARLY_SECONDS:
            start += until - since
        _change(tables, token, start=start, ends=said["end"])
    tables.run("UPDATE token SET halted_until = ? WHERE id = ?", until, token)


def _raised(tables: Tables, event: Event) -> None:
    said = event.fields
    for order in tables.rows("SELECT * FROM ask WHERE token = ? AND side = 1", said["token"]):
        tables.run(
            "UPDATE ask SET price = ? WHERE token = ? AND person = ?",
            str(min(order["price"] + said["by"], MAX_PRICE)),
            order["token"],
            order["person"],
        )


def _priced(tables: Tables, event: Event) -> None:
    said = event.fields
    _change(tables, said["token"], priced=1, price=str(said["price"]), units=str(said["units"]))


def _settled(tables: Tables, event: Event) -> None:
    said = event.fields
    _change(
        tables,
        said["token"],
        settled=event.at,
        price=str(said["price"]) if said["units"] else None,
        units=str(said["units"]),
        money=str(said["money"]),
    )


def _change(tables: Tables, token: int, **values: object) -> None:
    auction = assert_row(running(tables, token))
    changes = ", ".join(f"{name} = ?" for name in values)
    tables.run(
        f"UPDATE auction SET {changes} WHERE token = ? AND number = ?",
        *values.values(),
        token,
        auction["number"],
    )


def _order(tables: Tables, token: int, person: int) -> Row | None:
    return tables.row("SELECT * FROM ask WHERE token = ? AND person = ?", token, person)


def _reduce(tables: Tables, order: Row, units: int, money: int) -> None:
    """Take units and money off an order, and the order away when it has neither."""
    units, money = order["units"] - units, order["money"] - money
    key = (order["token"], order["person"])
    if units <= 0 and money <= 0:
        tables.run("DELETE FROM ask WHERE token = ? AND person = ?", *key)
    else:
        tables.run(
            "UPDATE ask SET units = ?, money = ? WHERE token = ? AND person = ?",
            str(units),
            str(money),
            *key,
        )


FOLDS: Final = {
    "AuctionOpened": _opened,
    "SellPlaced": _sell_placed,
    "BuyPlaced": _buy_placed,
    "OrderReleased": _released,
    "AuctionExtended": _extended,
    "AuctionRestarted": _restarted,
    "AuctionCancelled": _cancelled,
    "AuctionHalted": _halted,
    "OrdersRaised": _raised,
    "AuctionPriced": _priced,
    "AuctionSettled": _settled,
}
