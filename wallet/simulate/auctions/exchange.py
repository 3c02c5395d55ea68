"""The real auctions under one of the rules, with a notebook open at each settlement."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from wallet.rules.auctions import Auctions
from wallet.rules.clearing import Clearing, Order, clear, pairs
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Network
from wallet.rules.order_book import Call
from wallet.rules.units import price_of, worth
from wallet.simulate.auctions.neighbours import Rule


class Witness(Protocol):
    """Whoever looks on when orders trade."""

    def settled(
        self, call: Call, cleared: Clearing, costs: dict[int, int], early: set[int]
    ) -> None:
        """Orders are about to trade.

        `costs` is what of each buyer's payment is believed, `early` who may say the price.
        """


class Exchange(Auctions):
    """Auctions as `wallet.rules` has them; only what a neighbour says otherwise is here."""

    def __init__(self, network: Network, rule: Rule, witness: Witness) -> None:
        believed, rise = round(100 * rule.believed), round(100 * rule.rise)
        super().__init__(network, replace(rule.numbers, believed=believed, rise=rise))
        network.flaws = rule.flaws
        self.rule = rule
        self.witness = witness

    # The price

    def _clear(self, call: Call, sells: list[Order], buys: list[Order]) -> Clearing | None:
        rule = self.rule
        if rule.floor and call.token.reference is not None:
            least = call.token.reference // 2
            sells = [replace(sell, limit=max(sell.limit, least)) for sell in sells]
        gone = (None, None) if rule.displaced_forgotten else (call.gone_sell, call.gone_buy)
        cleared = clear(sells, buys, *gone)
        if cleared and rule.pay_as_bid:
            # What is told as the price is what was paid on average.
            paid = sum(price_of(cleared.bought.get(b.person, 0), b.limit) for b in buys)
            return replace(cleared, price=paid * 10**24 // cleared.units)
        if cleared and rule.within is not None:
            return replace(cleared, price=_end(cleared, sells, buys, gone, rule.within))
        return cleared

    def _runs_on(self, call: Call, price: int) -> bool:
        reference, far = call.token.reference, self.rule.far
        if far is None or reference is None:
            return False
        return not 1 / far <= price / reference <= far

    def _refer(self, call: Call, cleared: Clearing, early: int) -> None:
        before = call.token.reference
        super()._refer(call, cleared, early)
        now = call.token.reference
        if before is not None and now is not None:
            call.token.reference = max(now, int(before / self.rule.fall))

    # News

    def exit_news(self, issuer: int, gain: int) -> None:
        """An exit was reported."""
        super().exit_news(issuer, gain if self.rule.exits_raise else 0)

    def _restart(self, call: Call) -> None:
        if self.rule.news_restarts:
            super()._restart(call)

    # Trading

    def _trade(self, call: Call, cleared: Clearing) -> None:
        costs: dict[int, int] = {}
        early = {who for who in cleared.bought if self._early(call, call.buys[who])}
        for person, units in cleared.bought.items():
            paid = price_of(units, self._pays(call.buys[person], cleared))
            counts = person in early or Flaw.LATE_COST in self.rule.flaws
            costs[person] = self.believed(call.token.reference, counts, units, paid)
        self.witness.settled(call, cleared, costs, early)
        if self.rule.pay_as_bid:
            self._trade_as_bid(call, cleared, costs)
        else:
            super()._trade(call, cleared)

    def _pays(self, buy: Order, cleared: Clearing) -> int:
        return buy.limit if self.rule.pay_as_bid else cleared.price

    def _trade_as_bid(self, call: Call, cleared: Clearing, costs: dict[int, int]) -> None:
        """Let each pair trade at its buyer's price."""
        net, token = self.network, call.token
        reference = token.reference
        sells = sorted(call.sells.values(), key=lambda order: (order.limit, order.turn))
        buys = sorted(call.buys.values(), key=lambda order: (-order.limit, order.turn))
        for sell, buy, units in pairs(sells, buys, cleared):
            proceeds = worth(units, buy.limit)
            token.holding(sell.person).reserved -= units
            sale = net.take_lots(token.issuer, sell.person, units, proceeds)
            net.reach(sell.person, proceeds - sale.shared)
        for buy in buys:
            units = cleared.bought.get(buy.person, 0)
            if units:
                cost = costs[buy.person]
                joined = self.believed(reference, False, units, cost)
                net.give_lot(token.issuer, buy.person, units, cost, joined, 0)
        for sell in call.sells.values():
            sell.units -= cleared.sold.get(sell.person, 0)
        for buy in list(call.buys.values()):
            units = cleared.bought.get(buy.person, 0)
            paid = price_of(units, buy.limit)
            left = buy.stake - paid
            # Rounded up twice, a part may cost one more than the whole: the order is shortened.
            buy.units = min(buy.units - units, left * 10**24 // buy.limit)
            if not buy.units:
                del call.buys[buy.person]
            if units:
                self._pay_back(buy, left - buy.stake)


def _end(
    cleared: Clearing,
    sells: list[Order],
    buys: list[Order],
    gone: tuple[int | None, int | None],
    end: str,
) -> int:
    """The price at L or at U instead of midway; where these cross, L."""
    sold, bought = cleared.sold, cleared.bought
    left = [buy.limit for buy in buys if bought.get(buy.person, 0) < buy.units]
    low = max([*left, *(sell.limit for sell in sells if sold.get(sell.person)), gone[1] or 0])
    if end == "L":
        most = min(buy.limit for buy in buys if bought.get(buy.person))
        return min(low, most)
    # Midway of L and U is known: U lies as far above it as L below, but for half a unit.
    return max(low, 2 * cleared.price - low)
