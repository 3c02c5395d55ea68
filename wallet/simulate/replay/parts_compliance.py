"""What compliance counts: offerings and investors by year, money without a document, resales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.rules.compliance import BUCKET, Row
from wallet.rules.units import DAY
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Storage, beyond, spot
from wallet.simulate.replay.words import INVESTED, LIMIT, NOTE, RESALE, ROW

RAISED, INVESTED_SIDE = 0, 1
LANES: Final = 4
"""Buckets of a year whose money shares a word."""
LANE: Final = 64
REACH, AHEAD = 12, 8
"""Buckets back and ahead that count."""
RESALE_SLOTS: Final = 8
RESALE_WIDTH: Final = 32
FOR_EVER: Final = 2**32 - 1


def lay_row(ground: Ground, row: Row) -> Iterator[Laid]:
    """A regime, under the number that it has here."""
    number, countries = ground.row(row), row.words()[-1]
    word = ROW.pack(
        lockup_days=row.lockup_days,
        resale_days=row.resale_days,
        most_retail=row.most_retail,
        investor_share=row.investor_share,
        accredited_only=row.accredited_only,
        everywhere=not row.countries,
        investor_floor=row.investor_floor,
        issuer_yearly=row.issuer_yearly,
        there=1,
    )
    yield spot("Compliance", "rows.words", number), word
    start = spot("Compliance", "rows.countries", number)
    if isinstance(countries, tuple):
        for place, part in enumerate(countries):
            yield beyond(start, place), part


@dataclass(frozen=True)
class Note(Part):
    """An offering as it counts for its issuer's year."""

    title: ClassVar[str] = "offering {0} in its issuer's year"

    issuer: int = 0
    bucket: int = 0
    retail: int = 0
    closed: bool = False
    money: int = 0
    row: Row | None = field(default=None, compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        offer = rules.law.offers.get(key[0])
        if offer is None:
            return cls()
        bucket = offer.deadline // BUCKET
        return cls(
            offer.issuer, bucket, len(offer.retail), offer.closed, offer.raises, offer.row
        )  # fmt: skip

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = 0
        if self.row is not None:
            yield from lay_row(ground, self.row)
            word = NOTE.pack(
                issuer=self.issuer,
                regime=ground.row(self.row),
                bucket=self.bucket,
                retail=self.retail,
                closed=self.closed,
                money=self.money,
            )
        yield spot("Compliance", "notes", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = NOTE.unpack(storage.at("Compliance", "notes", key[0]))
        return cls(
            word["issuer"], word["bucket"], word["retail"], bool(word["closed"]), word["money"]
        )  # fmt: skip


@dataclass(frozen=True)
class Invested(Part):
    """What one person laid in an offering."""

    title: ClassVar[str] = "what person {1} laid in offering {0}"

    money: int = 0
    without_document: int = 0
    retail: bool = False

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        offer = rules.law.offers.get(key[0])
        if offer is None:
            return cls()
        return cls(offer.laid.get(key[1], 0), offer.bare.get(key[1], 0), key[1] in offer.retail)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = INVESTED.pack(money=self.money, bare=self.without_document, retail=self.retail)
        yield spot("Compliance", "invested", *key), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = INVESTED.unpack(storage.at("Compliance", "invested", *key))
        return cls(word["money"], word["bare"], bool(word["retail"]))


@dataclass(frozen=True)
class Year(Part):
    """What somebody raised (0) or invested (1), by twelfths of a year, four of them a word."""

    title: ClassVar[str] = "what counts in the year of person {0}"

    money: tuple[int, ...]

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        person, side, first, last = key
        money = [0] * (LANES * (last - first + 1))
        for offer in rules.law.offers.values():
            place = offer.deadline // BUCKET - LANES * first
            if 0 <= place < len(money):
                if side == INVESTED_SIDE:
                    money[place] += offer.laid.get(person, 0)
                elif offer.issuer == person:
                    money[place] += offer.raises
        return cls(tuple(money))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        person, side, first, last = key
        for row in range(first, last + 1):
            lanes = self.money[LANES * (row - first) :][:LANES]
            word = sum(money << (LANE * place) for place, money in enumerate(lanes))
            yield spot("Compliance", "yearly.sums", 2 * person + side, row), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        person, side, first, last = key
        money: list[int] = []
        for row in range(first, last + 1):
            word = storage.at("Compliance", "yearly.sums", 2 * person + side, row)
            money += [word >> (LANE * place) & (2**LANE - 1) for place in range(LANES)]
        return cls(tuple(money))


def rows_now(now: int) -> tuple[int, int]:
    """The first and the last word of the buckets that count at a time."""
    last = now // BUCKET
    return (last - REACH) // LANES, (last + AHEAD) // LANES


def rows_of(deadline: int) -> tuple[int, int]:
    """The word of the one bucket in which an offering counts."""
    return (deadline // BUCKET // LANES,) * 2


@dataclass(frozen=True)
class Means(Part):
    """What somebody paid without a document, and what they may invest in a year as attested."""

    title: ClassVar[str] = "what person {0} paid for shares"

    spent: int
    limit: int = field(compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        facts = rules.law.facts.get(key[0])
        return cls(rules.law.spent.get(key[0], 0), facts.limit if facts else 0)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Compliance", "spent_by", key[0]), self.spent
        limit = LIMIT.pack(yearly=self.limit, expires=FOR_EVER) if self.limit else 0
        yield spot("Compliance", "limits", key[0]), limit

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(storage.at("Compliance", "spent_by", key[0]), 0)


@dataclass(frozen=True)
class Resale(Part):
    """The regimes that still limit who buys a token in auctions, each with its last day."""

    title: ClassVar[str] = "the limits on who buys token {0}"

    last_days: tuple[int, ...]
    rows: tuple[Row, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        now, every = rules.network.now, rules.law.resale.get(key[0], [])
        running = sorted(
            ((until // DAY, row) for row, until in every if until > now), key=lambda one: one[0]
        )
        return cls(tuple(day for day, _row in running), tuple(row for _day, row in running))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = 0
        for place, (day, row) in enumerate(zip(self.last_days, self.rows, strict=True)):
            yield from lay_row(ground, row)
            part = RESALE.pack(regime=ground.row(row), last_day=day)
            word |= part << (RESALE_WIDTH * place)
        yield spot("Compliance", "resale", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = storage.at("Compliance", "resale", key[0])
        parts = (RESALE.unpack(word >> (RESALE_WIDTH * place)) for place in range(RESALE_SLOTS))
        return cls(tuple(sorted(part["last_day"] for part in parts if part["last_day"])))
