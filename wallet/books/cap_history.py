"""How a token's shares came to be where they are: every hand that they went through, in order.

Shares that came to one person at one time are a piece, and know the raise in which they first left
the issuer. What leaves a lot leaves its pieces first in, first out; lots are moved by the same
arithmetic as the ledger's, so that their sums at any block are those of the chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from wallet.base.money import ALL_SHARES
from wallet.books.disposals import AUCTION, BUY_BACK, DECISION, OFFERING, LotInHand
from wallet.books.store import Tables, event_of, ledger_events
from wallet.chain.logs import Event

ISSUED: Final = "issued"
"""How the issuer's own shares came; all others came by offering, auction, decision or buy-back."""
OWN: Final = -1
"""In the place of a lot's serial: an issuer's own shares have no lots."""
_TOLD: Final = ("Issued", "Placed", "Sold", "LotMoved", "LotForced", "CostSet")
Key = tuple[int, int]
"""Person and serial of a lot."""
Part = tuple[int, "Piece | None", "int | None"]
"""Units, the piece that they come from, and the raise that they are of."""


@dataclass(slots=True)
class Piece:
    """Shares that came to one person at one time: `units` as they came, `left` what is left.

    `number` counts from zero in the order in which they came. `offering` is the raise in which
    they first left the issuer: None for the issuer's own, 0 where the books do not know it.
    """

    number: int
    person: int
    units: int
    left: int
    paid: int
    at: int
    how: str
    offering: int | None
    unlocks: int


@dataclass(frozen=True, slots=True)
class Move:
    """Shares that went from one piece to a new one; `how` says by what, `money` what was paid."""

    at: int
    source: int
    target: int
    units: int
    money: int
    how: str


@dataclass(slots=True)
class Held:
    """A lot with the pieces that are in it, oldest first."""

    lot: LotInHand
    pieces: list[Piece]


