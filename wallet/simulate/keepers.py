"""What anyone does because it is due: auctions settled, raises closed, shares pulled, claims taken.

Keepers want nothing for themselves; the rules let everybody do these acts.
"""

from __future__ import annotations

from wallet.rules.clearing import Clearing
from wallet.rules.units import DAY, HOUR
from wallet.simulate.world import Event, World

PULLED_AT_ONCE = 30
"""Shares of so many investors are pulled in one act."""


class Keepers:
    """Reacts to what begins, and ends it in time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: set[int] = set()
        """Tokens whose auction somebody will settle."""
        world.on("sell", self._opened)
        world.on("offer", self._offered)

    # Auctions

    def _opened(self, event: Event) -> None:
        token = event.act.arguments[0]
        if token not in self.waiting:
            self.waiting.add(token)
            self._come_back(token)

    def _come_back(self, token: int) -> None:
        auctions = self.world.rules.auctions
        self.world.at(auctions.end(auctions.call(token)), self._settle, token)

    def _settle(self, token: int) -> None:
        """Settle if it is over; news or a price far off may have made it longer."""
        world, call = self.world, self.world.rules.auctions.call(token)
        if call.running:
            event = world.do("settle", 0, token)
            if self.world.rules.auctions.calls[token].running:
                late = HOUR if event.refused and world.rules.auctions.end(call) <= world.now else 0
                world.after(late, self._come_back, token)
                return
            if isinstance(event.result, Clearing):
                for person in event.result.sold:
                    self.bring(person)
        self.waiting.discard(token)

    # Raises

    def _offered(self, event: Event) -> None:
        number = event.result
        deal = self.world.rules.offerings.raises[number]
        self.world.at(deal.deadline, self._close, number)

    def _close(self, number: int) -> None:
        world, deal = self.world, self.world.rules.offerings.raises[number]
        if deal.state == "open" and world.do("close", 0, number).refused:
            world.after(DAY, self._close, number)
            return
        if deal.state == "succeeded":
            mean = world.parameters.pull_hours * HOUR
            world.after(
                world.chance.waiting(mean, "pull", deal.issuer, deal.deadline),
                self._pull,
                number,
            )
        else:
            for place, entry in enumerate(deal.line):
                if entry.state == "in line":
                    world.do("refund", entry.person, number, place)

    def _pull(self, number: int) -> None:
        """Pull everybody's shares, give back what bought none."""
        world, deal = self.world, self.world.rules.offerings.raises[number]
        waiting = [p for p, e in enumerate(deal.line) if e.state == "in line" and deal.allotted(p)]
        for start in range(0, len(waiting), PULLED_AT_ONCE):
            world.do("take", 0, number, tuple(waiting[start : start + PULLED_AT_ONCE]))
        if deal.documented and world.rules.offerings.believes(deal):
            early = [p for p, e in enumerate(deal.line) if e.state == "taken" and not e.believed]
            if early:
                world.do("believe", 0, number, tuple(early))
        for place, entry in enumerate(deal.line):
            if entry.state == "rejected" or (entry.state == "in line" and not deal.allotted(place)):
                world.do("refund", entry.person, number, place)

    # Money that waits

    def bring(self, person: int) -> None:
        """Bring a person the credit that waits for them, if any does."""
        if self.world.rules.network.people[person].credit:
            self.world.do("withdraw_credit", person, person)

    def claim_all(self, token: int) -> None:
        """Take what every holder of a token earned, each for themselves."""
        network = self.world.rules.network
        for holder in list(network.tokens[token].holdings):
            if holder != token and network.owed(token, holder):
                self.world.do("claim", holder, token, holder)
                self.bring(holder)
