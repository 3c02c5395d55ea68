"""An offering, its line, and what an issuer has on offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final, Self

from wallet.rules.compliance import Row
from wallet.rules.offerings import Entry as ModelEntry
from wallet.rules.offerings import Raise
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.parts_compliance import lay_row
from wallet.simulate.replay.parts_shares import GONE
from wallet.simulate.replay.storage import Ground, Laid, Storage, beyond, spot
from wallet.simulate.replay.words import ENTRY

OPEN, CLOSING, SUCCEEDED, FAILED = range(1, 5)
STATUS: Final = {"open": OPEN, "succeeded": SUCCEEDED, "failed": FAILED}
STATES: Final = ("", "in line", "withdrawn", "rejected", "taken", "refunded")
HASH: Final = 1
"""The hash of the terms."""
FIELDS: Final = (
    *("issuer", "least", "most", "price", "deadline", "regime", "lockup", "terms", "status"),
    *("committed", "entries", "sold", "closed_at", "reference", "cut", "cut_units", "takers"),
    *("largest", "taken", "proceeds"),
)
"""The words of an offering in their order."""


@dataclass(frozen=True)
class Offer(Part):
    """One offering. What is known once it closed is 0 until then, and for one that failed."""

    title: ClassVar[str] = "offering {0}"

    status: int = 0
    """1 open, 3 succeeded, 4 failed."""
    issuer: int = 0
    least: int = 0
    most: int = 0
    price: int = 0
    deadline: int = 0
    lockup: int = 0
    entries: int = 0
    committed: int = 0
    """Units of all who stand in line, while it is open."""
    sold: int = 0
    closed_at: int = 0
    reference: int = 0
    cut: int = 0
    cut_units: int = 0
    takers: int = 0
    largest: int = 0
    taken: int = 0
    proceeds: int = 0
    row: Row | None = field(default=None, compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        if not 0 < key[0] <= len(rules.offerings.raises):
            return cls()
        deal, offer = rules.offerings.raises[key[0] - 1], rules.law.offers.get(key[0])
        status = STATUS[deal.state]
        terms = (deal.issuer, deal.least, deal.most, deal.price, deal.deadline, deal.lockup)
        row = offer.row if offer else Row()
        if status != SUCCEEDED:
            committed = deal.committed if status == OPEN else 0
            return cls(status, *terms, len(deal.line), committed, row=row)
        taken: dict[int, int] = {}
        for entry in deal.line:
            if entry.state == "taken":
                taken[entry.person] = taken.get(entry.person, 0) + entry.taken_units
        return cls(
            status, *terms, len(deal.line), 0, deal.sold, deal.closed_at, deal.reference or 0,
            *_cut(deal), sum(deal.documented.values()), max(taken.values(), default=0),
            sum(taken.values()), deal.proceeds, row,
        )  # fmt: skip

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        start = spot("Offering", "offering_line.offers", key[0])
        regime = ground.row(self.row) if self.row is not None else 0
        known = {**vars(self), "regime": regime, "terms": HASH if self.status else 0}
        for place, name in enumerate(FIELDS):
            yield beyond(start, place), int(known[name])
        if self.row is not None:
            yield from lay_row(ground, self.row)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        start = spot("Offering", "offering_line.offers", key[0])
        words: dict[str, Any] = {
            name: storage[beyond(start, place)] for place, name in enumerate(FIELDS)
        }
        del words["regime"], words["terms"]
        if words["status"] != OPEN:
            words["committed"] = 0
        if words["status"] != SUCCEEDED:
            words["closed_at"] = 0
        return replace(cls(), **words)


def _cut(deal: Raise) -> tuple[int, int]:
    """The first place that did not get all its units, and how many it got."""
    short = (
        (place, units)
        for place, units in sorted(deal.allotments.items())
        if units < deal.line[place].units
    )
    return next(short, (len(deal.line), 0))


def number_of(rules: Rules, deal: Raise) -> int:
    """The number of an offering on the chain; 0 for one that is not the network's."""
    places = enumerate(rules.offerings.raises, start=1)
    return next((number for number, one in places if one is deal), 0)


@dataclass(frozen=True)
class Entry(Part):
    """One commitment in the line of an offering."""

    title: ClassVar[str] = "place {1} in the line of offering {0}"

    person: int = 0
    units: int = 0
    paid: int = 0
    state: int = 0
    """1 in line, 2 withdrawn, 3 rejected, 4 taken, 5 refunded."""
    believed: bool = False
    serial: int = field(default=0, compare=False)
    """The lot that it made, as it lies in the holding that is laid."""

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        deal = rules.offerings.raises[key[0] - 1] if key[0] <= len(rules.offerings.raises) else None
        if deal is None or key[1] >= len(deal.line):
            return cls()
        entry = deal.line[key[1]]
        state = STATES.index(entry.state)
        serial = _serial(rules, deal.issuer, entry)
        return cls(entry.person, entry.units, entry.paid, state, entry.believed, serial)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Offering", "offering_line.line", *key), ENTRY.pack(**vars(self))

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = ENTRY.unpack(storage.at("Offering", "offering_line.line", *key))
        believed = bool(word.pop("believed"))
        return cls(**word, believed=believed)


def _serial(rules: Rules, issuer: int, entry: ModelEntry) -> int:
    """Where the lot that an entry made lies in its holder's ring."""
    if entry.lot is None:
        return 0
    held = rules.network.tokens[issuer].holdings.get(entry.person)
    lots = held.lots if held else []
    return next((place for place, lot in enumerate(lots) if lot is entry.lot), GONE)


@dataclass(frozen=True)
class Taken(Part):
    """How many units of an offering one person took."""

    title: ClassVar[str] = "what person {1} took of offering {0}"

    units: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        deal = rules.offerings.raises[key[0] - 1]
        mine = (one for one in deal.line if one.person == key[1] and one.state == "taken")
        return cls(sum(entry.taken_units for entry in mine))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Offering", "offering_taking.taken_by", *key), self.units

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(storage.at("Offering", "offering_taking.taken_by", *key))


@dataclass(frozen=True)
class Raising(Part):
    """What an issuer has on offer, and what of it was sold and waits for its buyers."""

    title: ClassVar[str] = "the offerings of person {0}"

    open: int
    """The number of the one that is open; 0: none."""
    unpulled: int
    first_sold: int
    stated: int
    """When they last filed a year's statement."""

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        offerings = rules.offerings
        found = offerings.open_of(key[0])
        return cls(
            number_of(rules, found) if found else 0,
            rules.network.unpulled(key[0]),
            offerings.first_sold.get(key[0], 0),
            offerings.stated.get(key[0], 0),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Offering", "offering_line.open_of", key[0]), self.open
        yield spot("Offering", "offering_line.unpulled", key[0]), self.unpulled
        yield spot("Offering", "offering_line.first_sold", key[0]), self.first_sold
        yield spot("Companies", "stated_at", key[0]), self.stated

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(
            storage.at("Offering", "offering_line.open_of", key[0]),
            storage.at("Offering", "offering_line.unpulled", key[0]),
            storage.at("Offering", "offering_line.first_sold", key[0]),
            storage.at("Companies", "stated_at", key[0]),
        )
