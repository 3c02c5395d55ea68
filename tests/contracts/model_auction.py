"""Auctions as the rules tell them: everybody together, at one price that is found by trying.

The contract walks two sorted queues; here the traded amount is the best that any price allows,
and the price follows from who was filled and who was left.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from tests.contracts.model import (
    DAY,
    DOLLAR,
    Network,
    Refused,
    Token,
    price_of,
    worth,
)

HOUR = 3_600
MOST_ORDERS = 64


@dataclass
class Order:
    """One person's public offer: units and the price that limits it."""

    person: int
    units: int
    limit: int
    turn: int
    placed: int = 0
    expires: int = 0

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


@dataclass
class Call:
    """The auctions of one token, and the order book that outlives them."""

    token: Token
    sells: dict[int, Order] = field(default_factory=dict)
    buys: dict[int, Order] = field(default_factory=dict)
    running: bool = False
    cancelled: bool = False
    opened: int = 0
    start: int = 0
    end: int = 0
    extended: bool = False
    restarts: int = 0
    last_settled: int | None = None
    last_issuer_news: int | None = None
    turns: int = 0


class Auctions:
    """All auctions of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.calls: dict[int, Call] = {}

    def call(self, issuer: int) -> Call:
        """Return a token's book."""
        if issuer not in self.network.tokens:
            raise Refused("no such token")
        return self.calls.setdefault(issuer, Call(self.network.tokens[issuer]))

    @property
    def staked(self) -> int:
        """Money that lies in the ledger for buy orders."""
        return sum(buy.stake for call in self.calls.values() for buy in call.buys.values())

    # Orders

    def sell(self, issuer: int, person: int, units: int, lowest: int) -> None:
        """Place a sell order, opening an auction where none runs."""
        net, call = self.network, self.call(issuer)
        now, reference = net.now, call.token.reference
        if person not in net.people or net.frozen(person):
            raise Refused("unknown or frozen")
        if person == issuer:
            raise Refused("issuers sell by offering")
        if not units or not lowest or units > net.sellable(issuer, person):
            raise Refused("not so many to sell")
        value = worth(units, min(lowest, reference) if reference is not None else lowest)
        if value < 100 * DOLLAR:
            raise Refused("below 100 dollars")
        if person in call.sells:
            raise Refused("one order a token")
        buy = call.buys.get(person)
        if buy and call.running and lowest <= buy.limit:
            raise Refused("would meet the own buy order")
        if call.running:
            until = call.end - DAY if call.extended else call.start + DAY
            if now >= until or call.cancelled:
                raise Refused("too late for sell orders")
        elif call.last_settled is not None and now < call.last_settled + DAY:
            raise Refused("too soon after the last auction")
        if buy:
            self._release_buy(call, buy)
        if not call.running:
            call.running, call.cancelled, call.extended, call.restarts = True, False, False, 0
            call.opened = call.start = now
            call.end = now + 2 * DAY
        call.turns += 1
        call.sells[person] = Order(person, units, lowest, call.turns, now)
        call.token.holding(person).reserved += units

    def buy(self, issuer: int, person: int, units: int, highest: int) -> None:
        """Place a buy order and lay its money in the ledger."""
        net, call = self.network, self.call(issuer)
        if not net.active(person):
            raise Refused("not active")
        if net.overdue_debts(person):
            raise Refused("debts first")
        if person == issuer and net.blocked(person):
            raise Refused("no buying back while an exit or debt is open")
        if worth(units, highest) < 100 * DOLLAR:
            raise Refused("below 100 dollars")
        if person in call.buys or person in call.sells:
            raise Refused("one order a token")
        if call.running and (net.now >= call.end or call.cancelled):
            raise Refused("the auction is over")
        net.pull(person, price_of(units, highest))
        call.turns += 1
        expires = net.now + 30 * DAY
        call.buys[person] = Order(person, units, highest, call.turns, net.now, expires)

    def withdraw(self, issuer: int, person: int) -> None:
        """Take a buy order back: between auctions, or soon after news."""
        call = self.call(issuer)
        if person not in call.buys:
            raise Refused("no buy order")
        after_news = call.restarts and self.network.now < call.start + 12 * HOUR
        if call.running and not after_news:
            raise Refused("the auction has begun")
        self._release_buy(call, call.buys[person])

    def _release_buy(self, call: Call, buy: Order) -> None:
        """Give a buy order's money back."""
        del call.buys[buy.person]
        self.network.reach(buy.person, buy.stake)

    def _release_sell(self, call: Call, sell: Order) -> None:
        """Free the units of a sell order."""
        del call.sells[sell.person]
        call.token.holding(sell.person).reserved -= sell.units

    # News

    def exit_news(self, issuer: int, gain: int) -> None:
        """An exit was reported: raise open sells, and restart the clock unless told recently."""
        call = self.call(issuer)
        if not call.running:
            return
        raised = gain * 10**24 // (10_000_000 * 10**18)
        for sell in call.sells.values():
            sell.limit = min(sell.limit + raised, 2**64 - 1)
        last = call.last_issuer_news
        if last is None or self.network.now >= last + 7 * DAY:
            call.last_issuer_news = self.network.now
            self._restart(call)

    def news(self, issuer: int) -> None:
        """Other news: a debt paid in full, a freeze or a ban of the issuer."""
        call = self.call(issuer)
        if call.running:
            self._restart(call)

    def _restart(self, call: Call) -> None:
        """Start the 48 hours again; the third time the auction ends without a trade."""
        if call.cancelled or self.network.now >= call.end:
            return
        if call.restarts == 2:
            call.cancelled = True
            return
        call.restarts += 1
        call.start, call.end = self.network.now, self.network.now + 2 * DAY

    # Settling

    def settle(self, issuer: int) -> Clearing | None:
        """End an auction: judge the orders, find the price, trade in pairs, release the rest."""
        net, call = self.network, self.call(issuer)
        if not call.running or (net.now < call.end and not call.cancelled):
            raise Refused("not over yet")
        self._judge(call)
        if call.cancelled:
            for buy in list(call.buys.values()):
                self._release_buy(call, buy)
            return self._finish(call, None)
        cleared = clear(list(call.sells.values()), list(call.buys.values()), None, None)
        reference = call.token.reference
        if cleared and reference is not None and not call.extended:
            too_low, too_high = 2 * cleared.price < reference, cleared.price > 2 * reference
            if too_low or too_high:
                call.extended, call.end = True, net.now + 7 * DAY
                return None
        if cleared:
            early = [
                buy.limit
                for buy in call.buys.values()
                if cleared.bought.get(buy.person) and self._early(call, buy)
            ]
            self._trade(call, cleared)
            self._refer(call, cleared, max(early, default=None))
        return self._finish(call, cleared)

    def _finish(self, call: Call, cleared: Clearing | None) -> Clearing | None:
        """Release what did not trade; buy orders stand on."""
        for sell in list(call.sells.values()):
            self._release_sell(call, sell)
        call.running, call.last_settled = False, self.network.now
        return cleared

    def _judge(self, call: Call) -> None:
        """Release the orders of the frozen and banned, and what had lapsed when it opened."""
        net = self.network
        for sell in list(call.sells.values()):
            if net.frozen(sell.person) or net.people[sell.person].banned:
                self._release_sell(call, sell)
        for buy in list(call.buys.values()):
            who = net.people[buy.person]
            gone = net.frozen(buy.person) or who.banned or buy.expires <= call.opened
            expired = who.expires <= call.opened
            owing = any(debt.due < call.opened for debt in net.overdue_debts(buy.person))
            if gone or expired or owing:
                self._release_buy(call, buy)

    def _early(self, call: Call, buy: Order) -> bool:
        """Whether holders had half a day or more to sell to this order."""
        return buy.placed <= call.start + 12 * HOUR

    def _trade(self, call: Call, cleared: Clearing) -> None:
        """Trade pair by pair, as the queues meet, each order to the cent at the one price."""
        net, token, price = self.network, call.token, cleared.price
        reference = token.reference
        sells = sorted(call.sells.values(), key=lambda order: (order.limit, order.turn))
        buys = sorted(call.buys.values(), key=lambda order: (-order.limit, order.turn))
        sold: dict[int, int] = {}
        for sell, _, units in _pairs(sells, buys, cleared):
            done = sold.get(sell.person, 0)
            sold[sell.person] = done + units
            proceeds = worth(done + units, price) - worth(done, price)
            token.holding(sell.person).reserved -= units
            sale = net.take_lots(token.issuer, sell.person, units, proceeds)
            net.reach(sell.person, proceeds - sale.shared)
        for buy in buys:
            units = cleared.bought.get(buy.person, 0)
            if not units:
                continue
            cost = price_of(units, price)
            if (cap := _cap(reference, self._early(call, buy), units)) is not None:
                cost = min(cost, cap)
            joined_cost = min(cost, _cap(reference, False, units) or 0)
            net.give_lot(token.issuer, buy.person, units, cost, joined_cost, 0)
        self._after_trade(call, cleared)

    def _after_trade(self, call: Call, cleared: Clearing) -> None:
        """Shorten what was filled in part; give back what a buyer's stake had too much."""
        for sell in list(call.sells.values()):
            sell.units -= cleared.sold.get(sell.person, 0)
        for buy in list(call.buys.values()):
            filled = cleared.bought.get(buy.person, 0)
            if not filled:
                continue
            stake = buy.stake
            buy.units -= filled
            surplus = stake - price_of(filled, cleared.price) - buy.stake
            if not buy.units:
                del call.buys[buy.person]
            self.network.reach(buy.person, surplus)

    def _refer(self, call: Call, cleared: Clearing, highest_early: int | None) -> None:
        """Move the reference price, if enough money and an early buyer vouch for it."""
        if worth(cleared.units, cleared.price) < 1_000 * DOLLAR or highest_early is None:
            return
        new, old = min(cleared.price, highest_early), call.token.reference
        if old is not None:
            new = min(max(new, (old + 1) // 2), 2 * old)
        call.token.reference = new


def _cap(reference: int | None, early: bool, units: int) -> int | None:
    """Up to what these units' cost is believed; None: whatever was paid."""
    if reference is None:
        return None if early else 0
    return worth(units, 2 * reference if early else reference)


def _pairs(
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
