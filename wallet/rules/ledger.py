"""The rules of the network in plain Python: people, shares, lots, gains and claims.

Written from the rules alone and sharing no line with the contracts, so that where the two agree
they agree for a reason. Auctions, offerings and companies are in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from wallet.rules.debts import Debt, Debts
from wallet.rules.flaws import NONE, Flaw
from wallet.rules.numbers import Numbers
from wallet.rules.units import MAX_LOTS, PER_SHARE, Refused, S, ceil_div, must


@dataclass(slots=True)
class Person:
    """A verified human, their wallet's money and their standing."""

    number: int
    expires: int
    document: bool = True
    frozen_until: int = 0
    banned: bool = False
    cash: int = 0
    credit: int = 0
    undeliverable: bool = False
    """The dollar's issuer has blacklisted the wallet."""


@dataclass(slots=True)
class Lot:
    """One purchase still held; its cost is what of it is believed."""

    units: int
    cost: int
    acquired: int
    unlocks: int
    joined: bool = False


@dataclass(slots=True)
class Holding:
    """What one person holds of one token, oldest lot first."""

    units: int = 0
    reserved: int = 0
    checkpoint: int = 0
    pending: int = 0
    lots: list[Lot] = field(default_factory=list)


@dataclass
class Token:
    """One issuer's shares; `earned` grows by what one unit earns, in 2**-128 of a base unit."""

    issuer: int
    earned: int = 0
    reference: int | None = None
    holdings: dict[int, Holding] = field(default_factory=dict)

    def holding(self, person: int) -> Holding:
        """Return what a person holds, an empty holding if nothing."""
        held = self.holdings.get(person)
        if held is None:
            held = self.holdings[person] = Holding()
        return held

    @property
    def outside(self) -> int:
        """Units held by others than the issuer."""
        return S - self.holdings[self.issuer].units


@dataclass
class Sale:
    """What came of a sale in an auction: for the tests that look at one."""

    gain: int
    shared: int
    cost: int


