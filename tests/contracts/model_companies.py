"""Companies as the rules tell them: stakes, exits, and what is owed when they are sold.

Who signs is not the model's affair: here an attestation is given or it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.contracts.model import DAY, DOLLAR, Debt, Network, Refused
from tests.contracts.model_auction import Auctions
from tests.contracts.model_offering import Offerings


@dataclass
class Stake:
    """Equity in a company; units, cost and date stay hidden until an exit."""

    owner: int
    units: int
    cost: int
    attested_at: int | None = None
    sold: int = 0


@dataclass
class Exit:
    """A stake, or a part of it, sold."""

    owner: int
    gain: int
    news: bool
    closed_at: int
    reported_at: int
    attested: bool = False


class Companies:
    """All stakes and exits of a network; its debts are the network's."""

    def __init__(self, network: Network, auctions: Auctions, offerings: Offerings) -> None:
        self.network = network
        self.auctions = auctions
        self.offerings = offerings
        self.stakes: list[Stake] = []
        self.exits: list[Exit] = []

    def declare(self, owner: int, units: int, cost: int) -> int:
        """Declare a stake; return its place in the list."""
        self.stakes.append(Stake(owner, units, cost))
        return len(self.stakes) - 1

    def attest_stake(self, number: int) -> None:
        """Two of three attestors confirm the stake."""
        stake = self.stakes[number]
        if stake.attested_at is not None:
            raise Refused("attested already")
        stake.attested_at = self.network.now

    def report(
        self, number: int, units: int, proceeds: int, costs: int, closed_at: int, opened: bool
    ) -> int:
        """Report an exit; return its place in the list."""
        net, stake = self.network, self.stakes[number]
        if closed_at > net.now or not units:
            raise Refused("not closed, or nothing sold")
        cost = 0
        if opened:
            if stake.sold + units > stake.units:
                raise Refused("more than declared")
            if stake.attested_at is not None and stake.attested_at + 90 * DAY <= closed_at:
                cost = stake.cost * (stake.sold + units) // stake.units
                cost -= stake.cost * stake.sold // stake.units
        stake.sold += units
        gain = max(0, proceeds - cost - costs)
        news = proceeds >= 1_000 * DOLLAR
        self.exits.append(Exit(stake.owner, gain, news, closed_at, net.now))
        net.open_exits[stake.owner] = net.open_exits.get(stake.owner, 0) + 1
        self.offerings.fail(stake.owner)
        if news:
            self.auctions.exit_news(stake.owner, gain)
        return len(self.exits) - 1

    def attest_exit(self, number: int) -> Debt | None:
        """Two of three attestors confirm the exit; return the debt, if it makes one."""
        net, sold = self.network, self.exits[number]
        if sold.attested:
            raise Refused("attested already")
        token = net.tokens.get(sold.owner)
        owes = bool(sold.gain and token and token.outside)
        if owes and len(net.open_debts(sold.owner)) >= 32:
            raise Refused("too many open debts")
        sold.attested = True
        net.open_exits[sold.owner] -= 1
        if not owes:
            return None
        late_report = max(0, sold.reported_at - sold.closed_at - 30 * DAY)
        due = net.now + 30 * DAY - late_report
        debt = Debt(len(net.debts) + 1, sold.owner, sold.gain, due, sold.news)
        net.debts[debt.number] = debt
        return debt

    def pay(self, number: int, payer: int, amount: int) -> int:
        """Pay a debt or a part of it; return what was paid."""
        net, debt = self.network, self.network.debts.get(number)
        if debt is None or not debt.gain:
            raise Refused("no open debt")
        outside = net.tokens[debt.issuer].outside
        if not outside:
            debt.gain = 0
            if debt.news:
                self.auctions.debt_news(debt.issuer)
            return 0
        part = min(amount, debt.amount_due(net.now, outside))
        if not part:
            raise Refused("nothing")
        net.pull(payer, part)
        net.siphon(debt.issuer, part * (10_000_000 * 10**18) // outside)
        debt.pay(part, net.now, outside)
        if not debt.gain and debt.news:
            self.auctions.debt_news(debt.issuer)
        return part
