"""Settlement as the rules tell it: what stands is judged, priced, traded in pairs and released."""

from __future__ import annotations

from collections.abc import Callable

from wallet.rules.clearing import Clearing, Order, clear, pairs
from wallet.rules.compliance import Law
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Network
from wallet.rules.order_book import Call, Numbers
from wallet.rules.stops import Stops
from wallet.rules.units import Refused, part_of, price_of, worth


class Settling:
    """The end of auctions; how orders get there is in `auctions`."""

    def __init__(self, network: Network, numbers: Numbers) -> None:
        self.network = network
        self.numbers = numbers
        self.calls: dict[int, Call] = {}
        self.stops = Stops()
        self.law: Law | None = None
        """Who may have shares; None where everybody may."""
        self.bought_back: dict[int, list[tuple[int, int, int, int]]] = {}
        """Issuer -> what they bought back: seller, units, premium, when."""
        self.when_bought_back: Callable[[int, int, int, int], None] = lambda *_: None
        """Told of issuer, seller, units and premium."""

    def call(self, issuer: int) -> Call:
        """Return a token's book."""
        call = self.calls.get(issuer)
        if call is None:
            if issuer not in self.network.tokens:
                raise Refused("no such token")
            call = self.calls[issuer] = Call(self.network.tokens[issuer])
        return call

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

    # What is given back

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
        cleared = self._clear(call, sells, buys)
        if cleared and not call.extended and self._runs_on(call, cleared.price):
            call.extended, call.lasts = True, (net.now, self.numbers.run_on)
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
                if self._moves_reference(call, buy)
            )
            self._trade(call, cleared)
            self._refer(call, cleared, early)
        return self._finish(call, cleared)

    def _clear(self, call: Call, sells: list[Order], buys: list[Order]) -> Clearing | None:
        """Find the price of orders that stand, beside those that had to make room."""
        return clear(sells, buys, call.gone_sell, call.gone_buy)

    def _runs_on(self, call: Call, price: int) -> bool:
        """Whether a price is so far from the reference price that more people should look."""
        reference = call.token.reference
        return reference is not None and (2 * price < reference or price > 2 * reference)

    def _finish(self, call: Call, cleared: Clearing | None) -> Clearing | None:
        """Release what did not trade; buy orders stand on."""
        for sell in list(call.sells.values()):
            self._release_sell(call, sell)
        call.running, call.settling, call.last_settled = False, False, self.network.now
        call.gone_sell = call.gone_buy = None
        return cleared

    def _sell_stands(self, sell: Order) -> bool:
        """Whether a sell order trades: a freeze or a later ban releases it."""
        who = self.network.people[sell.person]
        return not (self.network.frozen(sell.person) or (who.banned and not sell.after_ban))

    def _buy_stands(self, call: Call, buy: Order) -> bool:
        """Whether a buy order trades; what ran out only after the opening does no harm.

        Nor does a debt that was due before it and came to light after it, of who came in then.
        """
        net = self.network
        who = net.people[buy.person]
        if net.frozen(buy.person) or who.banned:
            return False
        if buy.placed < call.opened:
            if call.lapsed(buy, net.now) or who.expires <= call.opened:
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
        return buy.placed <= call.start or self._ran(call, buy.placed) <= self.numbers.early

    def _moves_reference(self, call: Call, buy: Order) -> bool:
        """Whether a buy counts toward the reference price: early, a document, not the issuer."""
        flaws = self.network.flaws
        early = self._early(call, buy) or Flaw.LATE_REFERENCE in flaws
        counts = self.network.people[buy.person].document or Flaw.WORLD_COUNTS in flaws
        return early and counts and buy.person != call.token.issuer

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
                self.when_bought_back(token.issuer, sell.person, units, premium)
        for buy in buys:
            units = cleared.bought.get(buy.person, 0)
            if not units:
                continue
            paid = price_of(units, price)
            early = self._early(call, buy) or Flaw.LATE_COST in net.flaws
            cost = self.believed(reference, early, units, paid)
            joined_cost = self.believed(reference, False, units, cost)
            if Flaw.LOTS_MERGE in net.flaws:
                joined_cost = cost
            net.give_lot(token.issuer, buy.person, units, cost, joined_cost, 0)
        if self.law:
            self.law.recount(net, token.issuer, [*cleared.sold, *cleared.bought])
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

    def _refer(self, call: Call, cleared: Clearing, early: int) -> None:
        """Move the reference price, if early buyers paid enough."""
        if not early or worth(early, cleared.price) < self.numbers.reference_volume:
            return
        new, old = cleared.price, call.token.reference
        if old is not None:
            new = min(max(new, (old + 1) // 2), part_of(old, self.numbers.rise))
        call.token.reference = new

    def believed(self, reference: int | None, early: bool, units: int, paid: int) -> int:
        """Return how much of what a buyer paid counts as cost."""
        if reference is None:
            return paid if early else 0
        most = part_of(reference, self.numbers.believed) if early else reference
        return min(paid, worth(units, most))
