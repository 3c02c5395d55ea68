"""The one price at which an auction clears, by the same rule as the contract.

Sells are taken lowest price first, buys highest first, the earlier among equals, while the buy's
price is at least the sell's. The price is midway between L, the higher of the last filled sell
and the best buy left wholly or partly unfilled, and U, the lower of the last filled buy and the
best sell left so; where these cross, L; and nobody trades outside their limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bid:
    """One order as clearing sees it: who, how much, the limit, the place in line."""

    person: int
    units: int
    price: int
    seq: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """The price, the units that trade, and how many of them each seller and buyer trades."""

    price: int
    units: int
    sold: Mapping[int, int] = field(default_factory=dict)
    bought: Mapping[int, int] = field(default_factory=dict)


def clear(
    sells: Sequence[Bid],
    buys: Sequence[Bid],
    gone_sell: int | None = None,
    gone_buy: int | None = None,
) -> Cleared | None:
    """What these orders would clear at; None when nothing matches.

    `gone_sell` and `gone_buy` are the best prices of orders that had to make room: they are not
    filled, but count when the price is set.
    """
    asks = sorted(sells, key=lambda bid: (bid.price, bid.seq))
    bids = sorted(buys, key=lambda bid: (-bid.price, bid.seq))
    sold: dict[int, int] = {}
    bought: dict[int, int] = {}
    i = j = units = 0
    last_sell = last_buy = 0
    while i < len(asks) and j < len(bids) and bids[j].price >= asks[i].price:
        ask, bid = asks[i], bids[j]
        part = min(ask.units - sold.get(ask.person, 0), bid.units - bought.get(bid.person, 0))
        sold[ask.person] = sold.get(ask.person, 0) + part
        bought[bid.person] = bought.get(bid.person, 0) + part
        units += part
        last_sell, last_buy = ask.price, bid.price
        i += sold[ask.person] == ask.units
        j += bought[bid.person] == bid.units
    if not units:
        return None
    low = max([last_sell, *(bid.price for bid in bids[j : j + 1]), gone_buy or 0])
    high = min([last_buy, *(ask.price for ask in asks[i : i + 1]), gone_sell or last_buy])
    price = low if low > high else (low + high) // 2
    return Cleared(min(max(price, last_sell), last_buy), units, sold, bought)
