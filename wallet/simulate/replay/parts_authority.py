"""Decisions, who counts and who voted, and what keeps others from being published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar, Final, Self

from wallet.rules.authority import Decision as ModelDecision
from wallet.rules.authority import case_of
from wallet.rules.members import DAY, GROWTH_MONTH, UNCAPPED
from wallet.simulate.replay.deeds import Act, case_hash
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Place, Storage, spot
from wallet.simulate.replay.words import COUNTED, DECISION, FREEZES, POINTER, PROPOSAL, ROLL, TALLY

GOVERNED: Final = ("Registry", "Auction", "Disputes", "Watching", "Rules", "Compliance")
"""Contracts whose authority is the contract that decides."""
NOBODY: Final = 0
"""Who publishes is nobody of the run."""
VETO, BALLOT = 0, 1
LANES: Final = 8
LANE: Final = 32
BITS: Final = 256
LEVELS: Final = 8
MILLION: Final = 10**6
MOST_SCORED: Final = 100


@dataclass(frozen=True)
class Powers(Part):
    """Until when the authority decides, whether its one seal is used, and how many decisions."""

    title: ClassVar[str] = "the authority"

    until: int
    sealed: bool
    decisions: int
    genesis: int = field(compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        powers = rules.powers
        return cls(powers.powers_until, powers.sealed, len(powers.decisions), powers.genesis)

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it: the contract that decides is the authority of all others."""
        yield spot("Authority", "powers_until"), self.until
        yield spot("Authority", "seal_used"), int(self.sealed)
        yield spot("Authority", "decisions"), self.decisions
        yield spot("Authority", "operator"), int(ground.wallet(NOBODY), 16)
        for name in GOVERNED:
            yield spot(name, "authority"), int(ground.addresses["Authority"], 16)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it."""
        return cls(
            storage.at("Authority", "powers_until"),
            bool(storage.at("Authority", "seal_used")),
            storage.at("Authority", "decisions"),
            0,
        )


@dataclass(frozen=True)
class Decision(Part):
    """A decision: how it stands, for how many it takes how many, and who has spoken."""

    title: ClassVar[str] = "decision {0}"

    status: int = 0
    kind: int = 0
    origin: int = 0
    quorum: int = 0
    published: int = 0
    ready: int = 0
    ends: int = 0
    closed: int = 0
    subject: int = 0
    members: int = 0
    needed: int = 0
    vetoes: int = 0
    yes: int = 0
    no: int = 0
    answered: bool = False
    last_rank: int = field(default=0, compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        if not 0 < key[0] <= len(rules.powers.decisions):
            return cls()
        made: ModelDecision = rules.powers.decisions[key[0] - 1]
        return cls(
            made.state, made.kind, made.origin, made.quorum, made.published, made.ready,
            made.ends, made.closed or 0, made.subject, len(made.counted), made.needed,
            len(made.vetoes), len(made.yes), len(made.no), bool(made.answered),
            max((rank_of(rules, pid) for pid in made.counted), default=0),
        )  # fmt: skip

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it; the hash of its call is for who knows the call."""
        known = vars(self)
        clock = ("status", "kind", "origin", "quorum", "published", "ready", "ends", "closed")
        roll = ("subject", "last_rank", "members", "needed")
        yield (
            spot("Authority", "clocks", key[0]),
            DECISION.pack(**{name: known[name] for name in clock}),
        )
        yield spot("Authority", "rolls", key[0]), ROLL.pack(**{name: known[name] for name in roll})
        tally = TALLY.pack(vetoes=self.vetoes, yes=self.yes, no=self.no)
        yield spot("Authority", "tallies", key[0]), tally
        yield spot("Authority", "answers", key[0]), int(self.answered)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it."""
        roll = ROLL.unpack(storage.at("Authority", "rolls", key[0]))
        tally = TALLY.unpack(storage.at("Authority", "tallies", key[0]))
        del tally["support"]
        clock = DECISION.unpack(storage.at("Authority", "clocks", key[0]))
        answered = bool(storage.at("Authority", "answers", key[0]))
        return cls(**clock, **roll, **tally, answered=answered)


def rank_of(rules: Rules, person: int) -> int:
    """The rank of a member, from 1, in the order in which they showed a document; 0: none."""
    ranks = enumerate(rules.powers.members, start=1)
    return next((rank for rank, pid in ranks if pid == person), 0)


@dataclass(frozen=True)
class Voter(Part):
    """Which rank a member has, and when they last began to count again."""

    title: ClassVar[str] = "person {0} as a member"

    rank: int = field(compare=False)
    unmarked: int = field(compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        member = rules.powers.members.get(key[0])
        return cls(rank_of(rules, key[0]), member.unmarked if member else 0)

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it over the person's own pointer, which says nothing of ranks."""
        pointer = POINTER.pack(person=key[0], joined=1, rank=self.rank)
        yield spot("Registry", "book.pointers", ground.wallet(key[0])), pointer
        yield spot("Registry", "membership.counted_since", self.rank), self.unmarked

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it: no vote changes it."""
        return cls(0, 0)


@dataclass(frozen=True)
class Vote(Part):
    """Whether somebody has cast a veto (0) or a vote (1) on a decision."""

    title: ClassVar[str] = "the vote of person {2} on decision {0}"

    cast: bool
    rank: int = field(compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        number, question, person = key
        made = rules.powers.decisions[number - 1]
        cast = made.vetoes if question == VETO else made.yes | made.no
        return cls(person in cast, rank_of(rules, person))

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it; others' votes lie in the same word, and are not asked for."""
        ground.ranks[key[2]] = self.rank
        yield self._where(self.rank, *key), int(self.cast) << (self.rank % BITS)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it."""
        rank = ground.ranks[key[2]]
        return cls(bool(storage[cls._where(rank, *key)] >> (rank % BITS) & 1), rank)

    @staticmethod
    def _where(rank: int, number: int, question: int, person: int) -> tuple[str, int]:
        place: Place = (number << 72) | (question << 64) | (rank // BITS)
        return spot("Authority", "ballots", place)


@dataclass(frozen=True)
class Roll(Part):
    """Who counts for a decision that is published now, and the part of them that overrules it.

    Of all members only those times and marks are kept that the contracts look at on their way.
    """

    title: ClassVar[str] = "who counts now"

    lowest: int
    """The lowest part so far, in millionths."""
    scored: int = field(compare=False)
    agreed: int = field(compare=False)
    members: int = field(compare=False)
    times: tuple[tuple[int, int], ...] = field(compare=False)
    """Words of times by their place."""
    marked: tuple[int, ...] = field(compare=False)
    """Ranks."""

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        powers, adviser = rules.powers, rules.powers.adviser
        joined = [member.joined for member in powers.members.values()]
        results = adviser.results[-MOST_SCORED:]
        marked = (rank for rank, one in enumerate(powers.members.values(), 1) if one.marked)
        months = range(1, (powers.now - powers.genesis) // GROWTH_MONTH + 1)
        asked = [powers.genesis + month * GROWTH_MONTH for month in months] + [powers.now]
        places = {place for time in asked for place in _looked_at(joined, time - 30 * DAY)}
        times = ((place, _times(joined, place)) for place in sorted(places))
        lowest = int(adviser.lowest * MILLION)
        return cls(lowest, len(results), sum(results), len(joined), tuple(times), tuple(marked))

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it, as if nobody had counted since the beginning: it comes to the same."""
        yield spot("Members", "month"), 0
        yield spot("Members", "cap"), UNCAPPED
        yield spot("Members", "at_start"), 0
        yield spot("Members", "lowest"), self.lowest
        yield spot("Members", "scored"), self.scored
        yield spot("Members", "agreed"), self.agreed
        yield spot("Registry", "book.counted"), COUNTED.pack(members=self.members)
        for place, word in self.times:
            yield spot("Registry", "membership.times", place), word
        marks: dict[tuple[int, int], int] = {}
        for rank in self.marked:
            place = rank - 1
            bits = marks.get((0, place // BITS), 0)
            marks[0, place // BITS] = bits | 1 << (place % BITS)
            place //= BITS
            for level in range(1, LEVELS + 1):
                one, place = 1 << (LANE * (place % LANES)), place // LANES
                marks[level, place] = marks.get((level, place), 0) + one
        for at, word in marks.items():
            yield spot("Registry", "membership.marks", *at), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it: how months went on is the contracts' own affair."""
        for name in ("month", "cap", "at_start"):
            storage.at("Members", name)
        return cls(storage.at("Members", "lowest"), 0, 0, 0, (), ())


def _looked_at(joined: list[int], time: int) -> Iterator[int]:
    """Which words of times a search for a time looks at."""
    low, high = 0, len(joined)
    while low < high:
        middle = (low + high) // 2
        yield middle // LANES
        if joined[middle] <= time:
            low = middle + 1
        else:
            high = middle


def _times(joined: list[int], place: int) -> int:
    """A word of the times at which eight members became such."""
    those = islice(joined, LANES * place, LANES * (place + 1))
    return sum(time << (LANE * lane) for lane, time in enumerate(those))


@dataclass(frozen=True)
class Case(Part):
    """The last decision on a case, and the one for whose sake shares are not sold; 0: none."""

    title: ClassVar[str] = "the case {0}"

    latest: int
    claims: int

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        act: Act = case_of(key[0])
        powers = rules.powers
        return cls(_number(rules, powers.latest.get(act)), _number(rules, powers.claims.get(act)))

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it."""
        case = case_hash(ground, key[0]).to_bytes(32, "big")
        yield spot("Authority", "latest", case), self.latest
        yield spot("Authority", "claims", case), self.claims

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it."""
        case = case_hash(ground, key[0]).to_bytes(32, "big")
        return cls(storage.at("Authority", "latest", case), storage.at("Authority", "claims", case))


def _number(rules: Rules, made: ModelDecision | None) -> int:
    """The number of a decision; 0 for none."""
    every = enumerate(rules.powers.decisions, start=1)
    return next((number for number, one in every if one is made), 0)


@dataclass(frozen=True)
class Asked(Part):
    """What somebody's freezes, proposals to ban them and appeals keep from being done again."""

    title: ClassVar[str] = "what was decided about person {0} lately"

    frozen: int
    halted: int
    proposed: int
    """The last decision to ban them on grounds."""
    since: int
    """Since when its newest ground had been there."""
    appealed: int

    @classmethod
    def of(cls, rules: Rules, *key: Any) -> Self:
        """Take it from the model."""
        powers, person = rules.powers, key[0]
        made, since = powers.proposed.get(person, (None, 0))
        return cls(
            powers.freezes.get(("freeze", person), 0),
            powers.freezes.get(("halt", person), 0),
            _number(rules, made),
            since,
            powers.asked.get(person, 0),
        )

    def lay(self, ground: Ground, *key: Any) -> Iterator[Laid]:
        """Lay it."""
        freezes = FREEZES.pack(person=self.frozen, token=self.halted)
        yield spot("Authority", "freezes", key[0]), freezes
        proposal = PROPOSAL.pack(decision=self.proposed, since=self.since)
        yield spot("Authority", "proposals", key[0]), proposal
        yield spot("Authority", "appealed", key[0]), self.appealed

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: Any) -> Self:
        """Read it."""
        freezes = FREEZES.unpack(storage.at("Authority", "freezes", key[0]))
        proposal = PROPOSAL.unpack(storage.at("Authority", "proposals", key[0]))
        appealed = storage.at("Authority", "appealed", key[0])
        return cls(
            freezes["person"], freezes["token"], proposal["decision"], proposal["since"], appealed
        )  # fmt: skip
