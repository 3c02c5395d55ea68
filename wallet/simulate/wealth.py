"""What everybody has on the last day: on the network, outside it, owed and owing.

Shares count at what they are really worth, not at a price that somebody may have made.
"""

from __future__ import annotations

from collections.abc import Callable

from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS
from wallet.rules.whole import Whole
from wallet.simulate.parameters import Parameters
from wallet.simulate.world import World

WEEKS = 28 * DAY


class Elsewhere:
    """What people have beside the network: what idle money earns, stakes kept, loans taken.

    Whoever pays later has the use of the money meanwhile; it is counted every four weeks.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.kept: dict[int, int] = {}
        """Person -> what they own outside, less what they owe there, in base units."""
        self._seen: dict[int, int] = {}
        """Person -> dollars in the wallet, summed over all looks."""
        world.after(WEEKS, self._look)

    def _look(self) -> None:
        seen = self._seen
        for number, person in self.world.rules.network.people.items():
            seen[number] = seen.get(number, 0) + person.cash
        self.world.after(WEEKS, self._look)

    def of(self, person: int) -> int:
        """What a person has outside on the last day."""
        rate = self.world.parameters.earns_elsewhere * WEEKS / (365 * DAY)
        return int(self._seen.get(person, 0) * rate) + self.kept.get(person, 0)


def wealth(
    rules: Whole, worth: Callable[[int], float], parameters: Parameters, elsewhere: Elsewhere
) -> dict[int, int]:
    """Return what each person has, in base units of the dollar; standing that was lost counts."""
    net = rules.network
    has = {number: person.cash + person.credit for number, person in net.people.items()}
    for issuer, token in net.tokens.items():
        price = int(worth(issuer))
        for holder, held in token.holdings.items():
            has[holder] += held.units * price // PRICE_UNITS + net.owed(issuer, holder)
    for call in rules.auctions.calls.values():
        for buy in call.buys.values():
            has[buy.person] += buy.stake
    for deal in rules.offerings.raises:
        has[deal.issuer] += deal.proceeds
        for entry in deal.line:
            if entry.state in ("in line", "rejected"):
                has[entry.person] += entry.paid
    for window in rules.companies.windows.values():
        has[window.opener] += window.bond
        if window.disputer:
            has[window.disputer] += window.bond
    for report in rules.watching.reports:
        if report.bonds:
            has[report.reporter] += report.bond
        if report.answered and report.bonds:
            has[report.subject] += report.bond
    _owed(rules, has, parameters.collected)
    for number, person in net.people.items():
        has[number] += elsewhere.of(number)
        strikes = len(rules.watching.strikes.get(number, []))
        has[number] -= int(strikes * parameters.strike_worth * DOLLAR)
        if person.banned:
            has[number] -= int(parameters.ban_worth * DOLLAR)
    return has


def _owed(rules: Whole, has: dict[int, int], collected: float) -> None:
    """What is collected outside of debts that were never paid."""
    net = rules.network
    for debt in net.debts.values():
        token = net.tokens.get(debt.issuer)
        if not debt.gain or not collected or token is None or not token.outside:
            continue
        due = int(debt.amount_due(net.now, token.outside) * collected)
        has[debt.issuer] -= due
        if debt.creditor:
            has[debt.creditor] += due
            continue
        for holder, held in token.holdings.items():
            if holder != debt.issuer:
                has[holder] += due * held.units // token.outside
