"""Offerings as the rules tell them: a fixed price, a line of commitments, shares pulled after."""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.compliance import Law, Row
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Lot, Network
from wallet.rules.stops import Stops
from wallet.rules.units import DAY, HOUR, MAX_LOTS, PRICE_UNITS, Refused, S, price_of, worth


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

    number: int
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
    sold: int = 0
    """Units that were taken or still may be."""
    waiting: int = 0
    """Of these, units that their buyers have not got yet, nor their money back."""
    allotments: dict[int, int] = field(default_factory=dict)
    documented: dict[int, bool] = field(default_factory=dict)
    """Who took shares -> whether with a document, when they first did."""
    held: int = 0
    """Dollars in the offering."""

    @property
    def committed(self) -> int:
        """Units of all who stand in line."""
        return sum(entry.units for entry in self.line if entry.state == "in line")

    def allotted(self, number: int) -> int:
        """Units that an entry got at the close."""
        return self.allotments.get(number, 0)

    def allot(self) -> None:
        """Serve the line up to the maximum."""
        left = self.most
        for number, entry in enumerate(self.line):
            if entry.state == "in line":
                self.allotments[number] = min(left, entry.units)
                left -= self.allotments[number]
        self.waiting = self.most - left


class Offerings:
    """All raises of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.raises: list[Raise] = []
        self.of: dict[int, list[Raise]] = {}
        """Issuer -> their raises; only the last can be open."""
        self.stops = Stops()
        self.law: Law | None = None
        """Who may have shares; None where everybody may."""
        self.first_sold: dict[int, int] = {}
        self.stated: dict[int, int] = {}
        """Issuer -> when they last filed a year's statement."""

    def _stopped(self) -> bool:
        """Whether the market is stopped."""
        return self.network.now < self.stops.until

    def open_of(self, issuer: int) -> Raise | None:
        """Return a person's open raise."""
        last = self.of.get(issuer, [])[-1:]
        return last[0] if last and last[0].state == "open" else None

    def unpulled(self, issuer: int) -> int:
        """Return the units sold whose buyers have not got them yet, nor their money back."""
        if Flaw.UNPULLED in self.network.flaws:
            return 0
        return sum(deal.waiting for deal in self.of.get(issuer, []))

    def open(
        self,
        issuer: int,
        least: int,
        most: int,
        price: int,
        deadline: int,
        lockup: int,
        row: Row | None = None,
    ) -> int:
        """Offer own shares; return the raise's place in the list."""
        net = self.network
        token = net.tokens.get(issuer)
        if token is None or not net.active(issuer) or self.open_of(issuer):
            raise Refused("no token, not active, or raising already")
        if self._stopped():
            raise Refused("stopped")
        first = self.first_sold.get(issuer)
        since = net.now - 365 * DAY
        long = first is not None and first < since and token.outside
        if long and self.stated.get(issuer, 0) < since:
            raise Refused("no statement of this year")
        if net.blocked(issuer):
            raise Refused("an exit or a debt is open")
        least_time, most_time = net.numbers.no_withdrawal + HOUR, net.numbers.longest_offering
        if not net.now + least_time <= deadline <= net.now + most_time:
            raise Refused("deadline out of bounds")
        if not 0 < least <= most or not price:
            raise Refused("bad amounts")
        own = token.holding(issuer)
        if (own.units - own.reserved - most) * 100 < 51 * S:
            raise Refused("issuers keep 51 %")
        if self.law and row:
            if lockup < row.lockup_days * DAY:
                raise Refused("the row locks them for longer")
            self.law.open(net, issuer, row, price_of(most, price), deadline)
        own.reserved += most
        deal = Raise(len(self.raises), issuer, least, most, price, deadline, lockup)
        self.raises.append(deal)
        self.of.setdefault(issuer, []).append(deal)
        return deal.number

    def commit(self, number: int, person: int, units: int) -> int:
        """Lay money in the offering for units; return the place in line."""
        net, deal = self.network, self.raises[number]
        if not net.active(person) or net.overdue_debts(person) or person == deal.issuer:
            raise Refused("may not buy")
        if deal.state != "open" or net.now >= deal.deadline or self._stopped():
            raise Refused("closed or stopped")
        if not net.active(deal.issuer):
            raise Refused("the issuer may not raise now")
        cost = price_of(units, deal.price)
        if not units or not cost:
            raise Refused("nothing")
        who = net.people[person]
        if net.paused or who.undeliverable or who.cash < cost:
            raise Refused("money does not come")
        if self.law:
            self.law.commit(net, number + 1, person, cost)
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
        if self.network.now > deal.deadline - self.network.numbers.no_withdrawal:
            raise Refused("too late")
        entry.state = "withdrawn"
        self._come_back(number, entry, entry.paid, True)

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
        stopped = self.network.frozen(deal.issuer) or self.network.people[deal.issuer].banned
        sold = min(deal.committed, deal.most)
        if sold >= deal.least and not stopped and self._stopped():
            raise Refused("the market is stopped")
        deal.closed_at = self.network.now
        deal.reference = self.network.tokens[deal.issuer].reference
        deal.state = "succeeded" if sold >= deal.least and not stopped else "failed"
        unsold = deal.most - sold if deal.state == "succeeded" else deal.most
        self.network.tokens[deal.issuer].holding(deal.issuer).reserved -= unsold
        if deal.state == "succeeded":
            deal.sold = sold
            deal.allot()
            self.first_sold.setdefault(deal.issuer, self.network.now)
        if self.law:
            self.law.close(self.network, number + 1, price_of(deal.sold, deal.price))

    def fail(self, issuer: int) -> None:
        """End an open raise because its issuer reported an exit."""
        deal = self.open_of(issuer)
        if deal:
            deal.state = "failed"
            self.network.tokens[issuer].holding(issuer).reserved -= deal.most
            if self.law:
                self.law.close(self.network, deal.number + 1, 0)

    def take(self, number: int, places: list[int], by: int = 0) -> None:
        """Pull investors' shares; who may no longer hold is passed over."""
        net, deal = self.network, self.raises[number]
        if deal.state != "succeeded" or self._stopped():
            raise Refused("not successfully closed, or stopped")
        token = net.tokens[deal.issuer]
        taking = []
        allowed = self._may_take(number, [deal.line[place].person for place in places])
        for place in places:
            entry = deal.line[place]
            if entry.person not in allowed:
                continue
            if entry.state != "in line" or not deal.allotted(place):
                continue
            if net.active(entry.person) and self._fits(deal, entry.person):
                taking.append((entry, deal.allotted(place)))
                entry.state = "taken"
                entry.taken_units = deal.allotted(place)
                entry.taken_paid = price_of(entry.taken_units, deal.price)
                counts = net.people[entry.person].document or Flaw.WORLD_COUNTS in net.flaws
                deal.documented.setdefault(entry.person, counts)
                deal.waiting -= deal.allotted(place)
        believed = self.believes(deal)
        for entry, units in taking:
            paid = entry.taken_paid
            cost = self._cost(deal, entry) if believed else 0
            joined_cost = min(cost, worth(units, deal.reference or 0))
            if Flaw.LOTS_MERGE in net.flaws:
                joined_cost = cost
            token.holding(deal.issuer).reserved -= units
            token.holding(deal.issuer).units -= units
            unlocks = deal.closed_at + deal.lockup if deal.lockup else 0
            lot = net.give_lot(deal.issuer, entry.person, units, cost, joined_cost, unlocks)
            entry.lot, entry.believed = lot, believed
            deal.proceeds += paid
            if self.law:
                self.law.recount(net, deal.issuer, [entry.person])
            if entry.paid > paid:
                self._come_back(number, entry, entry.paid - paid, by == entry.person)
        if believed and token.reference is None:
            token.reference = deal.price

    def _may_take(self, number: int, people: list[int]) -> list[int]:
        """Return those of these who may have shares now."""
        if self.law:
            return self.law.takers(self.network, number + 1, people)
        return [person for person in people if self.network.active(person)]

    def believes(self, deal: Raise) -> bool:
        """Whether enough DOCUMENT buyers took their shares, none above half in the end.

        What waits may still go to whoever has most.
        """
        taken: dict[int, int] = {}
        for entry in deal.line:
            if entry.state == "taken":
                taken[entry.person] = taken.get(entry.person, 0) + entry.taken_units
        total = sum(taken.values())
        waits = deal.sold - total
        most = max(taken.values(), default=0) + waits
        fewest = self.network.numbers.fewest_buyers
        return sum(deal.documented.values()) >= fewest and 2 * most <= total + waits

    def _cost(self, deal: Raise, entry: Entry) -> int:
        """What was paid, up to 120 % of the reference price where there is one."""
        if deal.reference is None:
            return entry.taken_paid
        premium = self.network.numbers.premium
        most = entry.taken_units * deal.reference * premium // (100 * PRICE_UNITS)
        return min(entry.taken_paid, most)

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
        token = self.network.tokens[deal.issuer]
        if token.reference is None:
            token.reference = deal.price
        for entry in [deal.line[place] for place in places]:
            lot = entry.lot
            if entry.state != "taken" or entry.believed or lot is None:
                continue
            if not lot.units or lot.joined:
                continue  # gone, or part of another
            entry.believed = True
            cost = self._cost(deal, entry) * lot.units // entry.taken_units
            lot.cost = max(lot.cost, cost)

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
                may = entry.person in self._may_take(number, [entry.person])
                if may or not (waited or by == entry.person):
                    raise Refused("their shares wait")
                token = net.tokens[deal.issuer]
                token.holding(deal.issuer).reserved -= deal.allotted(place)
                deal.sold -= deal.allotted(place)
                deal.waiting -= deal.allotted(place)
        entry.state = "refunded"
        self._come_back(number, entry, entry.paid, by == entry.person)

    def pay_out(self, number: int, by: int) -> None:
        """Bring the issuer the money of pulled shares, three days after the close."""
        deal = self.raises[number]
        if by != deal.issuer:
            raise Refused("not the issuer's")
        if (
            deal.state != "succeeded"
            or self.network.now < deal.closed_at + self.network.numbers.rest
        ):
            raise Refused("the money rests")
        if not deal.proceeds:
            raise Refused("nothing")
        amount, deal.proceeds = deal.proceeds, 0
        self._give_back(deal, deal.issuer, amount, True)

    def _come_back(self, number: int, entry: Entry, amount: int, deliver: bool) -> None:
        """Give an investor money back that bought no shares."""
        if self.law:
            self.law.uncommit(number + 1, entry.person, amount)
        self._give_back(self.raises[number], entry.person, amount, deliver)

    def _give_back(self, deal: Raise, person: int, amount: int, deliver: bool) -> None:
        """Send money of the offering through the ledger to a person."""
        deal.held -= amount
        self.network.pool += amount
        self.network.reach(person, amount, deliver)