@dataclass(slots=True)
class CapHistory:
    """The pieces of a token and how they moved; at its end stand `lots`, by person and serial, and
    `since` when each holds."""

    token: int
    lots: dict[int, dict[int, Held]] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    since: dict[int, int] = field(default_factory=dict)

    def take(self, event: Event, offering: int) -> None:
        """What an event does; `offering` is the raise that a placement is of, 0 for unknown."""
        said = event.fields
        if event.name == "Issued":
            self._arrive(event, [(ALL_SHARES, None, None)], (self.token, OWN), ISSUED, 0)
        elif event.name == "Placed":
            key = said["buyer"], said["serial"]
            own = self._out((self.token, OWN), said["units"])
            parts: list[Part] = [(units, piece, offering) for units, piece, _ in own]
            self._arrive(event, parts, key, OFFERING, said["paid"])
            self._into(key, event, said["units"], said["paid"], said["believed"], said["unlocks"])
        elif event.name == "Sold":
            self._sold(event)
        elif event.name == "LotForced":
            self._forced(event)
        elif event.name == "CostSet":
            held = self.lots.get(said["person"], {}).get(said["serial"])
            if held is not None:
                held.lot.cost = said["cost"]
        elif event.name == "LotMoved":
            lots = self.lots.get(said["person"], {})
            held = lots.pop(said["old_serial"], None)
            if held is not None:
                held.lot.serial = said["new_serial"]
                lots[held.lot.serial] = held

    def _sold(self, event: Event) -> None:
        said = event.fields
        buyer, own = said["buyer"], said["buyer"] == self.token
        parts: list[Part] = []
        for key, units in self._first_in(said["seller"], said["units"], event.at):
            parts += [(n, piece, None if own else of) for n, piece, of in self._out(key, units)]
        key = (buyer, OWN) if own else (buyer, said["serial"])
        self._arrive(event, parts, key, BUY_BACK if own else AUCTION, said["paid"])
        if not own:
            self._into(key, event, said["units"], said["paid"], said["believed"], said["unlocks"])

    def _forced(self, event: Event) -> None:
        said = event.fields
        source, units = (said["sender"], said["from_serial"]), said["units"]
        lot = self.lots[source[0]][source[1]].lot
        paid = lot.paid * units // lot.units
        key = said["receiver"], said["serial"]
        self._arrive(event, self._out(source, units), key, DECISION, paid)
        self._into(key, event, units, paid, said["cost"], said["unlocks"], said["acquired"])

    def _first_in(self, seller: int, units: int, at: int) -> Iterator[tuple[Key, int]]:
        """What a sale takes of which lots: first in, first out among those not locked."""
        for serial, held in sorted(self.lots.get(seller, {}).items()):
            taken = min(units, held.lot.units)
            if taken and held.lot.unlocks <= at:
                units -= taken
                yield (seller, serial), taken
        if units:
            raise KeyError("the lots hold less than was sold")

    def _out(self, key: Key, units: int) -> list[Part]:
        """Take units out of a lot: of which pieces, and of which raise each is."""
        person, serial = key
        held = self.lots[person][serial]
        held.lot.take(units)
        parts: list[Part] = []
        while units:
            first = held.pieces[0]
            taken = min(units, first.left)
            first.left -= taken
            units -= taken
            parts.append((taken, first, first.offering))
            if not first.left:
                held.pieces.pop(0)
        if not held.lot.units and serial != OWN:
            del self.lots[person][serial]
        return parts

    def _arrive(
        self,
        event: Event,
        parts: list[Part],
        key: Key,
        how: str,
        paid: int,
    ) -> None:
        """New pieces in a lot, one for each that they came from; the money is split by units."""
        person, serial = key
        lots = self.lots.setdefault(person, {})
        if not lots:
            self.since[person] = event.at
        # A lot's own figures are set by what comes into it; the issuer's shares need none.
        held = lots.setdefault(serial, Held(LotInHand(serial, 0, 0, 0, 0, 0, event.tx), []))
        whole, seen, given = sum(units for units, _, _ in parts), 0, 0
        for units, source, offering in parts:
            seen += units
            money = paid * seen // whole - given
            given += money
            unlocks = event.fields.get("unlocks", 0) if serial != OWN else 0
            piece = Piece(
                len(self.pieces), person, units, units, money, event.at, how, offering, unlocks
            )
            self.pieces.append(piece)
            held.pieces.append(piece)
            if source is not None:
                move = Move(event.at, source.number, piece.number, units, money, how)
                self.moves.append(move)
        if serial == OWN:
            held.lot.units += whole

    def _into(
        self,
        key: Key,
        event: Event,
        units: int,
        paid: int,
        cost: int,
        unlocks: int,
        acquired: int | None = None,
    ) -> None:
        """Add to a lot's figures; where shares join others, the later dates hold."""
        lot = self.lots[key[0]][key[1]].lot
        lot.units += units
        lot.paid += paid
        lot.cost += cost
        lot.acquired = max(lot.acquired, event.at if acquired is None else acquired)
        lot.unlocks = max(lot.unlocks, unlocks)
        lot.tx = event.tx


def cap_history(tables: Tables, token: int, block: int) -> CapHistory | None:
    """All that happened to a token's shares up to a block; None where it was not issued by then."""
    found = CapHistory(token)
    for event in ledger_events(tables, token, _TOLD, block):
        if event.fields["token"] == token:
            found.take(event, _raise_of(tables, event) if event.name == "Placed" else 0)
    return found if found.pieces else None


def _raise_of(tables: Tables, placed: Event) -> int:
    """The offering that a placement is of: its contract speaks next in the transaction."""
    rows = tables.rows(
        "SELECT * FROM event WHERE block = ? AND tx = ? AND log > ? AND contract = 'Offering'"
        " AND name = 'Taken' ORDER BY log",
        placed.block,
        placed.tx,
        placed.index,
    )
    for row in rows:
        said = event_of(row).fields
        if said["person"] == placed.fields["buyer"] and said["units"] == placed.fields["units"]:
            return int(said["offering"])
    return 0
