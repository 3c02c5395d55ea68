"""A whole network of up to 100,000 people, most of them honest, over some years.

What is only luck is drawn by numpy, thousands at a time; whatever moves money goes through the
rules. The few who hide an exit are watched, reported, ruled on and banned as in a scene.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

import numpy as np

from wallet.rules.clearing import Clearing
from wallet.rules.debts import Debt
from wallet.rules.flaws import NONE, Flaw
from wallet.rules.registry import DOCUMENT, Paper
from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS, S, worth
from wallet.simulate.cast import VERIFIER, tag_of
from wallet.simulate.debtors import Debtors
from wallet.simulate.keepers import Keepers
from wallet.simulate.officials import Authority, Watchers
from wallet.simulate.parameters import Parameters
from wallet.simulate.truth import Sale, Truth
from wallet.simulate.world import GENESIS, Event, Look, World, nobody

YEAR = 365 * DAY
LIFE = 9 * YEAR
"""Of an attestation: nobody has to renew it while this runs."""
RAISE_DAYS = 20
STAKE = 1_000_000
"""Units of a stake; it is sold as a whole."""


@dataclass
class Tally:
    """What happened, in whole dollars and in numbers."""

    raised: int = 0
    traded: int = 0
    auctions: int = 0
    shared: int = 0
    exits: int = 0
    hidden: int = 0
    found: int = 0
    hidden_dollars: int = 0
    banned: int = 0
    acts: int = 0
    people: int = 0
    years: float = 0.0
    kinds: dict[str, int] = field(default_factory=dict)
    """Kind of act -> how often it was tried."""


class Population:
    """One run of many people."""

    def __init__(
        self,
        people: int,
        parameters: Parameters,
        seed: int,
        flaws: frozenset[Flaw] = NONE,
        look: Look = nobody,
    ) -> None:
        self.world = World(parameters, seed, flaws, look)
        self.rules, self.parameters = self.world.rules, parameters
        self.dice = np.random.default_rng(seed)
        self.keepers = Keepers(self.world)
        self.truth = Truth(self.rules.companies.exits)
        self.tally = Tally(people=people)
        self._join(people)
        eyes = [int(one) for one in self.dice.integers(1, people + 1, min(50, people))]
        self.attestors = eyes[:3]
        self.watchers = Watchers(self.world, eyes, self.truth)
        self.authority = Authority(self.world, self.truth)
        Debtors(self.world, self.keepers, self.authority, eyes[0], self._owes)
        self.world.on("settle", self._settled)
        self.world.on("pay_out", self._money_came)
        self.world.on("pay_debt", self._paid)

    def run(self, years: float) -> Tally:
        """Let years pass; what happened in them."""
        world, tally = self.world, self.tally
        self._plan(years)
        world.run(GENESIS + int(years * YEAR))
        for token in self.rules.network.tokens:
            self.keepers.claim_all(token)
        tally.years = years
        tally.found = sum(sale.found for sale in self.truth.sales)
        tally.banned = sum(person.banned for person in self.rules.network.people.values())
        tally.acts, tally.kinds = sum(world.tried.values()), dict(world.tried)
        return tally

    # Who there is

    def _join(self, people: int) -> None:
        """Everybody joins, with what they have and how much they would put into one bid."""
        known = self.parameters
        self.means = self.dice.lognormal(np.log(known.means), known.means_sigma, people + 1)
        world, expires = self.world, self.world.now + LIFE
        for number in range(1, people + 1):
            wallet, tag = f"wallet {number}", tag_of(number)
            paper = Paper(wallet, tag, DOCUMENT, 276, 0, world.now, expires, VERIFIER)
            world.do("join", 0, paper, False)
            world.do("earn", number, int(20 * self.means[number] * DOLLAR))

    # What they plan

    def _plan(self, years: float) -> None:
        """Draw who raises, and when."""
        people, known, dice = self.tally.people, self.parameters, self.dice
        chance = 1 - (1 - known.raisers) ** years
        raising = np.flatnonzero(dice.random(people) < chance) + 1
        days = dice.uniform(1, max(2.0, years * 365 - RAISE_DAYS), len(raising))
        promises = dice.lognormal(np.log(known.promise), known.promise_sigma, len(raising))
        honest = dice.random(len(raising)) >= known.dishonest
        runs = dice.random(len(raising)) < known.runaways
        self.promise = dict(zip(raising.tolist(), promises.tolist(), strict=True))
        self.honest = dict(zip(raising.tolist(), honest.tolist(), strict=True))
        self.runs = set(raising[runs & ~honest].tolist())
        for person, day in zip(raising.tolist(), days.tolist(), strict=True):
            self.world.at(GENESIS + day * DAY, self._raise, person)

    def price(self, issuer: int) -> float:
        """What a million shares of somebody are thought to be worth."""
        return float(self.promise[issuer] * DOLLAR * PRICE_UNITS / S)

    def some(self, mean: float) -> list[int]:
        """Some people, as many as come by."""
        count = int(self.dice.poisson(mean))
        return [int(one) for one in self.dice.integers(1, self.tally.people + 1, count)]

    # Raising

    def _raise(self, person: int) -> None:
        """Issue, offer a tenth, and let some commit."""
        world, most, price = self.world, S // 10, int(self.price(person))
        world.do("issue", person)
        made = world.do("offer", person, most // 20, most, price, RAISE_DAYS * DAY, 0)
        if made.refused:
            return
        for investor in self.some(self.parameters.investors):
            units = min(int(self.means[investor] * DOLLAR) * PRICE_UNITS // price, most // 3)
            later = self.dice.uniform(0.1, RAISE_DAYS - 0.1) * DAY
            if units:
                world.after(later, world.do, "commit", investor, made.result, units)
        world.after((RAISE_DAYS + 4) * DAY, world.do, "pay_out", person, made.result)

    def _money_came(self, event: Event) -> None:
        """Found a company; it fails, or is sold some day."""
        world, known, dice = self.world, self.parameters, self.dice
        person = event.act.actor
        deal = self.rules.offerings.raises[event.act.arguments[0]]
        money = worth(deal.sold, deal.price)
        self.tally.raised += money // DOLLAR
        if world.do("spend", person, min(money, self.rules.network.people[person].cash)).refused:
            return
        stake = int(world.do("declare", person, STAKE, money).result)
        world.after(5 * DAY, world.do, "attest_stake", self.attestors[0], stake)
        self._holder_sells_some_day(person)
        if dice.random() >= known.venture_fails:
            multiple = known.venture_mean / (1 - known.venture_fails)
            tail = known.exit_tail
            luck = (1 + dice.pareto(tail)) * (tail - 1) / tail  # its mean is one
            later = 95 * DAY + dice.exponential(known.exit_years) * YEAR
            world.after(later, self._sold, person, stake, int(money * multiple * luck), money)

    # Exits

    def _sold(self, owner: int, stake: int, proceeds: int, cost: int) -> None:
        """The company is sold; most report it, some say nothing."""
        world, tally = self.world, self.tally
        world.do("earn", owner, proceeds)
        company = f"GB-COH:{stake}"
        sale = self.truth.happen(owner, company, world.now, proceeds, cost, stake)
        tally.exits += 1
        if self.honest[owner]:
            self._report(sale)
            return
        tally.hidden += 1
        tally.hidden_dollars += proceeds // DOLLAR
        self.watchers.follow(sale)

    def _report(self, sale: Sale) -> None:
        facts = (sale.stake, STAKE, sale.proceeds, 0, sale.closed_at, 1)
        made = self.world.do("report_exit", sale.owner, *facts)
        if made.done:
            sale.exits.append(made.result)
            attestor = self.attestors[0]
            self.world.after(5 * DAY, self.world.do, "attest_exit", attestor, made.result)

    def _owes(self, debt: Debt) -> None:
        if debt.issuer not in self.runs:
            cash = self.rules.network.people[debt.issuer].cash
            self.world.do("pay_debt", debt.issuer, debt.number, cash)

    def _paid(self, event: Event) -> None:
        self.tally.shared += event.result // DOLLAR

    # Trading

    def _holder_sells_some_day(self, token: int) -> None:
        holders = len(self.rules.network.tokens[token].holdings) - 1
        if rate := holders * self.parameters.sells:
            self.world.after(self.dice.exponential(1 / rate) * YEAR, self._holder_sells, token)

    def _holder_sells(self, token: int) -> None:
        """One of the holders needs the money; some people notice, and bid."""
        world, holdings = self.world, self.rules.network.tokens[token].holdings
        holders = [who for who, held in holdings.items() if who != token and held.units]
        self._holder_sells_some_day(token)
        if not holders:
            return
        seller = holders[int(self.dice.integers(len(holders)))]
        units = self.rules.network.sellable(token, seller)
        lowest = int(self.price(token) * 0.8)
        if world.do("sell", seller, token, ceil(units / 2), lowest).refused:
            return
        for buyer in self.some(self.parameters.lookers):
            limit = int(self.price(token) * float(self.dice.lognormal(-0.1, 0.2)))
            wanted = int(self.means[buyer] * DOLLAR) * PRICE_UNITS // limit
            later = self.dice.uniform(0.01, 1.99) * DAY
            world.after(later, world.do, "buy", buyer, token, min(wanted, units), limit)

    def _settled(self, event: Event) -> None:
        if isinstance(event.result, Clearing):
            self.tally.auctions += 1
            self.tally.traded += worth(event.result.units, event.result.price) // DOLLAR