class Network:
    """Everybody, every token, and the pool of dollars that the ledger holds."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.people: dict[int, Person] = {}
        self.tokens: dict[int, Token] = {}
        self.debts = Debts()
        self.open_exits: dict[int, int] = {}
        self.pool = 0
        self.paused = False
        self.numbers = Numbers()
        self.flaws = NONE
        """Mends that are left out: for the simulator, never by default."""
        self.when_paid_off: Callable[[int], None] = lambda _: None
        self.unpulled: Callable[[int], int] = lambda _: 0
        """Told by the offerings: units of an issuer that are sold and not with their buyers yet."""

    # People

    def join(self, expires: int, cash: int = 0, document: bool = True) -> int:
        """Add a person and return their number."""
        number = len(self.people) + 1
        self.people[number] = Person(number, expires, document, cash=cash)
        return number

    def frozen(self, person: int) -> bool:
        """Whether a freeze runs now."""
        return self.people[person].frozen_until > self.now

    def active(self, person: int) -> bool:
        """Whether the person is known, attested, neither frozen nor banned."""
        who = self.people.get(person)
        return who is not None and not (
            who.banned or who.expires <= self.now or self.frozen(person)
        )

    def overdue_debts(self, person: int) -> list[Debt]:
        """Return the person's debts past their date, the oldest first."""
        late = [d for d in self.open_debts(person) if d.due < self.now]
        return sorted(late, key=lambda debt: (debt.due, debt.creditor != 0))

    def open_debts(self, person: int) -> list[Debt]:
        """Return the person's debts that still hold an unshared gain."""
        return self.debts.open_of(person)

    def queue(self, person: int) -> list[Debt]:
        """Return the person's open debts to single persons, in the order of payment."""
        return [d for d in self.open_debts(person) if d.creditor]

    def blocked(self, person: int) -> bool:
        """Whether an exit or debt is open: no raising and no buying back."""
        return bool(self.open_exits.get(person)) or bool(self.open_debts(person))

    # Money

    def must_have(self, payer: int, amount: int) -> None:
        """Refuse where the payer's money would not come."""
        who = self.people[payer]
        if self.paused or who.undeliverable or who.cash < amount:
            raise Refused("money does not come")

    def pull(self, payer: int, amount: int) -> None:
        """Move a person's own money into the pool; all of it or nothing."""
        self.must_have(payer, amount)
        self.people[payer].cash -= amount
        self.pool += amount

    def reach(self, person: int, amount: int, deliver: bool = True) -> None:
        """Bring money of the pool to a person: overdue debts first, a credit where it must wait."""
        who = self.people[person]
        taken, more_overdue = self._debts_first(person, amount)
        rest = amount - taken
        waits = more_overdue or self.frozen(person) or self.paused or who.undeliverable
        if deliver and not waits:
            who.cash += rest
            self.pool -= rest
        else:
            who.credit += rest

    def _debts_first(self, person: int, amount: int) -> tuple[int, bool]:
        """Pay at most eight overdue debts, and one creditor; return what they took, and whether
        more are overdue."""
        token = self.tokens.get(person)
        outside = token.outside if token else 0
        left, paid_off, taken, creditor, paid = amount, False, 0, 0, 0
        waits, steps = False, 8
        for debt in self.overdue_debts(person):
            if not left or not steps:
                break
            if waits and not debt.creditor:
                continue
            steps -= 1
            if debt.waits and self.unpulled(person):
                waits = True
                continue
            if debt.creditor and creditor not in (0, debt.creditor):
                break
            if not outside and not debt.creditor:
                debt.gain, paid_off = 0, paid_off or debt.news
                continue
            part = min(left, debt.amount_due(self.now, outside))
            debt.pay(part, self.now, outside)
            left -= part
            if debt.creditor:
                creditor, paid = debt.creditor, paid + part
            else:
                taken += part
            paid_off = paid_off or (debt.news and not debt.gain)
        if paid_off:
            self.when_paid_off(person)
        if taken:
            self.siphon(person, taken * S // outside)
        if paid:
            self.people[creditor].credit += paid - self.siphon(creditor, paid)
        return amount - left, bool(left and self.overdue_debts(person))

    def withdraw(self, person: int) -> None:
        """Bring a credit to its person; anyone may ask for it."""
        who = self.people[person]
        waits = self.frozen(person) or self.paused or who.undeliverable
        token = self.tokens.get(person)
        takes = stuck = False
        for debt in self.overdue_debts(person):
            if debt.creditor:
                takes = True
            elif not stuck:  # a debt to holders waits with those that fell due before it
                stuck = debt.waits and self.unpulled(person) != 0
                takes = takes or (not stuck and token is not None and token.outside != 0)
        if not who.credit or ((waits or stuck) and not takes):
            raise Refused("nothing can be brought")
        amount, who.credit = who.credit, 0
        self.reach(person, amount)

    # Shares and gains

    def issue(self, person: int) -> Token:
        """Give a person all shares of their own new token."""
        if not self.active(person) or not self.people[person].document:
            raise Refused("not an active DOCUMENT person")
        if person in self.tokens:
            raise Refused("issued already")
        token = self.tokens[person] = Token(person)
        token.holding(person).units = S
        return token

    def siphon(self, issuer: int, gain: int) -> int:
        """Share a gain of an issuer; return the holders' part, rounded up."""
        token = self.tokens.get(issuer)
        if token is None or token.outside == 0:
            return 0
        each = gain * PER_SHARE // S
        token.earned += each
        return ceil_div(each * token.outside, PER_SHARE)

    def owed(self, issuer: int, holder: int) -> int:
        """Return what a holder can claim now."""
        token = self.tokens[issuer]
        if holder == issuer:
            return 0
        holding = token.holding(holder)
        fresh = holding.units * (token.earned - holding.checkpoint) // PER_SHARE
        return holding.pending + fresh

    def _settle_claim(self, token: Token, person: int) -> None:
        """Set aside what was earned so far, before the units change."""
        if person == token.issuer:
            return
        holding = token.holding(person)
        holding.pending = self.owed(token.issuer, person)
        holding.checkpoint = token.earned

    def claim(self, issuer: int, holder: int, by: int) -> tuple[int, int]:
        """Take a holder's part; return it and what of it passed on to the holder's own holders."""
        if issuer == holder:
            raise Refused("issuers earn nothing from their own gains")
        amount = self.owed(issuer, holder)
        if not amount:
            return 0, 0
        holding = self.tokens[issuer].holding(holder)
        if amount > holding.pending:  # what is less than one unit goes on growing
            holding.checkpoint = self.tokens[issuer].earned
        holding.pending = 0
        passed_on = self.siphon(holder, amount)
        self.reach(holder, amount - passed_on, deliver=by == holder)
        return amount, passed_on

    def distribute(self, issuer: int, amount: int) -> None:
        """Give an issuer's own money to the holders."""
        token = self.tokens.get(issuer)
        if token is None or token.outside == 0:
            raise Refused("no holders")
        if not amount:
            raise Refused("nothing")
        self.pull(issuer, amount)
        self.siphon(issuer, amount * S // token.outside)

    def sellable(self, issuer: int, person: int) -> int:
        """Return the units that are neither reserved nor locked."""
        holding = self.tokens[issuer].holding(person)
        locked = sum(lot.units for lot in holding.lots if lot.unlocks > self.now)
        return holding.units - holding.reserved - locked

    def give_lot(
        self, issuer: int, buyer: int, units: int, cost: int, joined_cost: int, unlocks: int
    ) -> Lot | None:
        """Add bought units to a holder: a lot, or joined to the newest when there are eight."""
        token = self.tokens[issuer]
        self._settle_claim(token, buyer)
        holding = token.holding(buyer)
        holding.units += units
        if buyer == issuer:
            return None
        if len(holding.lots) < MAX_LOTS:
            lot = Lot(units, cost, self.now, unlocks)
            holding.lots.append(lot)
            return lot
        lot = holding.lots[-1]
        lot.units += units
        lot.cost += joined_cost
        lot.acquired = self.now
        lot.unlocks = max(lot.unlocks, unlocks)
        lot.joined = True
        return lot

    def take_lots(self, issuer: int, seller: int, units: int, proceeds: int) -> Sale:
        """Take sold units from the oldest unlocked lots and share the gain, lot by lot."""
        token = self.tokens[issuer]
        self._settle_claim(token, seller)
        holding = token.holding(seller)
        left, cost_sold, gain, so_far = units, 0, 0, 0
        for lot in holding.lots:
            if not left or lot.unlocks > self.now:
                continue
            part = min(left, lot.units)
            cost = lot.cost * part // lot.units
            upto = proceeds * (units - left + part) // units
            gain += max(0, upto - so_far - cost)
            cost_sold += cost
            so_far = upto
            lot.units -= part
            lot.cost -= cost
            left -= part
        if Flaw.NETTED in self.flaws:
            gain = max(0, proceeds - cost_sold)
        must(not left, "an order was accepted for units that are not there")
        holding.lots = [lot for lot in holding.lots if lot.units]
        holding.units -= units
        return Sale(gain, self.siphon(seller, gain), cost_sold)

    # What must always hold

    def check(self, staked: int = 0) -> None:
        """Raise `Broken` if a sum is off or money is missing; `staked` lies in buy orders."""
        for token in self.tokens.values():
            must(sum(h.units for h in token.holdings.values()) == S, "shares are not S")
            for holder, holding in token.holdings.items():
                if holder != token.issuer:
                    must(sum(lot.units for lot in holding.lots) == holding.units, "lots are off")
                must(len(holding.lots) <= MAX_LOTS, "too many lots")
                must(0 <= holding.reserved <= holding.units, "more reserved than held")
        owed = sum(self.owed(t.issuer, h) for t in self.tokens.values() for h in t.holdings)
        credits = sum(person.credit for person in self.people.values())
        must(self.pool >= owed + credits + staked, "the ledger is short")
