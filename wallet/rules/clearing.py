"""The one price of an auction, found by trying.

The contract walks two sorted queues; here the traded amount is the best that any price allows,
and the price follows from who was filled and who was left.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from wallet.rules.units import price_of


@dataclass(slots=True)
class Order:
    """One person's public offer: units and the price that limits it."""

    person: int
    units: int
    limit: int
    turn: int
    placed: int = 0
    expires: int = 0
    after_ban: bool = False
    counted: bool = False
    """Its money counts toward what people without a document may pay."""
    slot: int = 0
    """Its place on its side of the book."""

    @property
    def stake(self) -> int:
        """What a buy order lays in the ledger."""
        return price_of(self.units, self.limit)


@dataclass(frozen=True)
class Clearing:
    """The outcome of a call: one price, and how much each order trades."""

    price: int
    units: int
    sold: dict[int, int]
    bought: dict[int, int]


def clear(
    sells: list[Order], buys: list[Order], displaced_sell: int | None, displaced_buy: int | None
) -> Clearing | None:
    """Find the one price; None when no buy reaches a sell. Displaced prices count as left over."""
    sells = sorted(sells, key=lambda order: (order.limit, order.turn))
    buys = sorted(buys, key=lambda order: (-order.limit, order.turn))
    volume = max(
        (
            min(
                sum(buy.units for buy in buys if buy.limit >= trial),
                sum(sell.units for sell in sells if sell.limit <= trial),
            )
            for trial in {order.limit for order in [*sells, *buys]}
        ),
        default=0,
    )
    if not volume:
        return None
    sold, bought = _fill(sells, volume), _fill(buys, volume)
    dearest_sold = max(order.limit for order in sells if sold.get(order.person))
    cheapest_bought = min(order.limit for order in buys if bought.get(order.person))
    left_buys = [o.limit for o in buys if bought.get(o.person, 0) < o.units]
    left_sells = [o.limit for o in sells if sold.get(o.person, 0) < o.units]
    if displaced_buy is not None:
        left_buys.append(displaced_buy)
    if displaced_sell is not None:
        left_sells.append(displaced_sell)
    low = max([dearest_sold, *left_buys])
    high = min([cheapest_bought, *left_sells])
    price = low if low > high else (low + high) // 2
    # A displaced order may have been better than what was filled later: nobody leaves their limit.
    price = min(max(price, dearest_sold), cheapest_bought)
    return Clearing(price, volume, sold, bought)


def _fill(queue: list[Order], volume: int) -> dict[int, int]:
    """Give the volume to the queue from its head."""
    filled: dict[int, int] = {}
    for order in queue:
        part = min(order.units, volume)
        if part:
            filled[order.person] = part
        volume -= part
    return filled


def pairs(
    sells: list[Order], buys: list[Order], cleared: Clearing
) -> list[tuple[Order, Order, int]]:
    """List who trades with whom when both queues are laid side by side."""
    ends = set()
    for queue, filled in ((sells, cleared.sold), (buys, cleared.bought)):
        total = 0
        for order in queue:
            total += filled.get(order.person, 0)
            ends.add(total)
    marks = sorted(ends | {0})
    return [
        (_at(sells, cleared.sold, low), _at(buys, cleared.bought, low), high - low)
        for low, high in itertools.pairwise(marks)
    ]


def _at(queue: list[Order], filled: dict[int, int], unit: int) -> Order:
    """Return whose order the given unit of the whole volume belongs to."""
    total = 0
    for order in queue:
        total += filled.get(order.person, 0)
        if unit < total:
            return order
    raise AssertionError("beyond the volume")
