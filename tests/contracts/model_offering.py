"""Offerings as the rules tell them: a fixed price, a line of commitments, shares pulled after."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.contracts.model import (
    DAY,
    MAX_LOTS,
    Lot,
    Network,
    Refused,
    S,
    price_of,
    worth,
)

HOUR = 3_600


@dataclass
class Entry:
    """One commitment in the line."""

    person: int
    units: int
    paid: int
    state: str = "in line"
    """in line, withdrawn, rejected (money waits), taken, refunded."""
    lot: Lot | None = None
    taken_units: int = 0
    taken_paid: int = 0
    believed: bool = False


@dataclass
class Raise:
    """One offering, from its opening to the last share pulled."""

    issuer: int
    least: int
    most: int
    price: int
    deadline: int
    lockup: int
    line: list[Entry] = field(default_factory=list)
    state: str = "open"
    """open, succeeded, failed."""
    closed_at: int = 0
    reference: int | None = None
    """The reference price at the close."""
    proceeds: int = 0
    held: int = 0
    """Dollars in the offering."""

    @property
    def committed(self) -> int:
        """Units of all who stand in line."""
        return sum(entry.units for entry in self.line if entry.state == "in line")

    def allotted(self, number: int) -> int:
        """Units of an entry below the maximum: those ahead in line come first."""
        ahead = sum(
            entry.units
            for entry in self.line[:number]
            if entry.state in ("in line", "taken", "refunded")
        )
        return max(0, min(self.line[number].units, self.most - ahead))


class Offerings:
    """All raises of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.raises: list[Raise] = []

    def open_of(self, issuer: int) -> Raise | None:
        """Return a person's open raise."""
        found = (r for r in self.raises if r.issuer == issuer and r.state == "open")
        return next(found, None)

    def unpulled(self, issuer: int) -> int:
        """Return the units sold whose buyers have not got them yet, nor their money back."""
        sold = (r for r in self.raises if r.issuer == issuer and r.state == "succeeded")
        return sum(
            deal.allotted(place)
            for deal in sold
            for place, entry in enumerate(deal.line)
            if entry.state == "in line"
        )

    def open(
        self, issuer: int, least: int, most: int, price: int, deadline: int, lockup: int
    ) -> int:
        """Offer own shares; return the raise's place in the list."""
        net = self.network
        token = net.tokens.get(issuer)
        if token is None or not net.active(issuer) or self.open_of(issuer):
            raise Refused("no token, not active, or raising already")
        if net.blocked(issuer):
            raise Refused("an exit or a debt is open")
        if not net.now + 2 * DAY + HOUR <= deadline <= net.now + 60 * DAY:
            raise Refused("deadline out of bounds")
        if not 0 < least <= most or not price:
            raise Refused("bad amounts")
        own = token.holding(issuer)
        if (own.units - own.reserved - most) * 100 < 51 * S:
            raise Refused("issuers keep 51 %")
        own.reserved += most
        self.raises.append(Raise(issuer, least, most, price, deadline, lockup))
        return len(self.raises) - 1

    def commit(self, number: int, person: int, units: int) -> int:
        """Lay money in the offering for units; return the place in line."""
        net, deal = self.network, self.raises[number]
        if not net.active(person) or net.overdue_debts(person) or person == deal.issuer:
            raise Refused("may not buy")
        if deal.state != "open" or net.now >= deal.deadline:
            raise Refused("closed")
        if not net.active(deal.issuer):
            raise Refused("the issuer may not raise now")
        cost = price_of(units, deal.price)
        if not units or not cost:
            raise Refused("nothing")
        net.pull(person, cost)
        net.pool -= cost
        deal.held += cost
        deal.line.append(Entry(person, units, cost))
        return len(deal.line) - 1

    def withdraw(self, number: int, place: int, person: int) -> None:
        """Take a commitment back, until 48 hours before the deadline."""
        deal = self.raises[number]
        entry = deal.line[place]
        if entry.person != person or entry.state != "in line" or deal.state != "open":
            raise Refused("not one's own, or not in line")
        if self.network.now > deal.deadline - 2 * DAY:
            raise Refused("too late")
        entry.state = "withdrawn"
        self._give_back(deal, entry.person, entry.paid, True)

    def reject(self, number: int, place: int) -> None:
        """Refuse an investor, who then pulls the money back."""
        deal = self.raises[number]
        entry = deal.line[place]
        if entry.state != "in line" or deal.state != "open":
            raise Refused("not in line")
        entry.state = "rejected"

    def close(self, number: int) -> None:
        """End the raise after its deadline."""
        deal = self.raises[number]
        if deal.state != "open" or self.network.now < deal.deadline:
            raise Refused("not over")
        deal.closed_at = self.network.now
        deal.reference = self.network.tokens[deal.issuer].reference
        sold = min(deal.committed, deal.most)
        stopped = self.network.frozen(deal.issuer) or self.network.people[deal.issuer].banned
        deal.state = "succeeded" if sold >= deal.least and not stopped else "failed"
        unsold = deal.most - sold if deal.state == "succeeded" else deal.most
        self.network.tokens[deal.issuer].holding(deal.issuer).reserved -= unsold

    def fail(self, issuer: int) -> None:
        """End an open raise because its issuer reported an exit."""
        deal = self.open_of(issuer)
        if deal:
            deal.state = "failed"
            self.network.tokens[issuer].holding(issuer).reserved -= deal.most

    def take(self, number: int, places: list[int], by: int = 0) -> None:
        """Pull investors' shares; who may no longer hold is passed over."""
        net, deal = self.network, self.raises[number]
        if deal.state != "succeeded":
            raise Refused("not successfully closed")
        token = net.tokens[deal.issuer]
        taking = []
        for place in places:
            entry = deal.line[place]
            if entry.state != "in line" or not deal.allotted(place):
                continue
            if net.active(entry.person) and self._fits(deal, entry.person):
                taking.append((entry, deal.allotted(place)))
                entry.state = "taken"
                entry.taken_units = deal.allotted(place)
                entry.taken_paid = price_of(entry.taken_units, deal.price)
        believed = self.believes(deal)
        for entry, units in taking:
            paid = entry.taken_paid
            cost = self._cost(deal, entry) if believed else 0
            joined_cost = min(cost, worth(units, deal.reference or 0))
            token.holding(deal.issuer).reserved -= units
            token.holding(deal.issuer).units -= units
            unlocks = deal.closed_at + deal.lockup if deal.lockup else 0
            lot = net.give_lot(deal.issuer, entry.person, units, cost, joined_cost, unlocks)
            entry.lot, entry.believed = lot, believed
            deal.proceeds += paid
            if entry.paid > paid:
                self._give_back(deal, entry.person, entry.paid - paid, by == entry.person)
        if taking and believed and token.reference is None:
            token.reference = deal.price

    def believes(self, deal: Raise) -> bool:
        """Whether three DOCUMENT buyers took their shares, none above half."""
        taken: dict[int, int] = {}
        for entry in deal.line:
            if entry.state == "taken":
                taken[entry.person] = taken.get(entry.person, 0) + entry.taken_units
        documented = [p for p in taken if self.network.people[p].document]
        return len(documented) >= 3 and 2 * max(taken.values()) <= sum(taken.values())

    def _cost(self, deal: Raise, entry: Entry) -> int:
        """What was paid, up to 120 % of the reference price where there is one."""
        if deal.reference is None:
            return entry.taken_paid
        return min(entry.taken_paid, entry.taken_units * deal.reference * 120 // (100 * 10**24))

    def _fits(self, deal: Raise, person: int) -> bool:
        """Whether the shares can be added without locking what the person offers for sale."""
        holding = self.network.tokens[deal.issuer].holding(person)
        unlocks = deal.closed_at + deal.lockup if deal.lockup else 0
        if len(holding.lots) < MAX_LOTS or unlocks <= self.network.now:
            return True
        newest = holding.lots[-1]
        locks = newest.units if newest.unlocks <= self.network.now else 0
        return self.network.sellable(deal.issuer, person) >= locks

    def believe(self, number: int, places: list[int]) -> None:
        """Let the cost count of what was taken before there were three buyers."""
        deal = self.raises[number]
        if not self.believes(deal):
            raise Refused("not believed")
        entries = [deal.line[place] for place in places]
        late = [entry for entry in entries if entry.state == "taken" and not entry.believed]
        for entry in late:
            if entry.lot is None or not entry.lot.units or entry.lot.joined:
                raise Refused("the lot is gone or joined")
        for entry in late:
            assert entry.lot is not None
            entry.believed = True
            entry.lot.cost = self._cost(deal, entry) * entry.lot.units // entry.taken_units

    def refund(self, number: int, place: int, by: int) -> None:
        """Give money back: rejected, failed, above the maximum, or who may no longer hold."""
        net, deal = self.network, self.raises[number]
        entry = deal.line[place]
        if entry.state not in ("in line", "rejected"):
            raise Refused("nothing to give back")
        if entry.state == "in line":
            if deal.state == "open":
                raise Refused("still open")
            if deal.state == "succeeded" and deal.allotted(place):
                waited = net.now >= deal.closed_at + 30 * DAY
                if net.active(entry.person) or not (waited or by == entry.person):
                    raise Refused("their shares wait")
                token = net.tokens[deal.issuer]
                token.holding(deal.issuer).reserved -= deal.allotted(place)
        entry.state = "refunded"
        self._give_back(deal, entry.person, entry.paid, by == entry.person)

    def pay_out(self, number: int, by: int) -> None:
        """Bring the issuer the money of pulled shares, three days after the close."""
        deal = self.raises[number]
        if by != deal.issuer:
            raise Refused("not the issuer's")
        if deal.state != "succeeded" or self.network.now < deal.closed_at + 3 * DAY:
            raise Refused("the money rests")
        if not deal.proceeds:
            raise Refused("nothing")
        amount, deal.proceeds = deal.proceeds, 0
        self._give_back(deal, deal.issuer, amount, True)

    def _give_back(self, deal: Raise, person: int, amount: int, deliver: bool) -> None:
        """Send money of the offering through the ledger to a person."""
        deal.held -= amount
        self.network.pool += amount
        self.network.reach(person, amount, deliver)
