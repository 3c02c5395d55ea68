"""Which lots each sale sold, replayed from events by the rules of lots.

First in, first out among those not locked; part of a lot takes its part of the cost, rounded down;
proceeds are split over the lots sold by running floors, and each lot has its own gain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Lot:
    """One purchase still held: units, believed cost, and when it unlocks."""

    serial: int
    units: int
    cost: int
    unlocks: int


@dataclass(frozen=True, slots=True)
class Consumed:
    """A lot, or the part of one, that a sale sold."""

    serial: int
    units: int
    cost: int
    proceeds: int
    gain: int

    def to_json(self) -> dict[str, Any]:
        """As the record writes it."""
        return {
            "lot": self.serial,
            "shares": str(self.units),
            "cost": str(self.cost),
            "proceeds": str(self.proceeds),
            "gain": str(self.gain),
        }


class LotBook:
    """The lots of every position, kept by feeding it the ledger's events in their order."""

    def __init__(self) -> None:
        self._lots: dict[tuple[int, int], list[Lot]] = defaultdict(list)

    def placed(self, fields: Mapping[str, Any]) -> None:
        """Shares came from an offering."""
        self._add(int(fields["token"]), int(fields["buyer"]), fields)

    def sold(self, fields: Mapping[str, Any], at: int) -> tuple[Consumed, ...]:
        """Shares were sold in an auction; answers the lots that the seller gave."""
        token, seller, buyer = (int(fields[key]) for key in ("token", "seller", "buyer"))
        consumed = self._take(token, seller, int(fields["units"]), int(fields["proceeds"]), at)
        if buyer != token:  # an issuer's own shares have no lots
            self._add(token, buyer, fields)
        return consumed

    def cost_set(self, fields: Mapping[str, Any]) -> None:
        """A lot's cost came to be believed."""
        for lot in self._lots[int(fields["token"]), int(fields["person"])]:
            if lot.serial == int(fields["serial"]):
                lot.cost = int(fields["cost"])

    def moved(self, fields: Mapping[str, Any]) -> None:
        """A lot took another place in its ring."""
        for lot in self._lots[int(fields["token"]), int(fields["person"])]:
            if lot.serial == int(fields["old_serial"]):
                lot.serial = int(fields["new_serial"])

    def _add(self, token: int, person: int, fields: Mapping[str, Any]) -> None:
        units, cost = int(fields["units"]), int(fields["believed"])
        serial, unlocks = int(fields["serial"]), int(fields["unlocks"])
        for lot in self._lots[token, person]:
            if lot.serial == serial:
                lot.units += units
                lot.cost += cost
                lot.unlocks = max(lot.unlocks, unlocks)
                return
        self._lots[token, person].append(Lot(serial, units, cost, unlocks))

    def _take(
        self, token: int, person: int, units: int, proceeds: int, at: int
    ) -> tuple[Consumed, ...]:
        found: list[Consumed] = []
        sold = paid_out = 0
        lots = self._lots[token, person]
        for lot in sorted(lots, key=lambda one: one.serial):
            if sold == units or lot.unlocks > at:
                continue
            taken = min(units - sold, lot.units)
            cost = lot.cost * taken // lot.units
            sold += taken
            part = proceeds * sold // units - paid_out
            paid_out += part
            found.append(Consumed(lot.serial, taken, cost, part, max(0, part - cost)))
            lot.units -= taken
            lot.cost -= cost
        self._lots[token, person] = [lot for lot in lots if lot.units]
        return tuple(found)
