"""Orders far from the reference price for shares of somebody whom I hold.

An auction protects a price only by those who watch it. Whoever holds is told when shares are being
sold far below what they were worth last, or wanted far above it, while they can still answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wallet.books import folds_auction
from wallet.books.auctions import standing_bids
from wallet.books.clearing import Bid
from wallet.books.persons import PersonRef
from wallet.books.view import View

FAR_BELOW: Final = (3, 4)
FAR_ABOVE: Final = (4, 3)
"""How far is far: below three quarters of the reference price, or above four thirds."""
SELL: Final = "sell"
BUY: Final = "buy"


@dataclass(frozen=True, slots=True)
class OddPrice:
    """Orders of others for `token`: `units` of them, the furthest at `price`, made by `maker`.

    `off` is how far that is from the reference, in hundredths of a per cent of it. Until `until`
    they can be answered: sells by a bid, buys by a sell order (None: at any time).
    """

    token: PersonRef
    side: str
    maker: PersonRef
    makers: int
    units: int
    price: int
    reference: int
    off: int
    until: int | None
    my_units: int


def odd_prices(view: View) -> tuple[OddPrice, ...]:
    """All such orders for shares that whoever looks holds, the furthest first."""
    rows = view.tables.rows(
        "SELECT DISTINCT p.token, p.units, t.reference FROM position p"
        " JOIN ask a ON a.token = p.token JOIN token t ON t.id = p.token"
        " WHERE p.person = ? AND p.token != p.person AND p.units != '0' AND t.reference != '0'",
        view.me or 0,
    )
    found = [
        one for row in rows for one in _of_token(view, row["token"], row["units"], row["reference"])
    ]
    return tuple(sorted(found, key=lambda one: (-one.off, one.token.id)))


def _of_token(view: View, token: int, mine: int, reference: int) -> Iterator[OddPrice]:
    running = folds_auction.running(view.tables, token)
    if running is not None and (running["cancelled"] or running["priced"]):
        return
    if running is not None and view.now >= running["ends"]:
        return
    sells, buys = standing_bids(view, token, running)
    low = [
        one
        for one in sells
        if one.person != view.me and one.price * FAR_BELOW[1] < reference * FAR_BELOW[0]
    ]
    high = [
        one
        for one in buys
        if one.person != view.me and one.price * FAR_ABOVE[1] > reference * FAR_ABOVE[0]
    ]
    if low:
        furthest = min(low, key=lambda one: one.price)
        until = running["ends"] if running else None
        yield _odd(view, token, SELL, furthest, low, reference, until, mine)
    last = running["ends"] - view.numbers["SELLS_CLOSE"] if running else None
    if high and (last is None or view.now < last):
        furthest = max(high, key=lambda one: one.price)
        yield _odd(view, token, BUY, furthest, high, reference, last, mine)


def _odd(
    view: View,
    token: int,
    side: str,
    furthest: Bid,
    orders: list[Bid],
    reference: int,
    until: int | None,
    mine: int,
) -> OddPrice:
    return OddPrice(
        token=view.person(token),
        side=side,
        maker=view.person(furthest.person),
        makers=len(orders),
        units=sum(one.units for one in orders),
        price=furthest.price,
        reference=reference,
        off=abs(furthest.price - reference) * 10_000 // reference,
        until=until,
        my_units=mine,
    )
