"""Any sequence of raises, sales, forced movements and new attestations: compliance keeps count."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tests.contracts.machine import Machine, Play
from tests.contracts.plays_law import ROWS, LawPlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, S

ISSUERS = (4, 5)


@made_once
def market() -> LawPlays:
    """Two issuers and five more people: made once."""
    plays = LawPlays(members=7)
    for issuer in ISSUERS:
        plays.issue(issuer)
    return plays


class LawMachine(Machine):
    """Offerings, auctions and decisions, with few seats."""

    plays: LawPlays
    acts = {
        "open": 3,
        "commit": 5,
        "uncommit": 3,
        "close": 2,
        "take": 5,
        "settle": 5,
        "force": 5,
        "detect": 4,
        "earn": 2,
        "reclass": 3,
        "seats": 2,
        "spend": 2,
        "wait": 3,
        "trouble": 1,
    }
    usual = 400
    for_long = 20_000
    scene = staticmethod(market)

    def _people(self) -> list[int]:
        """A few people in some order."""
        people: list[int] = self.draw(_orders(self.plays.members))
        return people

    def _offer(self) -> int:
        offers = self.plays.law.offers
        return self.one_of(list(offers)[-6:]) if offers else 0

    def open(self) -> None:
        """An issuer opens an offering under some row."""
        row = self.one_of(range(len(ROWS)))
        self.plays.open(self.one_of(ISSUERS), row, self.money() * 10, self.one_of([3, 30, 60]))

    def commit(self) -> None:
        """Somebody lays money in."""
        if number := self._offer():
            issuer = self.plays.law.offers[number].issuer
            self.plays.commit(number, self.another(issuer), self.money())

    def uncommit(self) -> None:
        """Somebody gets money back, perhaps more than was laid in."""
        if number := self._offer():
            offer = self.plays.law.offers[number]
            person = self.one_of(sorted(offer.laid) or self.plays.members)
            amount = self.one_of([offer.laid.get(person, 0), self.money()])
            self.plays.uncommit(number, person, amount)

    def close(self) -> None:
        """An offering ends, sold in part or failed."""
        if number := self._offer():
            raises = self.plays.law.offers[number].raises
            self.plays.close(number, self.one_of([0, self.part_of(raises), raises]))

    def take(self) -> None:
        """Some people take shares, some twice."""
        if number := self._offer():
            issuer = self.plays.law.offers[number].issuer
            people = [who for who in self._people() if who != issuer]
            self.plays.take(number, [*people, *people[:1]], S // 1_000)

    def _holding(self) -> tuple[int, int]:
        """A token and a holder of it, or nearly."""
        held = [
            (token, who)
            for token in ISSUERS
            for who, holding in self.plays.model.tokens[token].holdings.items()
            if holding.units and who != token
        ]
        return self.one_of(held or [(ISSUERS[0], self.another(ISSUERS[0]))])

    def settle(self) -> None:
        """A holder sells to buyers in the order of their price."""
        token, seller = self._holding()
        sellable = self.plays.model.sellable(token, seller)
        people = [who for who in self._people() if who != seller]
        units = self.one_of([sellable, sellable // 3, sellable // max(1, len(people))])
        self.plays.settle(token, seller, people, units, self.money())

    def force(self) -> None:
        """A decision gives shares to another, all or part."""
        token, sender = self._holding()
        holding = self.plays.model.tokens[token].holding(sender)
        units = self.one_of([holding.units, holding.units // 2, holding.units + 1])
        self.plays.force(token, sender, self.one_of(self.plays.members), units)

    def detect(self) -> None:
        """Somebody asks whether shares may move."""
        token, seller = self._holding()
        seller = self.one_of([seller, token, self.another(token)])
        sellable = self.plays.model.sellable(token, seller)
        units = self.one_of([sellable, sellable + 1, sellable // 2, 1])
        self.plays.detect(token, seller, self.one_of(self.plays.members), units)

    def earn(self) -> None:
        """A gift, and a claim."""
        token, holder = self._holding()
        self.plays.distribute(token, self.money())
        if self.plays.model.tokens[token].holding(holder).units:
            self.plays.claim(token, holder, self.another(holder))

    def reclass(self) -> None:
        """A verifier calls somebody something else."""
        person, country = self.one_of(self.plays.members), self.one_of([276, 250, 840])
        self.plays.reclass(person, self.one_of([True, False]), country, self.one_of([40, 400]))

    def seats(self) -> None:
        """A decision changes how many holders there may be."""
        self.plays.caps(self.one_of(range(6)), self.one_of(range(4)))

    def spend(self) -> None:
        """Money goes in and out of an auction."""
        person = self.one_of(self.plays.members)
        if self.one_of([True, False]):
            self.plays.spend(person, self.money())
        else:
            self.plays.unspend(person, self.money())

    def wait(self) -> None:
        """Time passes."""
        self.plays.pass_time(self.one_of([3_600, 6 * DAY, 31 * DAY, 200 * DAY]))

    def trouble(self) -> None:
        """Somebody is frozen for a while."""
        person = self.one_of(self.plays.members)
        if not self.plays.model.frozen(person):
            self.plays.pass_time(100 * DAY)  # a freeze is not renewed sooner
            self.plays.freeze(person, 3 * DAY)


def _orders(people: list[int]) -> st.SearchStrategy[list[int]]:
    """Up to five of these, each once, in any order."""
    return st.lists(st.sampled_from(people), min_size=1, max_size=5, unique=True)


@pytest.mark.timeout(900)
def test_compliance_keeps_count_in_any_order(play: Play) -> None:
    play(LawMachine)
