"""Honest people who always look, know what things are worth, and have money enough.

The defaults of the simulator have people who mostly do not look. Here they all do, so that what a
search still finds is a hole in the rules.
"""

from __future__ import annotations

from wallet.rules.units import HOUR, PRICE_UNITS, worth
from wallet.simulate.world import Event, World

LOOKS_AFTER = 5 * HOUR
"""How long it takes an onlooker to bid for what is offered."""
ANSWERS_AFTER = 3 * HOUR
"""How long it takes a holder to sell to a bid that is too good."""
BIDS, DEAR, SELLS = 99, 103, 102
"""Per cent of the worth: what onlookers bid, what holders find dear, what they then want."""


class Onlookers:
    """Bidders for whatever is offered at or below its worth; holders who sell what is overpaid."""

    def __init__(self, world: World, known: dict[int, int]) -> None:
        self.world = world
        self.known = known
        """Token -> what a million shares are worth."""
        self.bidders: list[int] = []
        self.holders: dict[int, list[int]] = {}
        """Token -> honest people who have some."""
        world.on("sell", self._offered)
        world.on("buy", self._wanted)
        world.on("settle", self._settled)

    @property
    def people(self) -> list[int]:
        """All of them."""
        return [*self.bidders, *(one for those in self.holders.values() for one in those)]

    def _worth(self, token: int) -> int:
        """What they think of a token; nothing where nobody knows it."""
        return self.known.get(token, 0)

    def _offered(self, event: Event) -> None:
        if event.act.actor not in self.people:
            self.world.after(LOOKS_AFTER, self.look, event.act.arguments[0])
            self.world.after(ANSWERS_AFTER, self._answer, event.act.arguments[0])

    def look(self, token: int) -> None:
        """One more bidder lays money for what no other onlooker bids for yet."""
        call, price = self.world.rules.auctions.call(token), self._worth(token) * BIDS // 100
        offered = sum(sell.units for sell in call.sells.values() if sell.limit <= price)
        honest = [buy for person, buy in call.buys.items() if person in self.bidders]
        open_ = offered - sum(buy.units for buy in honest if buy.limit >= price)
        free = [person for person in self.bidders if person not in call.buys]
        if open_ > 0 and free and price:
            money = self.world.rules.network.people[free[0]].cash
            self.world.do("buy", free[0], token, min(open_, money * PRICE_UNITS // price), price)

    def _wanted(self, event: Event) -> None:
        if event.act.actor not in self.people:
            self.world.after(ANSWERS_AFTER, self._answer, event.act.arguments[0])

    def _answer(self, token: int) -> None:
        """Holders sell what they have to whoever bids too much."""
        buys = self.world.rules.auctions.call(token).buys
        dearest = max((buy.limit for buy in buys.values()), default=0)
        if dearest <= self._worth(token) * DEAR // 100:
            return
        lowest = self._worth(token) * SELLS // 100
        for holder in self.holders.get(token, ()):
            units = self.world.rules.network.sellable(token, holder)
            if worth(units, lowest) > 0:
                self.world.do("sell", holder, token, units, lowest)

    def _settled(self, event: Event) -> None:
        """Take back what was not needed: a bid that stands on would be for another day's price."""
        token = event.act.arguments[0]
        for person in self.bidders:
            if person in self.world.rules.auctions.call(token).buys:
                self.world.do("withdraw_order", person, token)
