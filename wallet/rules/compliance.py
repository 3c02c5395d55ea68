"""The rules of compliance in plain Python: regimes, years, seats of holders, forced movements.

Beside `ledger`, which knows shares and money; this knows who may have them. Money is counted on an
offering's deadline, for 365 days and at most a twelfth of a year more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from wallet.rules.ledger import Lot, Network
from wallet.rules.numbers import Numbers
from wallet.rules.units import DAY, MAX_LOTS, Refused

BUCKET = 365 * DAY // 12


@dataclass(frozen=True)
class Row:
    """A regime; 0 and None mean no bound."""

    lockup_days: int = 0
    resale_days: int = 0
    accredited_only: bool = False
    most_retail: int = 0
    issuer_yearly: int = 0
    investor_share: int = 0
    investor_floor: int = 0
    countries: frozenset[int] | None = None

    def words(self) -> tuple[object, ...]:
        """As the contract takes it."""
        bits = sum(1 << country for country in self.countries or ())
        parts = tuple((bits >> (256 * k)) % 2**256 for k in range(4))
        return (
            self.lockup_days,
            self.resale_days,
            self.accredited_only,
            self.most_retail,
            self.issuer_yearly,
            self.investor_share,
            self.investor_floor,
            parts,
        )


@dataclass
class Facts:
    """What a verifier attested of a person."""

    accredited: bool = False
    country: int = 276
    document: bool = True
    limit: int = 0


@dataclass
class Offer:
    """An offering as it counts."""

    issuer: int
    row: Row
    deadline: int
    raises: int
    closed: bool = False
    laid: dict[int, int] = field(default_factory=dict)
    bare: dict[int, int] = field(default_factory=dict)
    retail: set[int] = field(default_factory=set)


@dataclass
class Law:
    """Who may have shares, as the rules say."""

    facts: dict[int, Facts] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    resale: dict[int, list[tuple[Row, int]]] = field(default_factory=dict)
    spent: dict[int, int] = field(default_factory=dict)
    seats: dict[int, dict[int, bool]] = field(default_factory=dict)
    """token -> holder -> whether counted as not accredited, when they became one."""
    retail: Counter[int] = field(default_factory=Counter)
    """token -> how many of its holders are counted so."""
    numbers: Numbers = field(default_factory=Numbers)
    _raised: dict[int, list[Offer]] = field(default_factory=dict)
    _laid: dict[int, set[int]] = field(default_factory=dict)
    """Investor -> offerings in which money of theirs was ever laid."""

    # Seats

    def recount(self, net: Network, token: int, people: Iterable[int]) -> None:
        """Look who of these holds now: who is new is counted as they are, who left is not."""
        seats = self.seats.setdefault(token, {})
        holdings = net.tokens[token].holdings
        for who in people:
            holds = who != token and who in holdings and holdings[who].units > 0
            if holds and who not in seats:
                seats[who] = not self.facts[who].accredited
                self.retail[token] += seats[who]
            elif not holds and who in seats:
                self.retail[token] -= seats.pop(who)

    def counts(self, token: int) -> tuple[int, int]:
        """Holders, and of them retail."""
        return len(self.seats.get(token, {})), self.retail[token]

    def has_room(self, token: int, taken: list[int], person: int) -> bool:
        """Whether there is a seat for a person, when these others take theirs first."""
        seats = self.seats.get(token, {})
        if person in seats or person in taken or person == token:
            return True
        new = [who for who in taken if who not in seats and who != token]
        holders, retail = self.counts(token)
        retail += sum(not self.facts[who].accredited for who in new)
        if holders + len(new) >= self.numbers.most_holders:
            return False
        return self.facts[person].accredited or retail < self.numbers.most_retail

    def fits(self, row: Row, person: int) -> bool:
        """Whether a row admits a person."""
        facts = self.facts[person]
        if row.accredited_only and not facts.accredited:
            return False
        return row.countries is None or facts.country in row.countries

    def fits_resale(self, net: Network, token: int, person: int) -> bool:
        """Whether a person fits all rows under which shares were offered lately."""
        rows = self.resale.get(token, [])
        return all(self.fits(row, person) for row, until in rows if until > net.now)

    # Years

    def _counts(self, net: Network, deadline: int) -> bool:
        return net.now // BUCKET - deadline // BUCKET <= 12

    def raised(self, net: Network, issuer: int) -> int:
        """What an issuer's year holds."""
        own = self._raised.get(issuer, [])
        return sum(offer.raises for offer in own if self._counts(net, offer.deadline))

    def invested(self, net: Network, person: int) -> int:
        """What an investor's year holds."""
        in_these = [self.offers[number] for number in self._laid.get(person, ())]
        counting = (offer for offer in in_these if self._counts(net, offer.deadline))
        return sum(offer.laid.get(person, 0) for offer in counting)

    # Offerings

    def open(self, net: Network, issuer: int, row: Row, raises: int, deadline: int) -> int:
        """Note an offering; its number."""
        if row.issuer_yearly and self.raised(net, issuer) + raises > row.issuer_yearly:
            raise Refused("the issuer's year is full")
        number = len(self.offers) + 1
        offer = self.offers[number] = Offer(issuer, row, deadline, raises)
        self._raised.setdefault(issuer, []).append(offer)
        return number

    def commit(self, net: Network, number: int, person: int, amount: int) -> None:
        """Lay money in an offering."""
        offer, facts = self.offers[number], self.facts[person]
        row = offer.row
        if not self.fits(row, person):
            raise Refused("class or country")
        if not facts.accredited:
            full = row.most_retail and len(offer.retail) >= row.most_retail
            if full and person not in offer.retail:
                raise Refused("retail buyers")
            if row.investor_share:
                most = max(row.investor_floor, facts.limit * row.investor_share // 10_000)
                if self.invested(net, person) + amount > most:
                    raise Refused("the investor's year is full")
        if not facts.document and self.spent.get(person, 0) + amount > self.numbers.world_limit:
            raise Refused("without a document")
        if not self.has_room(offer.issuer, [], person):
            raise Refused("no seat")
        offer.laid[person] = offer.laid.get(person, 0) + amount
        self._laid.setdefault(person, set()).add(number)
        if not facts.accredited:
            offer.retail.add(person)
        if not facts.document:
            self.spent[person] = self.spent.get(person, 0) + amount
            offer.bare[person] = offer.bare.get(person, 0) + amount

    def uncommit(self, number: int, person: int, amount: int) -> None:
        """Give back what bought nothing."""
        offer = self.offers[number]
        back = min(amount, offer.laid.get(person, 0))
        if not back:
            return
        offer.laid[person] -= back
        freed = min(back, offer.bare.get(person, 0))
        if freed:
            offer.bare[person] -= freed
            self.spent[person] -= min(freed, self.spent[person])
        if not offer.laid[person]:
            offer.retail.discard(person)

    def close(self, net: Network, number: int, sold: int) -> None:
        """End an offering."""
        offer = self.offers[number]
        if offer.closed:
            return
        offer.closed, offer.raises = True, min(sold, offer.raises)
        if offer.raises and offer.row.resale_days:
            until = (net.now // DAY + 1 + offer.row.resale_days) * DAY
            rows = [pair for pair in self.resale.get(offer.issuer, []) if pair[0] != offer.row]
            self.resale[offer.issuer] = [*rows, (offer.row, until)]

    def takers(self, net: Network, number: int, people: list[int]) -> list[int]:
        """Who of these may take shares now, in this order."""
        offer = self.offers[number]
        taken: list[int] = []
        for person in people:
            if not net.active(person) or not self.fits(offer.row, person):
                continue
            if self.has_room(offer.issuer, taken, person):
                taken.append(person)
        return taken

    def buyers(self, net: Network, token: int, people: list[int]) -> list[int]:
        """Whose buys stand in an auction, the best price first."""
        taken: list[int] = []
        for person in people:
            fits = person == token or self.fits_resale(net, token, person)
            if fits and self.has_room(token, taken, person):
                taken.append(person)
        return taken

    # Forced movements

    def force(self, net: Network, token: int, sender: int, receiver: int, units: int) -> None:
        """Give lots to another person, as a published decision says."""
        holding = net.tokens[token].holding(sender)
        if token in (sender, receiver) or sender == receiver or not units:
            raise Refused("never")
        if not net.active(receiver):
            raise Refused("not a verified person")
        if holding.units - holding.reserved < units:
            raise Refused("not so many")
        before = self.counts(token)
        net.owed(token, sender)
        self._move(net, token, sender, receiver, units)
        self.recount(net, token, (sender, receiver))
        holders, retail = self.counts(token)
        if holders > max(self.numbers.most_holders, before[0]):
            raise Refused("too many holders")
        if retail > max(self.numbers.most_retail, before[1]):
            raise Refused("too many retail holders")

    def _move(self, net: Network, token: int, sender: int, receiver: int, units: int) -> None:
        """Move lots, oldest first, with their costs and dates."""
        given, taker = net.tokens[token].holding(sender), net.tokens[token].holding(receiver)
        for person, held in ((sender, given), (receiver, taker)):
            held.pending = net.owed(token, person)
            held.checkpoint = net.tokens[token].earned
        left = units
        for lot in given.lots:
            part = min(left, lot.units)
            if not part:
                break
            cost = lot.cost * part // lot.units
            lot.units, lot.cost, left = lot.units - part, lot.cost - cost, left - part
            if len(taker.lots) < MAX_LOTS:
                taker.lots.append(Lot(part, cost, lot.acquired, lot.unlocks))
                continue
            newest = taker.lots[-1]
            newest.units += part
            newest.cost += cost
            newest.acquired = max(newest.acquired, lot.acquired)
            newest.unlocks = max(newest.unlocks, lot.unlocks)
            newest.joined = True
        given.lots = [lot for lot in given.lots if lot.units]
        given.units -= units
        taker.units += units
