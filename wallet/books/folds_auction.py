"""What the auction's events mean: clocks, standing orders, settlements.

A fill comes as the ledger's `Sold`; those of its two orders are taken down here as well.
"""

from __future__ import annotations

from typing import Final

from wallet.base.money import MAX_PRICE
from wallet.books.rows import Record, Rows
from wallet.books.rule_numbers import number_in
from wallet.books.store import Row, Tables
from wallet.chain.logs import Event

SELL: Final = 1
BUY: Final = 2
DISPLACED: Final = 2
SURPLUS: Final = 4
"""Reasons of a release that need more than taking the order away."""


def running(tables: Tables, token: int) -> Row | None:
    """The auction of a token that is not settled yet."""
    return tables.row("SELECT * FROM auction WHERE token = ? AND settled IS NULL", token)


def filled(rows: Rows, event: Event) -> None:
    """Take a pair's trade (a `Sold` of the ledger) off its two orders."""
    said = event.fields
    token, units = said["token"], said["units"]
    for person, money in ((said["seller"], 0), (said["buyer"], said["paid"])):
        order = rows.get("ask", token, person)
        if order is not None:
            _reduce(rows, order, units, money)


def _opened(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "auction",
        token=said["token"],
        number=said["number"],
        opened=said["start"],
        start=said["start"],
        ends=said["end"],
    )


def _sell_placed(rows: Rows, event: Event) -> None:
    _place(rows, event, SELL, event.fields["lowest"], 0, None)


def _buy_placed(rows: Rows, event: Event) -> None:
    said = event.fields
    _place(rows, event, BUY, said["highest"], said["staked"], said["expires"])


def _place(
    rows: Rows, event: Event, side: int, price: int, money: int, expires: int | None
) -> None:
    said = event.fields
    rows.add(
        "ask",
        token=said["token"],
        person=said["person"],
        side=side,
        units=said["units"],
        price=price,
        money=money,
        placed=event.at,
        expires=expires,
        seq=said["seq"],
        of_banned=rows.need("person", said["person"])["banned"],
    )


def _released(rows: Rows, event: Event) -> None:
    said = event.fields
    token, person = said["token"], said["person"]
    order = rows.get("ask", token, person)
    if said["reason"] == SURPLUS:
        if order is not None:
            _reduce(rows, order, said["units"], said["money"])
        return
    if order is None:
        return  # filled whole a moment ago
    if said["reason"] == DISPLACED:
        _remember(rows, token, order)
    rows.drop("ask", token, person)


def _remember(rows: Rows, token: int, order: Record) -> None:
    """Keep the best price that had to make room: it still counts when the price is set."""
    auction = _running(rows, token)
    if auction is None:
        return
    sells = order["side"] == SELL
    column = "gone_sell" if sells else "gone_buy"
    best = (min if sells else max)(order["price"], auction[column] or order["price"])
    rows.change("auction", token, auction["number"], **{column: best})


def _extended(rows: Rows, event: Event) -> None:
    _change(rows, event.fields["token"], ends=event.fields["end"], extended=1)


def _restarted(rows: Rows, event: Event) -> None:
    said = event.fields
    restarts = _clock(rows, said["token"])["restarts"] + 1
    _change(rows, said["token"], start=said["start"], ends=said["end"], restarts=restarts)


def _cancelled(rows: Rows, event: Event) -> None:
    _change(rows, event.fields["token"], cancelled=1)


def _halted(rows: Rows, event: Event) -> None:
    said = event.fields
    token, until = said["token"], said["until"]
    auction = _running(rows, token)
    before = rows.get("token", token)
    since = max(event.at, before["halted_until"] if before else 0)
    if auction is not None:
        start = auction["start"]
        # The first hours are over or not; a late order must not become an early one by a halt.
        if since < auction["ends"] and since <= start + number_in(rows, "EARLY"):
            start += until - since
        _change(rows, token, start=start, ends=said["end"])
    rows.change("token", token, halted_until=until)


def _raised(rows: Rows, event: Event) -> None:
    said = event.fields
    for order in rows.group("ask", said["token"]):
        if order["side"] == SELL:
            price = min(order["price"] + said["by"], MAX_PRICE)
            rows.change("ask", order["token"], order["person"], price=price)


def _priced(rows: Rows, event: Event) -> None:
    said = event.fields
    _change(rows, said["token"], priced=1, price=said["price"], units=said["units"])


def _settled(rows: Rows, event: Event) -> None:
    said = event.fields
    _change(
        rows,
        said["token"],
        settled=event.at,
        price=said["price"] if said["units"] else None,
        units=said["units"],
        money=said["money"],
    )


def _running(rows: Rows, token: int) -> Record | None:
    """The auction of a token that is not settled yet."""
    return next((one for one in rows.group("auction", token) if one["settled"] is None), None)


def _clock(rows: Rows, token: int) -> Record:
    found = _running(rows, token)
    if found is None:
        raise KeyError(token)
    return found


def _change(rows: Rows, token: int, **values: object) -> None:
    rows.change("auction", token, _clock(rows, token)["number"], **values)


def _reduce(rows: Rows, order: Record, units: int, money: int) -> None:
    """Take units and money off an order, and the order away when it has neither."""
    units, money = order["units"] - units, order["money"] - money
    if units <= 0 and money <= 0:
        rows.drop("ask", order["token"], order["person"])
    else:
        rows.change("ask", order["token"], order["person"], units=units, money=money)


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
