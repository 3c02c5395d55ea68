"""The order book of a token: who asks, who bids, and who makes room where a side is full."""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.clearing import Order
from wallet.rules.ledger import Token
from wallet.rules.units import DAY, DOLLAR, HOUR, Refused


@dataclass(frozen=True)
class Numbers:
    """What a decision may change about auctions: seconds, and base units of the dollar.

    The last three are constants of the code, which no decision changes.
    """

    length: int = 2 * DAY
    sells_close: int = DAY
    """Before the end."""
    early: int = 12 * HOUR
    run_on: int = 7 * DAY
    buy_life: int = 30 * DAY
    smallest: int = 100 * DOLLAR
    reference_volume: int = 1_000 * DOLLAR
    most_orders: int = 64
    """A side."""
    believed: int = 200
    """Per cent of the reference price up to which an early buyer's cost counts."""
    rise: int = 200
    """Per cent of what it was to which the reference price rises at most."""


CONSTANTS = ("most_orders", "believed", "rise")
"""Numbers that no decision changes."""


@dataclass
class Call:
    """The auctions of one token, and the order book that outlives them."""

    token: Token
    sells: dict[int, Order] = field(default_factory=dict)
    buys: dict[int, Order] = field(default_factory=dict)
    running: bool = False
    cancelled: bool = False
    settling: bool = False
    opened: int = 0
    start: int = 0
    lasts: tuple[int, int] = (0, 0)
    """Since when the time to the end counts, and how long it is, but for stops."""
    extended: bool = False
    restarts: int = 0
    last_settled: int | None = None
    last_issuer_news: int | None = None
    turns: int = 0
    gone_sell: int | None = None
    """The lowest price of a sell that had to make room in this auction."""
    gone_buy: int | None = None
    """The highest price of a buy that had to."""

    @property
    def hears(self) -> bool:
        """Whether news can still restart it: until it is priced."""
        return self.running and not self.settling and not self.cancelled

    def lapsed(self, buy: Order, now: int) -> bool:
        """Whether a buy is too old for the auction that runs, or for the next one."""
        return buy.expires <= (self.opened if self.running else now)

    def in_the_way_of_sell(self, lowest: int, most: int) -> Order | None:
        """Return whose sell makes room for a better one; None where there is room."""
        if len(self.sells) < most:
            return None
        worst = max(self.sells.values(), key=lambda order: (order.limit, order.turn))
        if lowest >= worst.limit:
            raise Refused("no room but for a better one")
        return worst

    def in_the_way_of_buy(self, highest: int, most: int, now: int) -> Order | None:
        """Return whose buy makes room: one that is too old, else the worst for a better one."""
        if len(self.buys) < most:
            return None
        old = [buy for buy in self.buys.values() if self.lapsed(buy, now)]
        if old:
            return min(old, key=lambda order: order.slot)
        worst = max(self.buys.values(), key=lambda order: (-order.limit, order.turn))
        if highest <= worst.limit:
            raise Refused("no room but for a better one")
        return worst

    def remember(self, sell: Order | None, buy: Order | None) -> None:
        """Keep the price of an order that had to make room while an auction binds it."""
        if sell and self.running:
            self.gone_sell = min(sell.limit, self.gone_sell or sell.limit)
        if buy and self.running:
            self.gone_buy = max(buy.limit, self.gone_buy or 0)

    def seat(self, side: dict[int, Order], order: Order) -> None:
        """Enter an order in the first free place of its side."""
        taken = {other.slot for other in side.values()}
        order.slot = next(slot for slot in range(len(taken) + 1) if slot not in taken)
        side[order.person] = order
