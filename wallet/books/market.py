"""What an order would come to: everything a form must know to say so while somebody types.

A `Market` is read once; the functions over it are pure and repeat the contracts' arithmetic. They
speak of the orders that stand now: until the auction ends others may come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from wallet.base.money import money_of
from wallet.books import folds_auction, holdings
from wallet.books.auctions import OrderRow, auction, displaced, standing_bids
from wallet.books.clearing import Bid, Cleared, clear
from wallet.books.persons import PersonRef
from wallet.books.sums import outside, passes_on
from wallet.books.view import View

MOST_LOTS: Final = 8
"""A purchase beyond these joins the newest lot."""
_LAST: Final = 2**63
"""The place in line of an order that is not placed yet."""


class Lot(Protocol):
    """A lot as both the books and the ledger's views say it."""

    @property
    def units(self) -> int:
        """Units still held."""
        ...

    @property
    def cost(self) -> int:
        """Their believed cost."""
        ...


@dataclass(frozen=True, slots=True)
class HeldLot:
    """A lot that may be sold now."""

    units: int
    cost: int


@dataclass(frozen=True, slots=True)
class Market:
    """One token's auction as it concerns whoever looks.

    `state` is as in `AuctionRow`. `lots` are the unlocked ones, oldest first, `lot_count` counts
    all. `outside` are the units of whoever looks that others hold: their part of a gain.
    """

    token: PersonRef
    me: int
    at: int
    state: str
    end: int | None
    sells_until: int | None
    early_until: int | None
    next_open: int
    reference: int | None
    dollars: int | None
    units: int
    sellable: int
    lots: tuple[HeldLot, ...]
    lot_count: int
    outside: int
    order: OrderRow | None
    sells: tuple[Bid, ...]
    buys: tuple[Bid, ...]
    gone_sell: int | None
    gone_buy: int | None

    @property
    def takes_sells(self) -> bool:
        """Whether a sell order could be placed now: in a running auction, or opening one."""
        if self.state == "running":
            return self.sells_until is not None and self.at < self.sells_until
        return self.state == "between" and self.at >= self.next_open

    @property
    def takes_buys(self) -> bool:
        """Whether a buy order could be placed now."""
        return self.state in ("running", "between")

    @property
    def early(self) -> bool:
        """Whether a buy order placed now counts as early: all of its cost can be believed."""
        return self.early_until is None or self.at <= self.early_until


@dataclass(frozen=True, slots=True)
class Sale:
    """What selling `units` at `price` would bring: of `gain`, `shared` goes to one's holders."""

    units: int
    price: int
    proceeds: int
    cost: int
    gain: int
    shared: int


@dataclass(frozen=True, slots=True)
class Selling:
    """A sell order: at its lowest price, and at the orders there are now (None: none trades)."""

    least: Sale
    now: Sale | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What buying `units` at `price` would take: of what is `paid`, `believed` counts as cost."""

    units: int
    price: int
    paid: int
    believed: int


@dataclass(frozen=True, slots=True)
class Buying:
    """A buy order: the money laid in, what is paid at most, and what at the orders there are."""

    stake: int
    most: Purchase
    now: Purchase | None


def market(view: View, token: int) -> Market:
    """What whoever looks must know to place an order for `token`."""
    page = auction(view, token)
    row = page.row
    running = folds_auction.running(view.tables, token)
    sells, buys = standing_bids(view, token, running)
    me = view.me or 0
    lots = holdings.lots(view.tables, token, me)
    gone_sell, gone_buy = displaced(running)
    return Market(
        token=row.token,
        me=me,
        at=view.now,
        state=row.state,
        end=row.end,
        sells_until=row.sells_until,
        early_until=row.early_until,
        next_open=row.next_open,
        reference=page.reference,
        dollars=view.dollars,
        units=page.my_units,
        sellable=page.my_sellable,
        lots=tuple(
            HeldLot(lot["units"], lot["cost"]) for lot in lots if lot["unlocks"] <= view.now
        ),
        lot_count=len(lots),
        outside=outside(view.tables, me),
        order=row.my_order,
        sells=tuple(sells),
        buys=tuple(buys),
        gone_sell=gone_sell,
        gone_buy=gone_buy,
    )


def if_sold(seen: Market, units: int, lowest: int) -> Selling:
    """What a sell order of `units` (above zero) for at least `lowest` a share would come to."""
    cleared = _cleared(seen, Bid(seen.me, units, lowest, _LAST), sells=True)
    filled = cleared.sold.get(seen.me, 0) if cleared else 0
    now = sale_of(seen, filled, cleared.price) if cleared and filled else None
    return Selling(sale_of(seen, units, lowest), now)


def if_bought(seen: Market, units: int, highest: int) -> Buying:
    """What a buy order of `units` (above zero) for at most `highest` a share would come to."""
    cleared = _cleared(seen, Bid(seen.me, units, highest, _LAST), sells=False)
    filled = cleared.bought.get(seen.me, 0) if cleared else 0
    now = purchase_of(seen, filled, cleared.price) if cleared and filled else None
    return Buying(money_of(units, highest, up=True), purchase_of(seen, units, highest), now)


def sale_of(seen: Market, units: int, price: int) -> Sale:
    """What selling `units` at `price` would be, lot by lot."""
    proceeds, cost, gain = gain_of(units, price, seen.lots)
    return Sale(units, price, proceeds, cost, gain, passes_on(gain, seen.outside))


def purchase_of(seen: Market, units: int, price: int) -> Purchase:
    """What buying `units` at `price` would be; by the rule of whose price counts.

    An early buyer's cost is believed up to twice the reference price where there is one, a later
    one's up to it, and so is that of a purchase that joins the newest of eight lots.
    """
    paid = money_of(units, price, up=True)
    early = seen.early and seen.lot_count < MOST_LOTS
    if seen.reference is None:
        return Purchase(units, price, paid, paid if early else 0)
    cap = 2 * seen.reference if early else seen.reference
    return Purchase(units, price, paid, min(paid, money_of(units, cap)))


def gain_of(units: int, price: int, unlocked: Iterable[Lot]) -> tuple[int, int, int]:
    """Proceeds, believed cost and gain of selling `units` at `price` out of unlocked lots.

    Lots go first in, first out; each has its own gain, so that a loss on one makes no credit for
    another. Proceeds are split over them by cumulative floor, as the ledger does.
    """
    proceeds = money_of(units, price)
    cost = gain = sold = paid_out = 0
    for lot in unlocked:
        taken = min(units - sold, lot.units)
        if not taken:
            continue
        lot_cost = lot.cost * taken // lot.units
        sold += taken
        part = proceeds * sold // units - paid_out
        paid_out += part
        cost += lot_cost
        gain += max(0, part - lot_cost)
    return proceeds, cost, gain


def _cleared(seen: Market, mine: Bid, *, sells: bool) -> Cleared | None:
    """What the auction would clear at with one order more; an order of mine before it is gone."""
    asks = [bid for bid in seen.sells if bid.person != seen.me]
    bids = [bid for bid in seen.buys if bid.person != seen.me]
    (asks if sells else bids).append(mine)
    return clear(asks, bids, seen.gone_sell, seen.gone_buy)
