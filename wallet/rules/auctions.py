"""Auctions as the rules tell them: orders, the clock, news, and what a settlement leaves."""

from __future__ import annotations

from wallet.rules.clearing import Order
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Network
from wallet.rules.order_book import Call, Numbers
from wallet.rules.settling import Settling
from wallet.rules.units import DAY, Refused, S, price_of, worth


class Auctions(Settling):
    """All auctions of a network."""

    def __init__(self, network: Network, numbers: Numbers | None = None) -> None:
        super().__init__(network, numbers or Numbers())
        self.reported: set[int] = set()
        network.when_paid_off = self.debt_news

    # Stops

    def stop(self, until: int) -> None:
        """Stop the market."""
        self.stops.stop(self.network.now, until)

    def halt(self, issuer: int, until: int) -> None:
        """Stop a token."""
        self.stops.halt(issuer, self.network.now, until)

    # Orders

    def sell(self, issuer: int, person: int, units: int, lowest: int) -> None:
        """Place a sell order, opening an auction where none runs."""
        net, call = self.network, self.call(issuer)
        now, reference = net.now, call.token.reference
        if person not in net.people or net.frozen(person):
            raise Refused("unknown or frozen")
        if self.stops.stopped(issuer, now):
            raise Refused("stopped")
        if person == issuer:
            raise Refused("issuers sell by offering")
        if not units or not lowest or units > net.sellable(issuer, person):
            raise Refused("not so many to sell")
        value = worth(units, min(lowest, reference) if reference is not None else lowest)
        if value < self.numbers.smallest:
            raise Refused("too small")
        if person in call.sells:
            raise Refused("one order a token")
        buy = call.buys.get(person)
        if buy and call.running and lowest <= buy.limit:
            raise Refused("would meet the own buy order")
        if call.running:
            # The first 24 hours of 48; all but the last 24 of an extended auction.
            closed = 0 if Flaw.NO_TIME in net.flaws else self.numbers.sells_close
            if now >= self.end(call) - closed or call.cancelled:
                raise Refused("too late for sell orders")
        elif call.last_settled is not None and now < call.last_settled + DAY:
            raise Refused("too soon after the last auction")
        worse = call.in_the_way_of_sell(lowest, self.numbers.most_orders)
        if buy:
            self._release_buy(call, buy)
        if worse:
            call.remember(worse, None)
            self._release_sell(call, worse)
        if not call.running:
            call.running, call.cancelled, call.extended, call.restarts = True, False, False, 0
            call.opened = call.start = now
            call.lasts = now, self.numbers.length
        call.turns += 1
        sell = Order(person, units, lowest, call.turns, now, after_ban=net.people[person].banned)
        call.seat(call.sells, sell)
        call.token.holding(person).reserved += units

    def buy(self, issuer: int, person: int, units: int, highest: int) -> None:
        """Place a buy order and lay its money in the ledger."""
        net, call = self.network, self.call(issuer)
        if not net.active(person):
            raise Refused("not active")
        if self.stops.stopped(issuer, net.now):
            raise Refused("stopped")
        if self.law and self.law.buyers(net, issuer, [person]) != [person]:
            raise Refused("may not have them")
        if net.overdue_debts(person):
            raise Refused("debts first")
        if person == issuer and net.blocked(person):
            raise Refused("no buying back while an exit or debt is open")
        if worth(units, highest) < self.numbers.smallest:
            raise Refused("too small")
        if person in call.buys or person in call.sells:
            raise Refused("one order a token")
        if call.running and (net.now >= self.end(call) or call.cancelled):
            raise Refused("the auction is over")
        stake = price_of(units, highest)
        counted = self.law is not None and not net.people[person].document
        most = net.numbers.world_limit
        if self.law and counted and self.law.spent.get(person, 0) + stake > most:
            raise Refused("without a document")
        worse = call.in_the_way_of_buy(highest, self.numbers.most_orders, net.now)
        net.pull(person, stake)
        if worse:
            if not call.lapsed(worse, net.now):
                call.remember(None, worse)
            self._release_buy(call, worse)
        if self.law and counted:
            self.law.spent[person] = self.law.spent.get(person, 0) + stake
        call.turns += 1
        expires = net.now + self.numbers.buy_life
        order = Order(person, units, highest, call.turns, net.now, expires, counted=counted)
        call.seat(call.buys, order)

    def withdraw(self, issuer: int, person: int) -> None:
        """Take a buy order back: between auctions, or soon after news."""
        call = self.call(issuer)
        if person not in call.buys:
            raise Refused("no buy order")
        after_news = call.restarts and self._ran(call, self.network.now) < self.numbers.early
        if call.running and (call.cancelled or not after_news):
            raise Refused("the auction has begun")
        self._release_buy(call, call.buys[person])

    def release(self, issuer: int, person: int) -> None:
        """Give a buy order back that is too old for any auction; anyone may ask."""
        call = self.call(issuer)
        buy = call.buys.get(person)
        if buy is None or (call.running and call.cancelled):
            raise Refused("no buy order, or all are given back")
        if not call.lapsed(buy, self.network.now):
            raise Refused("not so old")
        self._release_buy(call, buy)

    # News

    def exit_news(self, issuer: int, gain: int) -> None:
        """An exit was reported: raise open sells, and restart the clock unless told recently."""
        first = issuer not in self.reported
        self.reported.add(issuer)
        call = self.calls.get(issuer)
        if call is None or not call.hears:
            return
        raised = gain * 10**24 // S
        for sell in call.sells.values():
            sell.limit = min(sell.limit + raised, 2**64 - 1)
        if first:
            self._restart(call)
        else:
            self._restart_weekly(call)

    def debt_news(self, issuer: int) -> None:
        """A debt was paid in full."""
        call = self.calls.get(issuer)
        if call is not None and call.hears:
            self._restart_weekly(call)

    def standing_news(self, issuer: int) -> None:
        """The issuer was frozen or banned."""
        call = self.calls.get(issuer)
        if call is not None and call.hears:
            self._restart(call)

    def _restart_weekly(self, call: Call) -> None:
        """Restart for what an issuer can cause: counts once in seven days."""
        last = call.last_issuer_news
        if last is None or self.network.now >= last + 7 * DAY:
            call.last_issuer_news = self.network.now
            self._restart(call)

    def _restart(self, call: Call) -> None:
        """Start the 48 hours again; the third time the auction ends without a trade."""
        if call.restarts == 2:
            call.cancelled = True
            return
        call.restarts += 1
        call.start = self.network.now
        call.lasts = call.start, self.numbers.length

    # Decisions

    def force(self, issuer: int, giver: int, taker: int, units: int) -> None:
        """Move shares by a decision; an order of the giver goes first. Not whole when refused."""
        net, call = self.network, self.call(issuer)
        if self.law is None:
            raise Refused("nobody counts holders here")
        if giver in call.sells:
            self._release_sell(call, call.sells[giver])
        elif giver in call.buys:
            self._release_buy(call, call.buys[giver])
        self.law.force(net, issuer, giver, taker, units)
        holding = net.tokens[issuer].holding(taker)
        if net.sellable(issuer, taker) < 0 and holding.reserved:
            raise Refused("what is on sale would be locked")
