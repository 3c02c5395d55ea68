"""One situation, ready to be played: its people, and what honest ones do by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from wallet.rules.flaws import NONE, Flaw
from wallet.rules.registry import DOCUMENT, Paper
from wallet.rules.units import DAY, DOLLAR, HOUR, PRICE_UNITS, S, worth
from wallet.simulate.keepers import Keepers
from wallet.simulate.parameters import DEFAULTS
from wallet.simulate.search.arguments import Arguments
from wallet.simulate.search.genes import Gene
from wallet.simulate.search.onlookers import Onlookers
from wallet.simulate.truth import Sale, Truth
from wallet.simulate.wealth import Elsewhere
from wallet.simulate.world import GENESIS, Event, World

LIFE = 3_000 * DAY
SIGNED_AFTER = 6 * HOUR
"""Attestors sign what is true after so long, and nothing else."""
TRIED_AGAIN = 24 * HOUR
TRIES = 3
"""An act that is refused is tried again a day later, so often in all: that repairs most times."""
MOMENTS = ("sell", "settle", "offer", "close", "take", "report_exit", "attest_exit", "pay_debt")
"""Acts that begin or end something."""
ENDS = ("settle", "take", "attest_exit")
"""What comes of acts, whoever brings it about."""
SHARE = 10**18


@dataclass(frozen=True)
class Rise:
    """A token is worth more from now on."""

    time: int
    token: int
    price: int


class Stage:
    """Everything that one sequence of acts is played in."""

    def __init__(self, seed: int, flaws: frozenset[Flaw] = NONE, pull_hours: float = 6.0) -> None:
        known = replace(DEFAULTS, pull_hours=pull_hours, collected=1.0, earns_elsewhere=0.0)
        self.world = World(known, seed, flaws)
        self.rules = self.world.rules
        self.keepers = Keepers(self.world)
        self.elsewhere = Elsewhere(self.world)
        self.truth = Truth(self.rules.companies.exits)
        self.names: dict[int, str] = {}
        self.coalition: list[int] = []
        """Dan first."""
        self.holders: list[int] = []
        """Those at whose expense it would be."""
        self.apart: list[int] = []
        """People whom nobody owes the chance that they have where everybody is honest."""
        self.worth: dict[int, int] = {}
        """Token -> what a million shares are worth, as everybody knows."""
        self.coming: dict[int, int] = {}
        """Token -> the part of that which its holders expect to be shared within the story."""
        self.onlookers = Onlookers(self.world, self.worth)
        self.at_rise: dict[int, int] = {}
        """Who in the coalition held how much of what rose, when it did."""
        self.risen = 0
        """By how much a million of these rose."""
        self.moments: set[int] = set()
        """Hours in which something was done or happened."""
        self.done: list[Event] = []
        """What the coalition did."""
        self.story: list[Event | Rise] = []
        """That, and what came of it."""
        self.world.on("report_exit", self._reported)
        for kind in MOMENTS:
            self.world.on(kind, self._note)
        for kind in ENDS:
            self.world.on(kind, self.story.append)

    def _note(self, event: Event) -> None:
        self.moments.add((event.time - GENESIS) // HOUR)

    # What is there at the beginning

    def enter(self, name: str, dollars: int, level: int = DOCUMENT) -> int:
        """Let a human join, with some money."""
        world, number = self.world, len(self.rules.network.people) + 1
        tag, until = number.to_bytes(32, "big"), world.now + LIFE
        paper = Paper(f"wallet {number}", tag, level, 276, 0, world.now, until, "verifier")
        person = int(world.do("join", 0, paper, False).result)
        self.names[person] = name
        if dollars:
            world.do("earn", person, dollars * DOLLAR)
        return person

    def conspirator(self, name: str, dollars: int, level: int = DOCUMENT) -> int:
        """Let somebody join who is in it."""
        person = self.enter(name, dollars, level)
        self.coalition.append(person)
        return person

    def crowd(self, name: str, count: int, dollars: int) -> list[int]:
        """Let several honest people join."""
        return [self.enter(name, dollars) for _ in range(count)]

    def issue(self, person: int, price: int, gain: int = 0) -> None:
        """Let a person have a token of their own, worth so much, and a part of a coming gain.

        Holders know what is coming, so that nobody can buy them out for less.
        """
        self.world.do("issue", person)
        self.coming[person] = gain * PRICE_UNITS // S
        self.worth[person] = price + self.coming[person]

    def finally_worth(self, token: int) -> int:
        """What a million shares are worth once what was coming has come."""
        return self.worth.get(token, 0) - self.coming.get(token, 0)

    def give(self, token: int, person: int, units: int, price: int, locked_days: int = 0) -> None:
        """Lay shares that were bought at a price before the beginning; they are the issuer's."""
        net = self.rules.network
        net.tokens[token].holding(token).units -= units
        cost, unlocks = worth(units, price), net.now + locked_days * DAY if locked_days else 0
        net.give_lot(token, person, units, cost, cost, unlocks)
        self.rules.law.recount(net, token, [person])
        self.rules.offerings.first_sold.setdefault(token, net.now)

    def refer(self, token: int, price: int) -> None:
        """Lay the reference price to which earlier auctions led."""
        self.rules.network.tokens[token].reference = price

    # What comes

    def hour(self, hour: float, what: Callable[..., object], *arguments: object) -> None:
        """Let something happen at an hour of the story."""
        self.world.at(GENESIS + hour * HOUR, what, *arguments)

    def act(self, hour: float, kind: str, actor: int, *arguments: object) -> None:
        """Let somebody honest do something at an hour."""
        self.hour(hour, self.world.do, kind, actor, *arguments)

    def rise(self, token: int, price: int) -> None:
        """Let a token be worth more; who holds how much of it then is remembered."""
        held = self.rules.network.tokens[token]
        self.at_rise = {person: held.holding(person).units for person in self.coalition}
        self.risen = max(0, price - self.worth[token])
        self.worth[token] = price
        self.moments.add((self.world.now - GENESIS) // HOUR)
        self.story.append(Rise(self.world.now, token, price))
        self.onlookers.look(token)

    def sold_company(self, owner: int, proceeds: int, cost: int, days_ago: int) -> Sale:
        """Let a company be sold whose stake was declared and attested long before."""
        world, companies = self.world, self.rules.companies
        stake = int(world.do("declare", owner, 1_000_000, cost).result)
        companies.attest_stake(stake)
        companies.stakes[stake].versions[-1].attested_at = world.now - 400 * DAY
        world.do("earn", owner, proceeds)
        closed = world.now - days_ago * DAY
        return self.truth.happen(owner, "GB-COH:1", closed, proceeds, cost, stake)

    def _reported(self, event: Event) -> None:
        """Attestors look at what is reported, and sign it if it is all."""
        stake, _, proceeds, costs, closed_at, _ = event.act.arguments
        for sale in self.truth.sales:
            if sale.stake == stake:
                sale.exits.append(event.result)
                if proceeds >= sale.proceeds and not costs and closed_at == sale.closed_at:
                    self.world.after(SIGNED_AFTER, self.world.do, "attest_exit", 0, event.result)

    # Playing

    def play(self, genes: tuple[Gene, ...], days: int) -> Stage:
        """Try a sequence of acts, let the story go to its end, and claim what is owed."""
        for gene in genes:
            self.hour(gene.hour, self._try, gene, TRIES)
        return self.finish(days)

    def finish(self, days: int) -> Stage:
        """Let the story go to its end."""
        self.world.run(GENESIS + days * DAY)
        for _ in range(2):
            for token in self.rules.network.tokens:
                self.keepers.claim_all(token)
        return self

    def _try(self, gene: Gene, tries: int) -> None:
        """Try an act as it can be meant now; what the rules refuse is tried again later."""
        actor = self.coalition[gene.actor % len(self.coalition)]
        arguments = Arguments(self, gene.kind, actor).read(gene.dials)
        event = None if arguments is None else self.world.do(gene.kind, actor, *arguments)
        if event is not None and event.done:
            self.done.append(event)
            if gene.kind not in ENDS:
                self.story.append(event)
        elif tries > 1:
            self.world.after(TRIED_AGAIN, self._try, gene, tries - 1)


def per_share(cents: int) -> int:
    """The price of a million shares, for so many cents each."""
    return cents * DOLLAR // 100 * PRICE_UNITS // SHARE
