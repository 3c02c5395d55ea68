"""Companies as the rules tell them: stakes, exits, disputes, and what is owed when they are sold.

Who signs is not the model's affair: here an attestation is given or it is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wallet.rules.auctions import Auctions
from wallet.rules.debts import Debt
from wallet.rules.flaws import Flaw
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.units import DAY, DOLLAR, Refused, S

LARGE = 100_000 * DOLLAR
LARGE_WINDOW = 10 * DAY


@dataclass
class Version:
    """What a stake was said to be; hidden until an exit."""

    units: int
    cost: int
    attested_at: int | None = None


@dataclass
class Stake:
    """Equity in a company, in all its versions."""

    owner: int
    versions: list[Version]
    sold: int = 0
    counted: int = 0

    def counting(self, closed_at: int, age: int) -> Version | None:
        """The newest version that was attested so long before, if any."""
        for version in reversed(self.versions):
            if version.attested_at is not None and version.attested_at + age <= closed_at:
                return version
        return None


@dataclass
class Exit:
    """A stake, or a part of it, sold. State: reported, case, owed, done."""

    owner: int
    proceeds: int
    gain: int
    closed_at: int
    reported_at: int
    cost: int = 0
    waits: bool = False
    """Shares that were sold were not with their buyers yet."""
    state: str = "reported"
    stake: int = 0
    """Of which stake, from 1; 0: of none that was declared."""


@dataclass
class Window:
    """A bond for an exit as reported, and another against it."""

    opener: int
    bond: int
    ends: int
    disputer: int | None = None
    disputed_at: int = 0


@dataclass
class Buyback:
    """A fill of an auction in which the issuer was the buyer."""

    seller: int
    units: int
    premium: int
    at: int
    distributed: int = 0
    settled: set[int] = field(default_factory=set)


class Companies:
    """All stakes and exits of a network; its debts are the network's."""

    def __init__(self, network: Network, auctions: Auctions, offerings: Offerings) -> None:
        self.network = network
        self.auctions = auctions
        self.offerings = offerings
        self.stakes: list[Stake] = []
        self.exits: dict[int, Exit] = {}
        self.windows: dict[int, Window] = {}
        self.buybacks: dict[int, list[Buyback]] = {}
        self.count = 0
        self.waiting: dict[int, int] = {}
        """Units sold and not pulled, where a test says so."""
        # As the contracts want them brought along; nothing here reads them.
        self.declared: dict[int, list[tuple[Any, ...]]] = {}
        self.reported: dict[int, tuple[Any, ...]] = {}
        network.unpulled = offerings.unpulled

    def state(self, number: int) -> str:
        """What an exit is now; an exit whose debt is paid is done."""
        state = self.exits[number].state
        return "done" if state == "owed" and not self.network.debts[number].gain else state

    @property
    def bonds(self) -> int:
        """Money that lies in windows and cases."""
        return sum(w.bond * (2 if w.disputer else 1) for w in self.windows.values())

    # Stakes

    def declare(self, owner: int, units: int, cost: int) -> int:
        """Declare a stake; return its place in the list."""
        self.stakes.append(Stake(owner, [Version(units, cost)]))
        return len(self.stakes) - 1

    def amend(self, number: int, units: int, cost: int) -> None:
        """Say anew what a stake is."""
        versions = self.stakes[number].versions
        if len(versions) == 16:
            raise Refused("corrected too often")
        versions.append(Version(units, cost))

    def attest_stake(self, number: int) -> None:
        """Two of three attestors confirm the stake as it was last declared."""
        version = self.stakes[number].versions[-1]
        if version.attested_at is not None:
            raise Refused("attested already")
        version.attested_at = self.network.now

    # Exits

    def report(
        self, number: int, units: int, proceeds: int, costs: int, closed_at: int, opened: int
    ) -> int:
        """Report an exit by the version `opened` (from 1; 0: none); return its number."""
        net, stake = self.network, self.stakes[number]
        if closed_at > net.now or not units:
            raise Refused("not closed, or nothing sold")
        cost = 0
        if opened:
            version = stake.versions[opened - 1]
            if stake.sold + units > version.units:
                raise Refused("more than declared")
            at = version.attested_at
            age = net.numbers.cost_age
            if at is not None and at + age <= closed_at:
                if stake.counting(closed_at, age) is not version:
                    raise Refused("another version counts")
                upto = version.cost * (stake.sold + units) // version.units
                cost = upto - version.cost * stake.sold // version.units
                cost = min(cost, max(0, upto - stake.counted))
        stake.sold += units
        stake.counted += cost
        gain = max(0, proceeds - cost - costs)
        self.count += 1
        waits = net.unpulled(stake.owner) != 0
        sold = Exit(stake.owner, proceeds, gain, closed_at, net.now, cost, waits)
        sold.stake = number + 1
        self.exits[self.count] = sold
        net.open_exits[stake.owner] = net.open_exits.get(stake.owner, 0) + 1
        self.offerings.fail(stake.owner)
        if proceeds >= 1_000 * DOLLAR:
            self.auctions.exit_news(stake.owner, gain)
        return self.count

    def attest_exit(self, number: int) -> Debt | None:
        """Two of three attestors confirm the exit; return the debt, if it makes one."""
        if self.exits[number].state != "reported":
            raise Refused("decided already, or disputed")
        return self._owe(number, self.exits[number].gain, self.network.now)

    def _owe(self, number: int, gain: int, since: int) -> Debt | None:
        """End the report of an exit; its gain is owed to who holds."""
        net, sold = self.network, self.exits[number]
        net.open_exits[sold.owner] -= 1
        token = net.tokens.get(sold.owner)
        sold.state = "done"
        if not (gain and token and (token.outside or sold.waits)):
            return None
        numbers = net.numbers
        late_report = max(0, sold.reported_at - sold.closed_at - numbers.report_within)
        due = since + numbers.pay_within - late_report
        news = max(sold.proceeds, sold.gain) >= 1_000 * DOLLAR
        listed = [debt for debt in net.open_debts(sold.owner) if not debt.creditor]
        if len(listed) == 32:
            listed.sort(key=lambda debt: debt.due)
            earlier = [debt for debt in listed if debt.due <= due]
            into = earlier[-1] if earlier else listed[0]
            into.gain, into.due = into.gain + gain, min(into.due, due)
            into.news, into.waits = into.news or news, into.waits or sold.waits
            return into
        sold.state = "owed"
        debt = Debt(number, sold.owner, gain, due, news, opened=net.now, waits=sold.waits)
        debt.rate = numbers.interest
        if Flaw.DOLLAR_DEBT in net.flaws:
            debt.fixed = token.outside
        net.debts.add(debt)
        return debt

    def _owe_person(self, issuer: int, creditor: int, amount: int) -> Debt:
        """Open a debt to one person; it never falls due before an older one."""
        net = self.network
        queue = [debt.due for debt in net.open_debts(issuer) if debt.creditor]
        due = max([net.now + net.numbers.pay_within, *queue])
        self.count += 1
        debt = Debt(self.count, issuer, amount, due, False, creditor, net.now)
        debt.rate = net.numbers.interest
        net.debts.add(debt)
        return debt

    # Disputes

    def open_window(self, number: int, opener: int) -> None:
        """Lay a bond for an exit as it was reported."""
        net, sold = self.network, self.exits[number]
        if sold.state != "reported" or number in self.windows:
            raise Refused("decided, or open already")
        token = net.tokens.get(sold.owner)
        share = sold.gain * (token.outside if token else 0) // S
        numbers = net.numbers
        bond = min(max(share * 2 // 100, numbers.least_bond), numbers.most_bond)
        net.pull(opener, bond)
        lasts = max(numbers.window, LARGE_WINDOW) if sold.proceeds > LARGE else numbers.window
        self.windows[number] = Window(opener, bond, net.now + lasts)

    def dispute(self, number: int, person: int) -> None:
        """Lay the same bond against it."""
        net, sold, window = self.network, self.exits[number], self.windows.get(number)
        if window is None or net.now >= window.ends or window.disputer:
            raise Refused("no window")
        if person in (window.opener, sold.owner) or sold.state != "reported":
            raise Refused("own exit, or decided")
        if not net.active(person) or not net.people[person].document:
            raise Refused("not a DOCUMENT person")
        net.pull(person, window.bond)
        window.disputer, window.disputed_at = person, net.now
        sold.state = "case"

    def accept(self, number: int) -> None:
        """Accept an exit that nobody disputed in time."""
        window = self.windows.get(number)
        if window is None or window.disputer or self.network.now < window.ends:
            raise Refused("not yet")
        if self.exits[number].state != "reported":
            raise Refused("attested meanwhile")
        del self.windows[number]
        self._owe(number, self.exits[number].gain, window.ends)
        self.network.reach(window.opener, window.bond)

    def take_back(self, number: int) -> None:
        """Return the bond for an exit that attestors confirmed meanwhile."""
        window = self.windows.get(number)
        if window is None or self.exits[number].state not in ("owed", "done"):
            raise Refused("not decided")
        del self.windows[number]
        self.network.reach(window.opener, window.bond)

    def rule(self, number: int, gain: int, large: bool) -> None:
        """Decide a case: the loser's bond goes to the winner, a part to the holders."""
        net, window = self.network, self.windows.get(number)
        if window is None or window.disputer is None:
            raise Refused("no case")
        sold = self.exits[number]
        if not large and max(sold.proceeds, gain) > LARGE:
            raise Refused("too large for a light decision")
        del self.windows[number]
        winner = window.opener if gain == sold.gain else window.disputer
        token = net.tokens.get(sold.owner)
        outside = token.outside if token else 0
        holders = window.bond * 30 // 100 if outside * 1_000 >= S else 0
        before, sold.gain = sold.gain, gain
        self._owe(number, gain, window.ends)
        if gain > before and gain >= 1_000 * DOLLAR:
            self.auctions.exit_news(sold.owner, gain - before)
        if holders:
            net.siphon(sold.owner, holders * S // outside)
        net.reach(winner, 2 * window.bond - holders)

    def lapse(self, number: int) -> None:
        """Nobody ruled in 60 days: bonds go back, the exit is accepted as reported."""
        net, window = self.network, self.windows.get(number)
        if window is None or window.disputer is None:
            raise Refused("no case")
        if net.now <= window.disputed_at + 60 * DAY:
            raise Refused("a ruling may come")
        del self.windows[number]
        self._owe(number, self.exits[number].gain, window.ends)
        net.reach(window.opener, window.bond)
        net.reach(window.disputer, window.bond)

    # Found out, and bought back

    def found(
        self, issuer: int, gain: int, owed: int, reporter: int, reward: int, closed_at: int
    ) -> int:
        """A hidden exit comes to light; return its number."""
        net = self.network
        self.count += 1
        number = self.count
        waits = net.unpulled(issuer) != 0
        self.exits[number] = Exit(issuer, gain, gain, closed_at or net.now, net.now, waits=waits)
        net.open_exits[issuer] = net.open_exits.get(issuer, 0) + 1
        self._owe(number, owed, net.now)
        self.exits[number].closed_at = closed_at
        if reward:
            self._owe_person(issuer, reporter, reward)
        self.offerings.fail(issuer)
        if gain >= 1_000 * DOLLAR:
            self.auctions.exit_news(issuer, gain)
        return number

    def make_whole(self, number: int, place: int) -> Debt | None:
        """What the seller of a buy-back is owed for an exit that came to light after it."""
        sold = self.exits[number]
        if sold.state not in ("owed", "done"):
            raise Refused("not decided")
        backs = self.buybacks.get(sold.owner, [])
        if place >= len(backs):
            raise Refused("no such buy-back")
        back = backs[place]
        reach = self.network.numbers.buyback_reach
        hidden = 0 < sold.closed_at < back.at <= sold.reported_at <= back.at + reach
        if not hidden or number in back.settled:
            raise Refused("not concerned, or settled")
        back.settled.add(number)
        before = max(0, back.distributed - back.premium)
        back.distributed += back.units * sold.gain // S
        owed = max(0, back.distributed - back.premium) - before
        return self._owe_person(sold.owner, back.seller, owed) if owed else None

    # Debts

    def pay(self, number: int, payer: int, amount: int) -> int:
        """Pay a debt or a part of it; return what was paid."""
        net, debt = self.network, self.network.debts.get(number)
        if debt is None or not debt.gain:
            raise Refused("no open debt")
        outside = net.tokens[debt.issuer].outside if debt.issuer in net.tokens else 0
        if debt.creditor:
            if debt is not net.queue(debt.issuer)[0]:
                raise Refused("an older one first")
        elif debt.waits and net.unpulled(debt.issuer):
            raise Refused("buyers wait for their shares")
        elif not outside:
            debt.gain = 0
            self._paid_off(debt)
            return 0
        part = min(amount, debt.amount_due(net.now, outside))
        if not part:
            raise Refused("nothing")
        net.pull(payer, part)
        if not debt.creditor:
            net.siphon(debt.issuer, part * S // outside)
        debt.pay(part, net.now, outside)
        self._paid_off(debt)
        if debt.creditor:
            net.reach(debt.creditor, part - net.siphon(debt.creditor, part))
        return part

    def _paid_off(self, debt: Debt) -> None:
        """What follows when nothing is left of a debt."""
        if not debt.gain and debt.news:
            self.auctions.debt_news(debt.issuer)
