"""Auctions and offerings under the whole law: stops, compliance, forced transfers, no documents.

Played in the contracts and in the model at once; `LawPlays` does the same for compliance alone.
"""

from __future__ import annotations

import copy
from typing import Any

from tests.contracts.arena import CASH
from tests.contracts.network import now
from tests.contracts.plays_market import MarketPlays
from wallet.rules.compliance import Facts, Law, Row
from wallet.rules.units import DAY, Refused

EUROPE = frozenset({40, 250, 276})
ROWS = (
    Row(),
    Row(lockup_days=5, most_retail=3),
    Row(countries=EUROPE, resale_days=60),
    Row(accredited_only=True, resale_days=20),
)


class ExchangePlays(MarketPlays):
    """A whole network with few seats for holders, some of whose people only World ID knows."""

    def __init__(self, members: int = 6) -> None:
        super().__init__(members)
        law = Law(facts={person: Facts() for person in self.model.people})
        self.auctions.law = self.offerings.law = law
        authority = self.chain.authority.address
        self.first = self.chain.compliance.regimes()
        for row in ROWS:
            self.chain.compliance.add_regime("row", b"\1" * 32, row.words(), sender=authority)

    @property
    def law(self) -> Law:
        """Who may have shares."""
        assert self.auctions.law is not None
        assert self.auctions.law is self.offerings.law
        return self.auctions.law

    def admit(self) -> int:
        """Add a person whom only World ID knows."""
        expires = self.model.now + 3_000 * DAY
        person = self.model.join(expires, CASH, document=False)
        self.actors[person] = self.chain.join(f"Person {person}", expiresAt=expires, level=1)
        self.law.facts[person] = Facts(document=False)
        return person

    def caps(self, holders: int, retail: int) -> None:
        """Set the two bounds by hand, far below what a decision may set."""
        self.chain.rules.eval(f"self.words[5] = {holders} | ({retail} << 32) | (1000 << 64)")
        numbers = self.law.numbers
        numbers.most_holders, numbers.most_retail = holders, retail

    def renew(self, person: int, days: int) -> None:
        """Attest a person anew, as what they are, for so many days."""
        facts = self.law.facts[person]
        self.reclass(person, facts.accredited, facts.country, facts.document, days)

    def reclass(
        self, person: int, accredited: bool, country: int, document: bool, days: int = 3_000
    ) -> None:
        """Attest a person anew."""
        if self.model.people[person].banned:
            return
        self.pass_time(1)
        who, facts = self.model.people[person], self.law.facts[person]
        who.expires = self.model.now + days * DAY
        who.document = facts.document = document or facts.document
        facts.accredited, facts.country = accredited, country
        self.chain.renew(
            self.actors[person],
            expiresAt=who.expires,
            investorClass=1 if accredited else 0,
            country=country,
            level=2 if document else 1,
        )

    # Stops and decisions

    def stop(self, seconds: int) -> bool:
        """Stop the market for so long from now."""
        until = self.model.now + seconds
        authority = self.chain.authority.address
        for token in self.model.tokens:
            # Stops that nobody saw move a clock as one; beside a stop of the token that can be
            # longer than each by itself.
            if self.auctions.stops.tokens.get(token):
                self.chain.auction.sync(token)
        return self.both(
            lambda: self.chain.rules.stop_market(until, sender=authority),
            lambda: self.auctions.stop(until),
        )

    def halt(self, issuer: int, seconds: int) -> bool:
        """Stop a token for so long from now."""
        until = self.model.now + seconds
        authority = self.chain.authority.address
        return self.both(
            lambda: self.chain.auction.halt(issuer, until, sender=authority),
            lambda: self.auctions.halt(issuer, until),
        )

    def force(self, issuer: int, giver: int, taker: int, units: int) -> bool:
        """Move shares by a decision."""

        def rule() -> None:
            kept = copy.deepcopy((self.model, self.auctions, self.offerings, self.exits))
            try:
                self.auctions.force(issuer, giver, taker, units)
            except Refused:
                self.model, self.auctions, self.offerings, self.exits = kept
                raise

        authority = self.chain.authority.address
        move = self.chain.auction.force_transfer
        return self.both(lambda: move(issuer, giver, taker, units, sender=authority), rule)

    # Offerings

    def offer_under(self, issuer: int, row: int, facts: tuple[int, int, int, int, int]) -> bool:
        """Open an offering under a row: least, most, price, days, lock-up."""
        least, most, price, days, lockup = facts
        deadline = self.model.now + days * DAY
        terms = (least, most, price, deadline, self.first + row, lockup, b"\1" * 32)
        rule = (issuer, least, most, price, deadline, lockup, ROWS[row])
        return self.both(
            lambda: self.chain.offering.open(*terms, sender=self.at(issuer)),
            lambda: self.offerings.open(*rule),
        )

    def offer(self, issuer: int, least: int, most: int, price: int, days: int, lockup: int) -> bool:
        """Open an offering under the row without bounds."""
        return self.offer_under(issuer, 0, (least, most, price, days, lockup))

    # Comparing

    def compare_orders(self, issuer: int) -> None:
        """Compare the clock too, and what the issuer bought back."""
        super().compare_orders(issuer)
        auction = self.chain.auction
        call = self.auctions.calls.get(issuer)
        if call and call.running and not call.cancelled:
            said, end = auction.auction(issuer).end, self.auctions.end(call)
            over = now() >= max(said, end)
            assert said == end or over, f"auction of {issuer} ends {said}, should {end}"
        ours = self.auctions.bought_back.get(issuer, [])
        theirs: list[Any] = [
            tuple(auction.buyback(issuer, n)) for n in range(auction.buybacks(issuer))
        ]
        assert theirs == ours, f"bought back by {issuer}"
        assert self.chain.offering.unpulled(issuer) == self.offerings.unpulled(issuer)

    def compare_token(self, issuer: int) -> None:
        """Compare the seats too."""
        super().compare_token(issuer)
        info = self.chain.ledger.token_info(issuer)
        assert (info.holders, info.retail) == self.law.counts(issuer), f"seats of {issuer}"

    def compare(self) -> None:
        """Compare what counts toward the bound without a document, too."""
        super().compare()
        for person in self.model.people:
            theirs = self.chain.compliance.spent_by(person)
            assert theirs == self.law.spent.get(person, 0), f"spent by {person}"
