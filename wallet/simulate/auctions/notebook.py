"""What is noted of each settlement, and of the reference price day by day."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from wallet.rules.clearing import Clearing, Order
from wallet.rules.order_book import Call
from wallet.rules.units import price_of

PRICE = 10**12
"""A dollar a share, as the rules count prices."""
UNIT = 10**18
"""A share, in base units."""


@dataclass
class Notebook:
    """Sums over one run; money in dollars."""

    looked: Sequence[int]
    """When an honest person looked, in order."""
    auctions: int = 0
    traded: float = 0.0
    """Dollars that changed hands."""
    sold: float = 0.0
    sold_answerable: float = 0.0
    """Of it, sold while somebody honest looked who could have bid more."""
    bought: float = 0.0
    """Dollars that early buyers paid, whose cost counts beyond the reference price."""
    bought_answerable: float = 0.0
    """Of it, while somebody honest looked who could have sold to it."""
    honest_paid: float = 0.0
    honest_unbelieved: float = 0.0
    """Of what honest buyers paid, what does not count as their cost."""
    wanted: float = 0.0
    """What all trades that people had a reason for would be worth beyond the value, at once."""
    surplus: float = 0.0
    """What came of it."""
    price_errors: list[float] = field(default_factory=list)
    reference_errors: list[float] = field(default_factory=list)
    reference_peak: float = 0.0
    """The highest reference price in values of the share."""
    reference_least: float = math.inf
    watched: int = 0
    """A person whose costs are of interest; 0: nobody."""
    false_cost: float = 0.0
    """Believed cost of that person's purchases above what the shares were worth then."""

    def reference(self, price: int | None, value: float) -> None:
        """Note how far the reference price is from the value."""
        if price:
            of_value = price / PRICE / value
            self.reference_errors.append(abs(math.log(of_value)))
            self.reference_peak = max(self.reference_peak, of_value)
            self.reference_least = min(self.reference_least, of_value)

    def settlement(
        self,
        call: Call,
        cleared: Clearing,
        costs: dict[int, int],
        value: float,
        times: tuple[int, int],
        honest: set[int],
        early: set[int],
    ) -> None:
        """Note who trades; `times` are the ends of selling and of the auction."""
        price = cleared.price / PRICE
        self.auctions += 1
        self.traded += dollars(cleared.units, price)
        self.price_errors.append(abs(math.log(price / value)))
        for person, units in cleared.sold.items():
            worth = dollars(units, price)
            self.sold += worth
            if self.somebody(call.sells[person].placed, times[1]):
                self.sold_answerable += worth
        for person, units in cleared.bought.items():
            buy = call.buys[person]
            paid = price_of(units, cleared.price) / 10**6
            if person in early:
                self.bought += paid
                if self.somebody(buy.placed, times[0]):
                    self.bought_answerable += paid
            if person in honest:
                self.honest_paid += paid
                self.honest_unbelieved += max(0.0, paid - costs[person] / 10**6)
            elif person == self.watched:
                self.false_cost += max(0.0, costs[person] / 10**6 - dollars(units, value))

    def somebody(self, since: int, until: int) -> bool:
        """Whether an honest person looked between two times."""
        return bisect_left(self.looked, since) < bisect_right(self.looked, until - 1)


def dollars(units: int, price: float) -> float:
    """What units are worth at a price a share."""
    return units / UNIT * price


def best(orders: Sequence[Order], sells: bool) -> Order | None:
    """The best order of a side: the lowest sell or the highest buy, the earlier among equals."""
    if not orders:
        return None
    sign = 1 if sells else -1
    return min(orders, key=lambda order: (sign * order.limit, order.turn))
