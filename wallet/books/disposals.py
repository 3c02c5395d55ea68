"""Lots as they were at any time, and what became of each: bought, sold, given by a decision.

The tables keep lots as they are now, and a sale as a whole. Who files taxes needs each part of a
sale beside the purchase that it came from, and lots as they were at the end of a year: both are
replayed here from the events of whoever looks, by the arithmetic of the ledger and of `holdings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.books.persons import PersonRef
from wallet.books.store import ledger_events
from wallet.books.view import View
from wallet.chain.logs import Event

OFFERING: Final = "offering"
AUCTION: Final = "auction"
DECISION: Final = "decision"
BUY_BACK: Final = "buy-back"
"""How shares came or went: a decision is a forced transfer; an issuer buys own shares back."""

_TOLD: Final = ("Placed", "Sold", "LotMoved", "LotForced", "CostSet")
Key = tuple[int, int]
"""Token and serial of a lot."""


@dataclass(frozen=True, slots=True)
class LotAt:
    """A lot as it was at some time. `cost` is what was paid for what is left of it, `counted` the
    believed cost; `purchases` counts what joined in it, and `tx` is the newest of them. `unlocks`
    is None where it never was locked."""

    token: PersonRef
    serial: int
    units: int
    cost: int
    counted: int
    acquired: int
    unlocks: int | None
    purchases: int
    tx: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """Shares that came. `how` is offering, auction, decision or buy-back; `counted` is the
    believed cost that day. `lot` is the serial of the lot, None for own shares, which have none."""

    at: int
    block: int
    tx: str
    token: PersonRef
    seller: PersonRef
    how: str
    units: int
    cost: int
    counted: int
    unlocks: int | None
    lot: int | None


@dataclass(frozen=True, slots=True)
class Disposal:
    """A part of one lot that went. `how` is auction or decision, which brings nothing.

    `cost` is what was paid and `gain` is proceeds less it, below zero for a loss; `counted_cost`
    and `counted_gain` are those of the rules, and `siphon` the holders' part of the latter.
    """

    at: int
    block: int
    tx: str
    token: PersonRef
    buyer: PersonRef
    how: str
    units: int
    acquired: int
    acquired_tx: str
    purchases: int
    proceeds: int
    cost: int
    gain: int
    counted_cost: int
    counted_gain: int
    siphon: int
    lot: int


@dataclass(frozen=True, slots=True)
class Raised:
    """Own shares that an investor took out of an offering; `paid` rests in it at first."""

    at: int
    block: int
    tx: str
    buyer: PersonRef
    units: int
    paid: int


@dataclass(frozen=True, slots=True)
class History:
    """Everything bought, sold and raised, oldest first, and the lots at each instant asked for.

    A lot stands in `lots[n]` as it was just before `marks[n]`; the last are those of now.
    """

    purchases: tuple[Purchase, ...]
    disposals: tuple[Disposal, ...]
    raised: tuple[Raised, ...]
    marks: tuple[int, ...]
    lots: tuple[tuple[LotAt, ...], ...]


def history(view: View, marks: Sequence[int] = ()) -> History:
    """All that happened to the lots of whoever looks; `marks` are instants, in rising order."""
    book = _Book(view, view.me or 0)
    told: list[tuple[LotAt, ...]] = []
    for event in ledger_events(view.tables, book.me, _TOLD):
        while len(told) < len(marks) and event.at >= marks[len(told)]:
            told.append(book.standing())
        book.take(event)
    told += [book.standing()] * (len(marks) + 1 - len(told))
    return History(
        tuple(book.purchases), tuple(book.disposals), tuple(book.raised), tuple(marks), tuple(told)
    )


@dataclass(slots=True)
class LotInHand:
    """One lot while it is replayed; `paid` is what was paid, `cost` the believed cost."""

    serial: int
    units: int
    paid: int
    cost: int
    acquired: int
    unlocks: int
    tx: str
    purchases: int = 1

    def take(self, units: int) -> LotInHand:
        """Take a part out of the lot, with its part of the costs."""
        if units > self.units:
            raise KeyError("the lot holds less than was taken")
        part = LotInHand(
            self.serial,
            units,
            self.paid * units // self.units,
            self.cost * units // self.units,
            self.acquired,
            self.unlocks,
            self.tx,
            self.purchases,
        )
        self.units -= part.units
        self.paid -= part.paid
        self.cost -= part.cost
        return part


@dataclass(slots=True)
class _Book:
    """The lots of one person, moved by the ledger's events in their order."""

    view: View
    me: int
    lots: dict[Key, LotInHand] = field(default_factory=dict)
    purchases: list[Purchase] = field(default_factory=list)
    disposals: list[Disposal] = field(default_factory=list)
    raised: list[Raised] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """What an event does to the lots."""
        said = event.fields
        if event.name == "Placed":
            self._placed(event)
        elif event.name == "Sold":
            self._sold(event)
        elif event.name == "LotForced":
            self._forced(event)
        elif event.name == "CostSet" and said["person"] == self.me:
            lot = self.lots.get((said["token"], said["serial"]))
            if lot is not None:
                lot.cost = said["cost"]
        elif event.name == "LotMoved" and said["person"] == self.me:
            lot = self.lots.pop((said["token"], said["old_serial"]), None)
            if lot is not None:
                lot.serial = said["new_serial"]
                self.lots[said["token"], lot.serial] = lot

    def standing(self) -> tuple[LotAt, ...]:
        """The lots as they stand, by token and age."""
        return tuple(
            LotAt(
                self.view.person(token),
                lot.serial,
                lot.units,
                lot.paid,
                lot.cost,
                lot.acquired,
                lot.unlocks or None,
                lot.purchases,
                lot.tx,
            )
            for (token, _), lot in sorted(self.lots.items())
            if lot.units
        )

    def _placed(self, event: Event) -> None:
        said = event.fields
        if said["token"] == self.me:
            buyer = self.view.person(said["buyer"])
            self.raised.append(
                Raised(event.at, event.block, event.tx, buyer, said["units"], said["paid"])
            )
        if said["buyer"] == self.me:
            self._came(event, said["token"], OFFERING, said)

    def _sold(self, event: Event) -> None:
        said = event.fields
        if said["seller"] == self.me:
            self._went(event)
        if said["buyer"] == self.me:
            how = BUY_BACK if said["token"] == self.me else AUCTION
            self._came(event, said["seller"], how, said)

    def _forced(self, event: Event) -> None:
        said = event.fields
        token, units = said["token"], said["units"]
        if said["sender"] == self.me:
            part = self.lots[token, said["from_serial"]].take(units)
            receiver = said["receiver"]
            self.disposals.append(self._disposal(event, part, receiver, DECISION, 0, 0))
        if said["receiver"] == self.me:
            paid = _paid_by(self.view, said["sender"], event)
            given = {**said, "paid": said["cost"] if paid is None else paid}
            given["believed"] = said["cost"]
            self._came(event, said["sender"], DECISION, given, said["acquired"])

    def _came(
        self,
        event: Event,
        seller: int,
        how: str,
        said: Mapping[str, Any],
        acquired: int | None = None,
    ) -> None:
        """Shares came; where they join a lot, the later dates hold."""
        token, units, paid, cost = (said[key] for key in ("token", "units", "paid", "believed"))
        own = token == self.me
        since = event.at if acquired is None else acquired
        self.purchases.append(
            Purchase(
                at=event.at,
                block=event.block,
                tx=event.tx,
                token=self.view.person(token),
                seller=self.view.person(seller),
                how=how,
                units=units,
                cost=paid,
                counted=0 if own else cost,
                unlocks=None if own else said["unlocks"] or None,
                lot=None if own else said["serial"],
            )
        )
        if own:
            return
        key = token, said["serial"]
        lot = self.lots.get(key)
        if lot is None or not lot.units:
            self.lots[key] = LotInHand(
                said["serial"], units, paid, cost, since, said["unlocks"], event.tx
            )
            return
        lot.units += units
        lot.paid += paid
        lot.cost += cost
        lot.acquired = max(lot.acquired, since)
        lot.unlocks = max(lot.unlocks, said["unlocks"])
        lot.tx = event.tx
        lot.purchases += 1

    def _went(self, event: Event) -> None:
        """A sale, split over the lots that it took: proceeds by units, the siphon by gains.

        Both are split by running floors, so that the parts sum to what the ledger said.
        """
        said = event.fields
        units, proceeds, siphon = said["units"], said["proceeds"], said["siphon"]
        sold = paid_out = 0
        parts: list[tuple[LotInHand, int, int]] = []
        for part in self._first_in(said["token"], units, event.at):
            sold += part.units
            share = proceeds * sold // units - paid_out
            paid_out += share
            parts.append((part, share, max(0, share - part.cost)))
        whole = sum(gain for _, _, gain in parts)
        gained = given = 0
        for part, share, gain in parts:
            gained += gain
            siphoned = siphon * gained // whole - given if whole else 0
            given += siphoned
            found = self._disposal(event, part, said["buyer"], AUCTION, share, siphoned)
            self.disposals.append(found)

    def _first_in(self, token: int, units: int, at: int) -> Iterator[LotInHand]:
        """Parts of the lots that a sale takes, first in, first out among those not locked."""
        for key in sorted(key for key in self.lots if key[0] == token):
            lot = self.lots[key]
            taken = min(units, lot.units)
            if not taken or lot.unlocks > at:
                continue
            units -= taken
            yield lot.take(taken)
            if not lot.units:
                del self.lots[key]
        if units:
            raise KeyError("the lots hold less than was sold")

    def _disposal(
        self, event: Event, part: LotInHand, buyer: int, how: str, proceeds: int, siphon: int
    ) -> Disposal:
        return Disposal(
            at=event.at,
            block=event.block,
            tx=event.tx,
            token=self.view.person(event.fields["token"]),
            buyer=self.view.person(buyer),
            how=how,
            units=part.units,
            acquired=part.acquired,
            acquired_tx=part.tx,
            purchases=part.purchases,
            proceeds=proceeds,
            cost=part.paid,
            gain=0 if how == DECISION else proceeds - part.paid,
            counted_cost=part.cost,
            counted_gain=0 if how == DECISION else max(0, proceeds - part.cost),
            siphon=siphon,
            lot=part.serial,
        )


def _paid_by(view: View, sender: int, until: Event) -> int | None:
    """What the sender had paid for what a decision took of them; None where the books lack it."""
    book = _Book(view, sender)
    said = until.fields
    try:
        for event in ledger_events(view.tables, sender, _TOLD):
            if (event.block, event.index) >= (until.block, until.index):
                break
            book.take(event)
        return book.lots[said["token"], said["from_serial"]].take(said["units"]).paid
    except KeyError:
        return None
