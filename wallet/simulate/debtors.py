"""Debts on their way: each is due one day, and somebody counts the days after."""

from __future__ import annotations

from collections.abc import Callable

from wallet.rules.debts import Debt
from wallet.rules.units import DAY
from wallet.simulate.keepers import Keepers
from wallet.simulate.officials import Authority
from wallet.simulate.world import Event, World

MONTH = 30 * DAY
SOON = DAY
"""What is due is paid so long before."""


class Debtors:
    """Asks whoever owes, when it is due and each month after; strikes and bans follow by rule."""

    def __init__(
        self,
        world: World,
        keepers: Keepers,
        authority: Authority,
        striker: int,
        owes: Callable[[Debt], object],
    ) -> None:
        self.world = world
        self.keepers = keepers
        self.authority = authority
        self.striker = striker
        """Who strikes for a late debt; anyone may."""
        self.owes = owes
        """What a debtor does about a debt."""
        self._known: set[int] = set()
        for kind in ("attest_exit", "accept", "lapse_case"):
            world.on(kind, self._exit_decided)
        world.on("execute", self._executed)

    def _exit_decided(self, event: Event) -> None:
        self._look(self.world.rules.companies.exits[event.act.arguments[0]].owner)

    def _executed(self, event: Event) -> None:
        person = self.world.rules.powers.decisions[event.act.arguments[0] - 1].subject
        self._look(person)
        if self.world.rules.watching.grounds(self.world.rules.network, person):
            self.authority.ban_on_grounds(person)

    def _look(self, person: int) -> None:
        """See which debts of a person are new."""
        world, numbers = self.world, self.world.rules.network.numbers
        self._make_whole(person)
        for debt in world.rules.network.open_debts(person):
            if debt.number in self._known:
                continue
            self._known.add(debt.number)
            world.at(debt.due - SOON, self._due, debt)
            since = max(debt.due, debt.opened)
            world.at(since + numbers.strike_after + DAY, self._late, debt)
            world.at(since + numbers.ban_after + DAY, self._very_late, debt)

    def _make_whole(self, issuer: int) -> None:
        """Whoever sold to an issuer before an exit came to light asks for what they missed."""
        companies = self.world.rules.companies
        for place, back in enumerate(companies.buybacks.get(issuer, [])):
            for number, sold in companies.exits.items():
                known = sold.state in ("owed", "done") and number not in back.settled
                if known and sold.owner == issuer and 0 < sold.closed_at < back.at:
                    self.world.do("make_whole", back.seller, number, place)

    def _due(self, debt: Debt) -> None:
        if debt.gain:
            self.owes(debt)
            self.world.after(DAY, self.keepers.claim_all, debt.issuer)
        if debt.gain:
            self.world.after(MONTH, self._due, debt)

    def _late(self, debt: Debt) -> None:
        if debt.gain and not debt.creditor:
            self.world.do("strike_late", self.striker, debt.number)
            if self.world.rules.watching.grounds(self.world.rules.network, debt.issuer):
                self.authority.ban_on_grounds(debt.issuer)

    def _very_late(self, debt: Debt) -> None:
        if debt.gain:
            self.authority.ban_on_grounds(debt.issuer)
