"""Acts under compliance, played in the contracts and in the model at once."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

import boa

from tests.contracts.plays import Plays
from wallet.rules.compliance import Facts, Law, Row
from wallet.rules.units import DAY, Refused, S

EUROPE = frozenset({40, 250, 276})
ROWS = (
    Row(),
    Row(lockup_days=5, most_retail=2),
    Row(accredited_only=True, resale_days=20),
    Row(countries=EUROPE, resale_days=60),
    Row(issuer_yearly=10**12, investor_share=500, investor_floor=10**9),
)


class LawPlays(Plays):
    """A network whose offerings and auctions the test plays, under compliance."""

    def __init__(self, members: int = 6) -> None:
        self.law = Law()
        super().__init__(members, deaf=True)
        authority = self.chain.authority.address
        self.first = self.chain.compliance.regimes()
        for row in ROWS:
            self.chain.compliance.add_regime("row", b"\1" * 32, row.words(), sender=authority)

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Play within, then put everything back."""
        kept, self.law = self.law, copy.deepcopy(self.law)
        try:
            with super().fresh():
                yield
        finally:
            self.law = kept

    def join(self, expires: int) -> int:
        """Add a person, whom nobody has called accredited."""
        person = super().join(expires)
        self.law.facts[person] = Facts()
        return person

    @property
    def offering_at(self) -> str:
        """Whom the ledger takes for the offerings."""
        return str(self.chain.offering.address)

    @property
    def auction_at(self) -> str:
        """Whom the ledger takes for the auctions."""
        return str(self.chain.auction.address)

    def caps(self, holders: int, retail: int) -> None:
        """Set the two bounds by hand, far below what a decision may set."""
        self.chain.rules.eval(f"self.words[5] = {holders} | ({retail} << 32) | (1000 << 64)")
        numbers = self.law.numbers
        numbers.most_holders, numbers.most_retail = holders, retail

    def reclass(self, person: int, accredited: bool, country: int, days: int) -> None:
        """Attest a person anew."""
        if self.model.people[person].banned:
            return
        self.pass_time(1)
        expires = self.model.now + days * DAY
        klass = 1 if accredited else 0
        actor = self.actors[person]
        self.chain.renew(actor, expiresAt=expires, investorClass=klass, country=country)
        self.model.people[person].expires = expires
        self.law.facts[person].accredited = accredited
        self.law.facts[person].country = country

    # Offerings

    def open(self, issuer: int, row: int, raises: int, days: int) -> bool:
        """Open an offering."""
        number, deadline = len(self.law.offers) + 1, self.model.now + days * DAY
        compliance, regime = self.chain.compliance, self.first + row
        why = compliance.open_check(issuer, regime, raises, ROWS[row].lockup_days * DAY)
        try:
            self.law.open(self.model, issuer, ROWS[row], raises, deadline)
        except Refused:
            assert why != 0
            return False
        assert why == 0
        compliance.note_open(number, issuer, regime, raises, deadline, sender=self.offering_at)
        return True

    def commit(self, number: int, person: int, amount: int) -> bool:
        """Lay money in an offering."""
        compliance = self.chain.compliance
        why = compliance.commit_check(number, person, amount)
        done = self.both(
            lambda: compliance.note_commit(number, person, amount, sender=self.offering_at),
            lambda: self.law.commit(self.model, number, person, amount),
        )
        assert done == (why == 0)
        return done

    def uncommit(self, number: int, person: int, amount: int) -> None:
        """Give money back."""
        compliance = self.chain.compliance
        compliance.note_uncommit(number, person, amount, sender=self.offering_at)
        self.law.uncommit(number, person, amount)

    def close(self, number: int, sold: int) -> None:
        """End an offering."""
        self.chain.compliance.note_close(number, sold, sender=self.offering_at)
        self.law.close(self.model, number, sold)

    def take(self, number: int, people: list[int], units: int) -> list[int]:
        """Give shares to those who may have them; who that is both say."""
        issuer = self.law.offers[number].issuer
        out = self.chain.compliance.judge_takers(number, people)
        taking = [who for k, who in enumerate(people) if not (out >> k) & 1]
        assert taking == self.law.takers(self.model, number, people)
        lockup = self.law.offers[number].row.lockup_days * DAY
        unlocks = self.model.now + lockup if lockup else 0
        for person in taking:
            room = self.model.tokens[issuer].holding(issuer).units - units >= S * 51 // 100
            assert self.place(issuer, person, units, units // 10**15, unlocks) == room
        return taking

    def place(self, issuer: int, buyer: int, units: int, cost: int, unlocks: int = 0) -> bool:
        """Move shares of an issuer to a buyer, unless there is no seat."""
        room = self.law.has_room(issuer, [], buyer)
        if not room and self.model.active(buyer):
            deal = (issuer, buyer, units, cost, cost, cost, unlocks)
            with boa.env.anchor():
                self.chain.ledger.reserve(issuer, issuer, units, sender=self.offering_at)
                with boa.reverts():
                    self.chain.ledger.place(deal, sender=self.offering_at)
            return False
        done = super().place(issuer, buyer, units, cost, unlocks)
        self.law.recount(self.model, issuer, [buyer])
        return done

    # Auctions

    def settle(self, token: int, seller: int, people: list[int], units: int, money: int) -> None:
        """Sell the same to each of these who stands; who that is both say."""
        out = self.chain.compliance.judge_buys(token, people)
        standing = [who for k, who in enumerate(people) if not (out >> k) & 1]
        assert standing == self.law.buyers(self.model, token, people)
        for buyer in standing:
            if buyer != seller:
                self.trade(token, seller, buyer, units, money, money)
                self.law.recount(self.model, token, [seller, buyer])

    def may_move(self, token: int, seller: int, buyer: int, units: int) -> bool:
        """Whether the rules let shares go from one to the other now."""
        if buyer == seller or not units or not self.model.active(buyer):
            return False
        if seller != token and self.model.frozen(seller):
            return False  # an issuer's were sold before
        if self.model.sellable(token, seller) < units:
            return False
        if seller == token:
            holding = self.model.tokens[token].holding(token)
            if (holding.units - units) * 100 < 51 * S:
                return False
            return self.law.has_room(token, [], buyer)
        if self.model.overdue_debts(buyer):
            return False
        if buyer == token:
            return not self.model.blocked(buyer)
        return self.law.buyers(self.model, token, [buyer]) == [buyer]

    def detect(self, token: int, seller: int, buyer: int, units: int) -> int:
        """Why shares may not go from one to the other: 0 exactly when they may."""
        code = int(self.chain.compliance.detect_restriction(token, seller, buyer, units))
        assert (code == 0) == self.may_move(token, seller, buyer, units), (code, token, seller)
        return code

    def force(self, token: int, sender: int, receiver: int, units: int) -> bool:
        """Move shares by a decision."""

        def rule() -> None:
            kept = copy.deepcopy((self.model, self.law))
            try:
                self.law.force(self.model, token, sender, receiver, units)
            except Refused:
                self.model.__dict__.update(kept[0].__dict__)
                self.law.__dict__.update(kept[1].__dict__)
                raise

        ledger = self.chain.ledger
        return self.both(
            lambda: ledger.force(token, sender, receiver, units, sender=self.auction_at), rule
        )

    # Without a document

    def spend(self, person: int, amount: int) -> bool:
        """Lay money in an auction without a document."""

        def rule() -> None:
            spent = self.law.spent.get(person, 0) + amount
            if spent > self.law.numbers.world_limit:
                raise Refused("as much as one may")
            self.law.spent[person] = spent

        compliance = self.chain.compliance
        return self.both(lambda: compliance.spend(person, amount, sender=self.auction_at), rule)

    def unspend(self, person: int, amount: int) -> None:
        """Get it back."""
        self.chain.compliance.unspend(person, amount, sender=self.auction_at)
        spent = self.law.spent.get(person, 0)
        self.law.spent[person] = spent - min(spent, amount)

    # Comparing

    def compare_token(self, issuer: int) -> None:
        """Assert that both say the same, of the seats too."""
        super().compare_token(issuer)
        info = self.chain.ledger.token_info(issuer)
        assert (info.holders, info.retail) == self.law.counts(issuer)

    def compare(self) -> None:
        """Assert that both say the same of everybody's year, too."""
        super().compare()
        for person in self.model.people:
            year = self.chain.compliance.years(person)
            ours = (self.law.raised(self.model, person), self.law.invested(self.model, person))
            assert tuple(year) == ours, f"year of {person}"
            assert self.chain.compliance.spent_by(person) == self.law.spent.get(person, 0)
