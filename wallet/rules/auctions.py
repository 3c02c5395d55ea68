"""Auctions as the rules tell them: orders, the clock, news, and what a settlement leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.clearing import Clearing, Order, clear, pairs
from wallet.rules.compliance import Law
from wallet.rules.ledger import Network, Token
from wallet.rules.stops import Stops
from wallet.rules.units import DAY, DOLLAR, HOUR, Refused, S, price_of, worth


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

    @property
    def hears(self) -> bool:
        """Whether news can still restart it: until it is priced."""
        return self.running and not self.settling and not self.cancelled


class Auctions:
    """All auctions of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.calls: dict[int, Call] = {}
        self.reported: set[int] = set()
        self.stops = Stops()
        self.law: Law | None = None
        """Who may have shares; None where everybody may."""
        self.bought_back: dict[int, list[tuple[int, int, int, int]]] = {}
        """Issuer -> what they bought back: seller, units, premium, when."""
        network.when_paid_off = self.debt_news

    def call(self, issuer: int) -> Call:
        """Return a token's book."""
        if issuer not in self.network.tokens:
            raise Refused("no such token")
        return self.calls.setdefault(issuer, Call(self.network.tokens[issuer]))

    @property
    def staked(self) -> int:
        """Money that lies in the ledger for buy orders."""
        return sum(buy.stake for call in self.calls.values() for buy in call.buys.values())

    # The clock

    def end(self, call: Call) -> int:
        """When an auction ends."""
        return self.stops.after(call.token.issuer, *call.lasts)

    def _ran(self, call: Call, at: int) -> int:
        """How long the clock of an auction had run since its start, or its restart."""
        return self.stops.ran(call.token.issuer, call.start, at)

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
        if value < 100 * DOLLAR:
            raise Refused("below 100 dollars")
        if person in call.sells:
            raise Refused("one order a token")
        buy = call.buys.get(person)
        if buy and call.running and lowest <= buy.limit:
            raise Refused("would meet the own buy order")
        if call.running:
            # The first 24 hours of 48; all but the last 24 of an extended auction.
            if now >= self.end(call) - DAY or call.cancelled:
                raise Refused("too late for sell orders")
        elif call.last_settled is not None and now < call.last_settled + DAY:
            raise Refused("too soon after the last auction")
        if buy:
            self._release_buy(call, buy)
        if not call.running:
            call.running, call.cancelled, call.extended, call.restarts = True, False, False, 0
            call.opened = call.start = now
            call.lasts = now, 2 * DAY
        call.turns += 1
        sell = Order(person, units, lowest, call.turns, now, after_ban=net.people[person].banned)
        call.sells[person] = sell
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
        if worth(units, highest) < 100 * DOLLAR:
            raise Refused("below 100 dollars")
        if person in call.buys or person in call.sells:
            raise Refused("one order a token")
        if call.running and (net.now >= self.end(call) or call.cancelled):
            raise Refused("the auction is over")
        stake = price_of(units, highest)
        counted = self.law is not None and not net.people[person].document
        if self.law and counted and self.law.spent.get(person, 0) + stake > self.law.world_limit:
            raise Refused("without a document")
        net.pull(person, stake)
        if self.law and counted:
            self.law.spent[person] = self.law.spent.get(person, 0) + stake
        call.turns += 1
        expires = net.now + 30 * DAY
        order = Order(person, units, highest, call.turns, net.now, expires, counted=counted)
        call.buys[person] = order

    def withdraw(self, issuer: int, person: int) -> None:
        """Take a buy order back: between auctions, or soon after news."""
        call = self.call(issuer)
        if person not in call.buys:
            raise Refused("no buy order")
        after_news = call.restarts and self._ran(call, self.network.now) < 12 * HOUR
        if call.running and (call.cancelled or not after_news):
            raise Refused("the auction has begun")
        self._release_buy(call, call.buys[person])

    def _release_buy(self, call: Call, buy: Order) -> None:
        """Give a buy order's money back."""
        del call.buys[buy.person]
        self._pay_back(buy, buy.stake)

    def _pay_back(self, buy: Order, money: int) -> None:
        """Give money back that bought nothing."""
        if self.law and buy.counted:
            self.law.spent[buy.person] -= min(money, self.law.spent[buy.person])
        self.network.reach(buy.person, money)

    def _release_sell(self, call: Call, sell: Order) -> None:
        """Free the units of a sell order."""
        del call.sells[sell.person]
        call.token.holding(sell.person).reserved -= sell.units

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
        call.lasts = call.start, 2 * DAY

    # Settling

    def settle(self, issuer: int) -> Clearing | None:
        """End an auction: judge the orders, find the price, trade in pairs, release the rest."""
        net, call = self.network, self.call(issuer)
        if not call.running or (net.now < self.end(call) and not call.cancelled):
            raise Refused("not over yet")
        if not call.cancelled and self.stops.stopped(issuer, net.now):
            raise Refused("stopped")
        if call.cancelled:
            for buy in list(call.buys.values()):
                self._release_buy(call, buy)
            return self._finish(call, None)
        sells = [sell for sell in call.sells.values() if self._sell_stands(sell)]
        buys = [buy for buy in call.buys.values() if self._buy_stands(call, buy)]
        buys = self._allowed(call, buys)
        cleared = clear(sells, buys, None, None)
        reference = call.token.reference
        if cleared and reference is not None and not call.extended:
            too_low, too_high = 2 * cleared.price < reference, cleared.price > 2 * reference
            if too_low or too_high:
                call.extended, call.lasts = True, (net.now, 7 * DAY)
                return None
        call.settling = True
        for sell in [sell for sell in call.sells.values() if sell not in sells]:
            self._release_sell(call, sell)
        for buy in [buy for buy in call.buys.values() if buy not in buys]:
            self._release_buy(call, buy)
        if cleared:
            early = sum(
                cleared.bought.get(buy.person, 0)
                for buy in call.buys.values()
                if self._early(call, buy) and self._counts(call, buy)
            )
            self._trade(call, cleared)
            self._refer(call, cleared, early)
        return self._finish(call, cleared)

    def _finish(self, call: Call, cleared: Clearing | None) -> Clearing | None:
        """Release what did not trade; buy orders stand on."""
        for sell in list(call.sells.values()):
            self._release_sell(call, sell)
        call.running, call.settling, call.last_settled = False, False, self.network.now
        return cleared

    def _sell_stands(self, sell: Order) -> bool:
        """Whether a sell order trades: a freeze or a later ban releases it."""
        who = self.network.people[sell.person]
        return not (self.network.frozen(sell.person) or (who.banned and not sell.after_ban))

    def _buy_stands(self, call: Call, buy: Order) -> bool:
        """Whether a buy order trades; what ran out only after the opening does no harm."""
        net = self.network
        who = net.people[buy.person]
        if net.frozen(buy.person) or who.banned or buy.expires <= call.opened:
            return False
        if who.expires <= call.opened:
            return False
        if any(debt.due < call.opened for debt in net.open_debts(buy.person)):
            return False
        return not (buy.person == call.token.issuer and net.blocked(buy.person))

    def _allowed(self, call: Call, buys: list[Order]) -> list[Order]:
        """Those who may have the shares; seats of holders go by price, then by arrival."""
        if self.law is None:
            return buys
        people = [buy.person for buy in sorted(buys, key=lambda buy: (-buy.limit, buy.turn))]
        allowed = self.law.buyers(self.network, call.token.issuer, people)
        return [buy for buy in buys if buy.person in allowed]

    def _early(self, call: Call, buy: Order) -> bool:
        """Whether holders had half a day or more to sell to this order."""
        return buy.placed <= call.start or self._ran(call, buy.placed) <= 12 * HOUR

    def _counts(self, call: Call, buy: Order) -> bool:
        """Whether a buyer counts toward the reference price: with a document, not the issuer."""
        return self.network.people[buy.person].document and buy.person != call.token.issuer

    def _trade(self, call: Call, cleared: Clearing) -> None:
        """Trade pair by pair, as the queues meet, each order to the cent at the one price."""
        net, token, price = self.network, call.token, cleared.price
        reference = token.reference
        sells = sorted(call.sells.values(), key=lambda order: (order.limit, order.turn))
        buys = sorted(call.buys.values(), key=lambda order: (-order.limit, order.turn))
        sold: dict[int, int] = {}
        for sell, bought_by, units in pairs(sells, buys, cleared):
            done = sold.get(sell.person, 0)
            sold[sell.person] = done + units
            proceeds = worth(done + units, price) - worth(done, price)
            token.holding(sell.person).reserved -= units
            sale = net.take_lots(token.issuer, sell.person, units, proceeds)
            net.reach(sell.person, proceeds - sale.shared)
            if bought_by.person == token.issuer:
                premium = max(0, proceeds - worth(units, reference or 0))
                kept = self.bought_back.setdefault(token.issuer, [])
                kept.append((sell.person, units, premium, net.now))
        for buy in buys:
            units = cleared.bought.get(buy.person, 0)
            if not units:
                continue
            cost = price_of(units, price)
            if (cap := _cap(reference, self._early(call, buy), units)) is not None:
                cost = min(cost, cap)
            joined_cost = min(cost, _cap(reference, False, units) or 0)
            net.give_lot(token.issuer, buy.person, units, cost, joined_cost, 0)
        if self.law:
            self.law.recount(net, token.issuer)
        self._after_trade(call, cleared)

    def _after_trade(self, call: Call, cleared: Clearing) -> None:
        """Shorten what was filled in part; give back what a buyer's stake had too much."""
        for sell in list(call.sells.values()):
            sell.units -= cleared.sold.get(sell.person, 0)
        for buy in list(call.buys.values()):
            filled = cleared.bought.get(buy.person, 0)
            if not filled:
                continue
            money = buy.stake - price_of(filled, cleared.price)
            # Rounded up twice, the stake may pay for a sliver less than what is left.
            buy.units = min(buy.units - filled, money * 10**24 // buy.limit)
            if not buy.units:
                del call.buys[buy.person]
            self._pay_back(buy, money - buy.stake)

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

    def _refer(self, call: Call, cleared: Clearing, early: int) -> None:
        """Move the reference price, if early buyers paid enough."""
        if not early or worth(early, cleared.price) < 1_000 * DOLLAR:
            return
        new, old = cleared.price, call.token.reference
        if old is not None:
            new = min(max(new, (old + 1) // 2), 2 * old)
        call.token.reference = new


def _cap(reference: int | None, early: bool, units: int) -> int | None:
    """Up to what these units' cost is believed; None: whatever was paid."""
    if reference is None:
        return None if early else 0
    return worth(units, 2 * reference if early else reference)
