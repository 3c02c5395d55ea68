"""Which of the network's events concern a case: for whoever gathers them and whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from wallet.case.package import POSITION
from wallet.chain.logs import Event

PEOPLE: Final = ("Joined", "Renewed", "Recovered", "Frozen", "Banned", "Unbanned")
_OF_HOLDING: Final = ("CostSet", "LotMoved", "SellPlaced", "BuyPlaced", "OrderReleased")
_OF_ENTRY: Final = ("Committed", "CommitmentWithdrawn", "CommitmentRejected", "Taken", "Refunded")
_OF_OFFERING: Final = ("OfferingOpened", "OfferingClosed", "OfferingFailed")
_OF_DEBT: Final = ("DebtOpened", "DebtJoined", "DebtPaid", "DebtEnded", "MadeWhole")
_OF_STAKE: Final = ("StakeDeclared", "StakeAmended", "StakeAttested")


class Subject:
    """A position of a person in a token, or a debt, and what belongs to it among some events."""

    def __init__(
        self, kind: str, token: int, person: int, debt: int, events: Iterable[Event]
    ) -> None:
        self.kind, self.token, self.person, self.debt = kind, token, person, debt
        every = list(events)
        own = {
            one.fields["offering"]
            for one in every
            if one.name == "OfferingOpened" and one.fields["issuer"] == token
        }
        self.offerings = {
            one.fields["offering"]
            for one in every
            if one.name in _OF_ENTRY and one.fields["person"] == person
        } & own
        self.exits = {
            one.fields["exit"]
            for one in every
            if one.name in ("DebtOpened", "DebtJoined") and one.fields["debt"] == debt
        }
        self.stakes = {
            one.fields["stake"]
            for one in every
            if one.name == "ExitReported" and one.fields["exit"] in self.exits
        }

    def concerns(self, event: Event) -> bool:
        """Whether an event belongs to the case."""
        said = event.fields
        if event.contract == "Registry":
            return event.name in PEOPLE and said["person"] in (self.token, self.person)
        if event.name == "Issued":
            return bool(said["token"] == self.token)
        about = self._of_position if self.kind == POSITION else self._of_debt
        return about(event, said)

    def _of_position(self, event: Event, said: Any) -> bool:
        name = event.name
        if event.contract == "Offering":
            mine = name in _OF_OFFERING or (name in _OF_ENTRY and said["person"] == self.person)
            return mine and said["offering"] in self.offerings
        if name == "Siphoned":
            return bool(said["issuer"] == self.token)
        if said.get("token") != self.token:
            return False
        if name in _OF_HOLDING:
            return bool(said["person"] == self.person)
        sides = {
            "Placed": ("buyer",),
            "Sold": ("seller", "buyer"),
            "LotForced": ("sender", "receiver"),
            "Claimed": ("holder",),
            "CostConfirmed": ("holder",),
        }.get(name, ())
        return self.person in [said[side] for side in sides]

    def _of_debt(self, event: Event, said: Any) -> bool:
        if event.name in _OF_STAKE:
            return said["stake"] in self.stakes
        if event.name in _OF_DEBT:
            return bool(said["debt"] == self.debt)
        if event.contract in ("Companies", "Disputes"):
            return said.get("exit") in self.exits
        return False
