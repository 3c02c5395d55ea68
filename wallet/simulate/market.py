"""Honest people in the market: they notice some auctions, bid within their means, answer high bids.

What a share is worth to them is what is publicly known, seen with a little noise. Nobody here
knows of a hidden exit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp

from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS, S, worth
from wallet.simulate.debtors import MONTH
from wallet.simulate.world import Event, World

HIGHEST = 2**64 - 1
"""Prices of orders are below it."""


class Market:
    """Everybody who may buy or sell and has no part in any scheme."""

    def __init__(
        self,
        world: World,
        people: Sequence[int],
        fair: Callable[[int], float],
        holders: Sequence[int] = (),
    ) -> None:
        self.world = world
        self.people = people
        """Who notices auctions and offerings, and bids."""
        self._known = frozenset((*people, *holders))
        """Everybody honest: these too sell to a bid that is too high."""
        self.fair = fair
        """Token -> what the public thinks a million shares are worth, beside what is owed now."""
        self.obscure: set[int] = set()
        """Tokens that were never offered to the public."""
        self._seen: dict[tuple[int, int], int] = {}
        """Person and token -> the opening of the last auction that they noticed."""
        self.invests = False
        """Whether they look at offerings."""
        world.on("offer", self._hears_of_an_offering)
        world.on("sell", self._hears_of_an_auction)
        world.on("buy", self._hears_of_a_bid)

    def worth_of(self, token: int) -> float:
        """What a million shares are publicly known to be worth: prospects, and debts on the way."""
        rules = self.world.rules
        owed = sum(debt.gain for debt in rules.network.open_debts(token) if not debt.creditor)
        if rules.network.open_exits.get(token):
            owed += sum(
                sold.gain
                for sold in rules.companies.exits.values()
                if sold.owner == token and sold.state in ("reported", "case")
            )
        return self.fair(token) + owed * PRICE_UNITS / S

    def means(self, person: int) -> int:
        """What a person would put into one bid."""
        known = self.world.parameters
        dollars = self.world.chance.lognormal(known.means, known.means_sigma, "means", person)
        return min(int(dollars * DOLLAR), self.world.rules.network.people[person].cash)

    def opinion(self, person: int, token: int) -> float:
        """What a million shares are worth to a person: a little of it is what others paid."""
        known = self.world.parameters
        value = self.worth_of(token) * exp(
            known.noise * self.world.chance.normal("opinion", person, token)
        )
        paid = self.world.rules.network.tokens[token].reference
        if paid is None:
            return value
        return float(value ** (1 - known.anchor) * paid**known.anchor)

    # Standing bids

    def keep_bidding(self, tokens: Sequence[int], until: int) -> None:
        """Let some lay standing bids for these tokens, now and then, at a steady rate."""
        for token in tokens:
            for person in self.people:
                self._come_by(person, token, 0, until)

    def _come_by(self, person: int, token: int, visit: int, until: int) -> None:
        """Lay a standing bid, unless it is only the beginning, and come again some day."""
        if visit:
            self._bid(person, token)
        rate = self.world.parameters.standing
        if rate <= 0:
            return
        later = self.world.chance.waiting(MONTH / rate, "standing", person, token, visit)
        if self.world.now + later < until:
            self.world.after(later, self._come_by, person, token, visit + 1, until)

    # Offerings

    def _hears_of_an_offering(self, event: Event) -> None:
        """Some notice an offering while it runs, and commit if it seems cheap."""
        if not self.invests:
            return
        world, number = self.world, event.result
        deal = world.rules.offerings.raises[number]
        lasts = deal.deadline - world.now
        notices = 1 - (1 - world.parameters.notice) ** (lasts / (2 * DAY))
        for person in self.people:
            name = (person, deal.issuer, world.now // MONTH)
            if world.chance.happens(notices, "offering", *name):
                later = lasts * world.chance.at("offering when", *name)
                world.after(later, self._commit, person, number)

    def _commit(self, person: int, number: int) -> None:
        """Commit what one would put into a bid, if one thinks it is worth the price."""
        deal = self.world.rules.offerings.raises[number]
        if self.opinion(person, deal.issuer) < deal.price:
            return
        units = min(self.means(person) * PRICE_UNITS // deal.price, deal.most // 4)
        if units > 0 and worth(units, deal.price) >= 100 * DOLLAR:
            self.world.do("commit", person, number, units)

    # Auctions

    def _hears_of_an_auction(self, event: Event) -> None:
        """Some notice an auction by what is offered: the more there is, and the longer, the more.

        Whoever has noticed looks once: an order in a running auction cannot be taken back.
        """
        token, world = event.act.arguments[0], self.world
        known, call = world.parameters, world.rules.auctions.call(token)
        left = world.rules.auctions.end(call) - world.now
        on_offer = worth(sum(sell.units for sell in call.sells.values()), int(self.fair(token)))
        eyes = min(1.0, (on_offer / (known.notable * DOLLAR)) ** 0.5) * min(1.0, left / (2 * DAY))
        notices = known.notice * eyes * (known.obscure if token in self.obscure else 1.0)
        opened = (token, call.opened // (7 * DAY))
        for person in self.people:
            luck = world.chance.at("notice", person, *opened)
            if luck < notices and self._seen.get((person, token)) != call.opened:
                self._seen[person, token] = call.opened
                later = left * world.chance.at("when", person, *opened)
                world.after(later, self._bid, person, token)

    def _bid(self, person: int, token: int) -> None:
        """Bid a little below what one thinks it is worth."""
        price = int(self.opinion(person, token) * (1 - self.world.parameters.margin))
        call = self.world.rules.auctions.call(token)
        if not 0 < price <= HIGHEST or person in call.buys or person in call.sells:
            return
        units = self.means(person) * PRICE_UNITS // price
        # Nobody bids for more than there is to have.
        units = min(units, self.world.rules.network.tokens[token].outside)
        if worth(units, price) >= 100 * DOLLAR:
            self.world.do("buy", person, token, units, price)

    # Bids too high to be true

    def _hears_of_a_bid(self, event: Event) -> None:
        """A holder who notices a bid far above what the shares are worth sells to it."""
        token, _, price = event.act.arguments
        world, bidder = self.world, event.act.actor
        if bidder in self._known or price < self.worth_of(token):
            return  # among the honest, nobody bids above what they think
        for holder, held in list(world.rules.network.tokens[token].holdings.items()):
            if holder not in self._known or not held.units:
                continue
            if world.chance.happens(world.parameters.answer, "answer", holder, token, price):
                later = DAY * world.chance.at("answer when", holder, token, price)
                world.after(later, self._answer, holder, token, price)

    def _answer(self, holder: int, token: int, price: int) -> None:
        """Sell what one has to a bid that is better than one thinks right."""
        lowest = int(self.opinion(holder, token) * (1 + self.world.parameters.margin))
        units = self.world.rules.network.sellable(token, holder)
        if units > 0 and 0 < lowest <= min(price, HIGHEST):
            self.world.do("sell", holder, token, units, lowest)
