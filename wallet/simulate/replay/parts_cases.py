"""Stakes and exits, windows and cases about them, and shares that an issuer bought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.records import ExitFacts, VersionFacts
from wallet.simulate.replay.storage import Ground, Laid, Storage, spot
from wallet.simulate.replay.words import BUYBACK, DEBT, STAKE, VERSION, WINDOW

STATES: Final = ("none", "reported", "case", "owed", "done")
NONE, REPORTED, CASE, OWED, DONE = range(5)


@dataclass(frozen=True)
class Exit(Part):
    """An exit as far as its debt. `record` is the hash of all that it says."""

    title: ClassVar[str] = "exit {0}"

    state: int
    """1 reported, 2 in a case, 3 its debt is open, 4 done."""
    waits: bool
    record: int
    facts: ExitFacts | None = field(default=None, compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        sold = rules.companies.exits.get(key[0])
        if sold is None:
            return cls(NONE, False, 0)
        state = STATES.index(rules.companies.state(key[0]))
        said = rules.companies.reported.get(key[0])
        units, costs = (said[2], said[4]) if said else (0, 0)
        facts = ExitFacts(
            sold.owner, sold.proceeds, sold.gain, sold.cost, sold.closed_at, sold.reported_at,
            sold.stake, units, costs, found=not sold.stake,
        )  # fmt: skip
        return cls.saying(state, sold.waits, facts)

    @classmethod
    def saying(cls, state: int, waits: bool, facts: ExitFacts) -> Self:
        """An exit that says this."""
        return cls(state, waits and state in (REPORTED, CASE), facts.hashed, facts)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it; of one whose debt is open the debt lies in its place."""
        yield spot("Companies", "exits", key[0]), self.record
        if self.state in (REPORTED, CASE) and self.facts:
            word = DEBT.pack(issuer=self.facts.owner, state=self.state, unpulled=self.waits)
            yield spot("Companies", "debts.words", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        record = storage.at("Companies", "exits", key[0])
        word = DEBT.unpack(storage.at("Companies", "debts.words", key[0]))
        state = word["state"]
        if not record:
            return cls(NONE, False, 0)
        waits = state in (REPORTED, CASE) and bool(word["unpulled"])
        return cls(state or DONE, waits, record)


@dataclass(frozen=True)
class Stake(Part):
    """Equity in a company: how much of it is sold, and when each version was attested."""

    title: ClassVar[str] = "stake {0}"

    owner: int
    sold: int
    cost_counted: int
    attested: tuple[int, ...]
    """For each version; 0: it was not."""
    versions: tuple[VersionFacts, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        if key[0] > len(rules.companies.stakes):
            return cls(0, 0, 0, ())
        stake = rules.companies.stakes[key[0] - 1]
        versions = tuple(
            VersionFacts(key[0], stake.owner, one.units, one.cost) for one in stake.versions
        )
        attested = tuple(one.attested_at or 0 for one in stake.versions)
        return cls(stake.owner, stake.sold, stake.counted, attested, versions)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        word = STAKE.pack(
            owner=self.owner,
            version=len(self.attested),
            sold=self.sold,
            counted=self.cost_counted,
        )
        yield spot("Companies", "stakes", key[0]), word
        for number, (at, said) in enumerate(zip(self.attested, self.versions, strict=True), 1):
            kept = VERSION.pack(attested_at=at, hash=said.hashed)
            yield spot("Companies", "versions", key[0], number), kept

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = STAKE.unpack(storage.at("Companies", "stakes", key[0]))
        attested = (
            VERSION.unpack(storage.at("Companies", "versions", key[0], number))["attested_at"]
            for number in range(1, word["version"] + 1)
        )
        return cls(word["owner"], word["sold"], word["counted"], tuple(attested))


@dataclass(frozen=True)
class Window(Part):
    """A bond for an exit as reported, and another against it."""

    title: ClassVar[str] = "the window of exit {0}"

    opener: int = 0
    owner: int = 0
    disputer: int = 0
    bond: int = 0
    ends: int = 0
    disputed_at: int = 0

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        window = rules.companies.windows.get(key[0])
        if window is None:
            return cls()
        return cls(
            window.opener,
            rules.companies.exits[key[0]].owner,
            window.disputer or 0,
            window.bond,
            window.ends,
            window.disputed_at,
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Disputes", "windows", key[0]), WINDOW.pack(**vars(self))

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(**WINDOW.unpack(storage.at("Disputes", "windows", key[0])))


@dataclass(frozen=True)
class Buybacks(Part):
    """What an issuer bought back in auctions: how often, and the last time."""

    title: ClassVar[str] = "what person {0} bought back"

    fills: tuple[tuple[int, int, int, int], ...] = ()
    """Of each the seller, the units, what was paid above the reference price, and when."""

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        return cls(tuple(rules.auctions.bought_back.get(key[0], ())))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Auction", "settlement.buyback_count", key[0]), len(self.fills)
        for place, (seller, units, premium, at) in enumerate(self.fills):
            word = BUYBACK.pack(seller=seller, units=units, at=at, premium=premium)
            yield spot("Auction", "settlement.buyback_words", key[0], place), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        words = (
            BUYBACK.unpack(storage.at("Auction", "settlement.buyback_words", key[0], place))
            for place in range(storage.at("Auction", "settlement.buyback_count", key[0]))
        )
        return cls(
            tuple((word["seller"], word["units"], word["premium"], word["at"]) for word in words)
        )


@dataclass(frozen=True)
class Distributed(Part):
    """What exits that came to light would have brought shares that were bought back."""

    title: ClassVar[str] = "buy-back {1} of person {0}"

    money: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        backs = rules.companies.buybacks.get(key[0], [])
        return cls(backs[key[1]].distributed if key[1] < len(backs) else 0)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Disputes", "distributed", *key), self.money

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(storage.at("Disputes", "distributed", *key))


@dataclass(frozen=True)
class MadeWhole(Part):
    """Whether the seller of a buy-back was made whole for an exit."""

    title: ClassVar[str] = "the making whole for exit {1} of buy-back {2} of person {0}"

    done: bool

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        issuer, exit_, place = key
        backs = rules.companies.buybacks.get(issuer, [])
        return cls(place < len(backs) and exit_ in backs[place].settled)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Disputes", "whole", key[1], key[2]), int(self.done)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(bool(storage.at("Disputes", "whole", key[1], key[2])))
