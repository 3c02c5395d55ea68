"""What an honest person does when they look: trades for a reason, takes a bargain, or nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from wallet.rules.clearing import Order
from wallet.rules.order_book import Call
from wallet.rules.units import DAY
from wallet.simulate.auctions.exchange import Exchange
from wallet.simulate.auctions.luck import Want
from wallet.simulate.auctions.market import Market
from wallet.simulate.auctions.notebook import PRICE, UNIT, best

LEAST = 101.0
"""Dollars of the smallest order that people make: one above the rule's, for rounding."""
AGAIN = DAY // 2
"""How often who has a reason comes back to it."""


class Place(Protocol):
    """What people stand in; see `stage`."""

    exchange: Exchange
    issuer: int
    call: Call

    @property
    def now(self) -> int:
        """The time, in seconds."""

    def value(self) -> float:
        """What a share is worth to who knows all that is public."""

    def sell(self, person: int, shares: float, price: float) -> bool:
        """Offer shares; whether the rules allowed it."""

    def buy(self, person: int, shares: float, price: float) -> bool:
        """Ask for shares; whether the rules allowed it."""

    def withdraw(self, person: int) -> bool:
        """Take a buy back; whether the rules allowed it."""


@dataclass
class Reason:
    """A want that is not satisfied yet."""

    want: Want
    left: float
    """Shares still to sell, or dollars still to spend."""
    since: int

    def fresh(self, now: int, patience: float) -> float:
        """How much of it is left after this time: it fades evenly."""
        return max(0.0, 1.0 - (now - self.since) / (patience * DAY))


class Honest:
    """One honest person."""

    def __init__(self, place: Place, person: int, market: Market) -> None:
        self.place = place
        self.person = person
        self.market = market
        self.reason: Reason | None = None

    @property
    def shares(self) -> float:
        """How many they can sell."""
        place = self.place
        return place.exchange.network.sellable(place.issuer, self.person) / UNIT

    @property
    def money(self) -> float:
        """Dollars that they can spend."""
        return self.place.exchange.network.people[self.person].cash / 10**6

    def want(self, want: Want) -> float:
        """Get a reason to trade, and forget an older one; dollars that it is worth if all goes."""
        left = want.part * (self.shares if want.sells else self.money)
        self.reason = Reason(want, left, self.place.now)
        return left * want.urgency * (self.place.value() if want.sells else 1.0)

    def urgent(self) -> Reason | None:
        """The reason that they have now, if any is left."""
        reason = self.reason
        if reason and (reason.left <= 0 or not reason.fresh(self.place.now, self.market.patience)):
            self.reason = reason = None
        return reason

    def traded(self, sells: bool, shares: float, price: float) -> float:
        """Take a trade off the reason; what it was worth to them beyond the value, in dollars."""
        reason = self.reason
        if reason is None or reason.want.sells != sells:
            return 0.0
        counted = min(shares, reason.left if sells else reason.left / price)
        reason.left -= counted if sells else counted * price
        fresh = reason.fresh(self.place.now, self.market.patience)
        return counted * self.place.value() * reason.want.urgency * fresh

    # Looking

    def look(self, off: float) -> None:
        """Look at the token, wrong by so much of a logarithm."""
        place, call = self.place, self.place.call
        reason = self.urgent()
        if not (reason or call.running or call.buys):
            return  # nothing to see
        thinks = place.value() * math.exp(off)
        if self.person in call.sells:
            return
        if standing := call.buys.get(self.person):
            if call.running or not self._regrets(standing, thinks, reason):
                return
            place.withdraw(self.person)
        if reason and reason.want.sells:
            self._ask(reason.left, thinks * (1 - reason.want.urgency))
        elif reason:
            self._bid(reason.left, thinks * (1 + reason.want.urgency))
        else:
            self._bargain(thinks)

    def _regrets(self, standing: Order, thinks: float, reason: Reason | None) -> bool:
        """Whether a buy that stands asks for more than they would now."""
        most = 1 + reason.want.urgency if reason and not reason.want.sells else self._less
        return standing.limit / PRICE > 1.05 * thinks * most

    @property
    def _less(self) -> float:
        """What they bid without a reason, as a part of what they think it is worth."""
        return 1 - self.market.margin

    def _bargain(self, thinks: float) -> None:
        """Buy what is cheap, or sell to who pays a lot."""
        call, rule = self.place.call, self.place.exchange.rule
        low, high = thinks * self._less, thinks * (1 + self.market.margin)
        if rule.sealed:
            if call.running:
                self._bid(self.money / 2, low)
            return
        ask, bid = best(list(call.sells.values()), True), best(list(call.buys.values()), False)
        # The price will lie about midway between their own limit and the other side's best.
        if call.running and ask and ask.limit < low * PRICE:
            brings = self._on_offer(low) * (thinks - (low + ask.limit / PRICE) / 2)
            if brings >= self.market.bother:
                self._bid(self.money / 2, low)
                return
        if bid and bid.limit > high * PRICE:
            brings = self._asked_for(high) * ((high + bid.limit / PRICE) / 2 - thinks)
            if brings >= self.market.bother:
                self._ask(self.shares / 2, high)

    def _on_offer(self, price: float) -> float:
        """Shares that are for sale at a price and that nobody has bid as much for."""
        limit, call = price * PRICE, self.place.call
        offered = sum(sell.units for sell in call.sells.values() if sell.limit <= limit)
        taken = sum(buy.units for buy in call.buys.values() if buy.limit >= limit)
        return max(0, offered - taken) / UNIT

    def _asked_for(self, price: float) -> float:
        """Shares that are wanted at a price and that nobody offers for as little."""
        limit, call = price * PRICE, self.place.call
        wanted = sum(buy.units for buy in call.buys.values() if buy.limit >= limit)
        given = sum(sell.units for sell in call.sells.values() if sell.limit <= limit)
        return max(0, wanted - given) / UNIT

    # Orders

    def _ask(self, shares: float, price: float) -> None:
        """Offer so many shares, as far as they have them."""
        shares = min(shares, self.shares)
        if not shares:
            return
        reference = self.place.call.token.reference
        counts = min(price, reference / PRICE) if reference else price
        if shares * counts < LEAST:
            shares = min(self.shares, LEAST / counts)
        self.place.sell(self.person, shares, price)

    def _bid(self, money: float, price: float) -> None:
        """Ask for shares for so many dollars, as far as they have them."""
        price *= 1 - self.place.exchange.rule.shade
        money = min(max(money, LEAST), self.money * 0.999)
        self.place.buy(self.person, money / price, price)
