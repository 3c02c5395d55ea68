"""Who counts and how many it takes, as the rules have it: in people and fractions.

Independent of the contracts: members are objects in the order in which they came, not ranks, and
`theta` is a fraction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from math import ceil
from typing import Protocol

DAY = 86_400
YEAR = 365 * DAY
HALF_YEAR = YEAR // 2
GROWTH_MONTH = 30 * DAY
UNCAPPED = 100


@dataclass
class Member:
    """Somebody who showed a document."""

    pid: int
    joined: int
    expires: int
    attested: int
    banned: bool = False
    marked: bool = False
    unmarked: int = 0
    """When the last mark was taken away."""
    frozen_until: int = 0
    attests: bool = False

    def votes(self, now: int) -> bool:
        """Whether the attestation runs; whoever is frozen votes."""
        return not self.banned and now < self.expires

    def renew(self, now: int, expires: int) -> None:
        """A new attestation."""
        self.attested, self.expires = now, expires
        self.unmark(now)

    def unmark(self, now: int) -> None:
        """Take the mark away, if there is one."""
        if self.marked:
            self.marked, self.unmarked = False, now


def most(joined: Sequence[int], genesis: int, now: int) -> int:
    """How many of those who joined at these times, in this order, count: the earliest.

    Months of 30 days from genesis. In one, a quarter more may count than did at the start of the
    month before, and a hundred in any case.
    """

    def ripe(time: int) -> int:
        return bisect_right(joined, time - 30 * DAY)

    allowed = [UNCAPPED]
    at_start = [min(ripe(genesis), UNCAPPED)]
    for month in range(1, (now - genesis) // GROWTH_MONTH + 1):
        allowed.append(max(UNCAPPED, int(at_start[month - 1] * Fraction(5, 4))))
        at_start.append(min(ripe(genesis + month * GROWTH_MONTH), allowed[month]))
    return min(ripe(now), allowed[-1])


class Counted(Set[int]):
    """The members who count for one decision: the earliest so many, less those marked then."""

    def __init__(self, ranks: dict[int, int], earliest: int, marked: frozenset[int]) -> None:
        self._ranks = ranks  # of everybody, those to come too; in the order of joining
        self._earliest = earliest
        self._marked = marked

    def __contains__(self, pid: object) -> bool:
        if not isinstance(pid, int) or pid in self._marked:
            return False
        return self._ranks.get(pid, self._earliest) < self._earliest

    def __iter__(self) -> Iterator[int]:
        first = islice(self._ranks, self._earliest)
        return (pid for pid in first if pid not in self._marked)

    def __len__(self) -> int:
        return self._earliest - len(self._marked)

    @classmethod
    def _from_iterable(cls, those: Iterable[int]) -> Set[int]:  # type: ignore[override]
        # What is left of one, or joined with others, is a plain set.
        return frozenset(those)


class Final(Protocol):
    """What a score asks of a decision."""

    def verdict(self, now: int) -> tuple[bool, bool, int | None]:
        """Whether nothing more comes of it, whether it stood, and since when (None: no ruling)."""


@dataclass
class Opinion:
    """A sealed opinion."""

    on: Final
    uphold: bool
    opened: bool = False


@dataclass
class Adviser:
    """The adviser's opinions in the order of filing, and what they made of `theta`."""

    genesis: int
    account: str = ""
    waiting: list[Opinion] = field(default_factory=list)
    results: list[bool] = field(default_factory=list)
    lowest: Fraction = Fraction(1, 5)

    def base(self, now: int) -> Fraction:
        """20 %, less 2.5 points each half year, at least 5 %."""
        fallen = (now - self.genesis) // HALF_YEAR * Fraction(25, 1000)
        return max(Fraction(1, 20), Fraction(1, 5) - fallen)

    def theta(self, now: int) -> Fraction:
        """The lowest there ever was; asked before and after each score, it has seen them all."""
        last = self.results[-100:]
        share = self.base(now)
        if len(last) >= 20:
            share *= 1 - Fraction(sum(last), 2 * len(last))
        self.lowest = min(self.lowest, share)
        return self.lowest

    def needed(self, now: int, members: int) -> int:
        """The vetoes that overrule. `theta` is kept in millionths, rounded down."""
        return max(5, ceil(Fraction(int(self.theta(now) * 10**6), 10**6) * members))

    def appoint(self, now: int, account: str) -> None:
        """Another adviser, who begins anew."""
        self.theta(now)
        self.account = account
        self.waiting, self.results = [], []

    def settle(self, now: int, at_most: int) -> None:
        """Score in the order of filing, until one whose time has not come."""
        for _ in range(at_most):
            if not self.waiting:
                return
            first = self.waiting[0]
            final, stood, since = first.on.verdict(now)
            if not final:
                return
            if since is not None:
                if not first.opened and now <= since + 14 * DAY:
                    return
                self.theta(now)
                self.results.append(first.opened and first.uphold == stood)
                self.theta(now)
            self.waiting.pop(0)
