"""What a search shows: a hole with its mend left out, beside the same search with the mend.

The same acts are also played again with the mend, and in other worlds without it, so that a find
is not one seed's luck.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wallet.rules.flaws import NONE, Flaw
from wallet.simulate.search.hunt import Budget, Found, Ground, Hunt
from wallet.simulate.search.reckoning import friend_would_take
from wallet.simulate.search.shortest import shortest
from wallet.simulate.search.situation import Situation, room_for
from wallet.simulate.search.telling import Line, tell

OTHER_WORLDS = 5
"""In so many more worlds a find is tried."""
WORTH_TELLING = 150
"""Dollars below which a find is noise: two per cent more than the worth is not dear to anyone."""


@dataclass(frozen=True)
class Finding:
    """The best that one search found, in as few acts as it needs."""

    situation: str
    story: str
    flaw: Flaw | None
    """Which mend was left out; None: the rules as they are."""
    seed: int
    evaluations: int
    first_at: int
    taken: int
    """Dollars that the coalition has beyond honesty, from the holders."""
    told: list[Line]
    elsewhere: list[int]
    """What the same acts take in other worlds, in dollars."""
    found: Found
    friend_would_take: int = 0
    """Dollars that a friend would take who just kept for Dan what rises, which no chain can see."""

    @property
    def worth_telling(self) -> bool:
        """Whether it is more than noise."""
        return self.taken >= WORTH_TELLING


@dataclass(frozen=True)
class Evidence:
    """A hole that was found, and what is left of it with its mend."""

    without_mend: Finding
    same_acts_with_mend: int
    """Dollars that the found acts take where the rules are whole."""
    with_mend: Finding
    """The best of the same search under the rules as they are."""
    tried: int
    """Sequences that were tried without the mend, and as many with it."""

    @property
    def comparable(self) -> bool:
        """Whether the rules as they are let through a fifth of it or more."""
        least = max(WORTH_TELLING, self.without_mend.taken / 5)
        return max(self.same_acts_with_mend, self.with_mend.taken) >= least


def look(
    situation: type[Situation], budget: Budget, seed: int = 1, flaw: Flaw | None = None
) -> Finding:
    """Search one situation, and bring what is found down to what it needs."""
    flaws = frozenset([flaw]) if flaw else NONE
    ground = Ground(situation, seed, flaws)
    found = Hunt(ground, budget, seed).run()
    genome = shortest(ground, found.genome)
    found = replace(found, genome=genome, score=ground.score(genome))
    others = [Ground(situation, seed + more, flaws) for more in range(1, OTHER_WORLDS + 1)]
    return Finding(
        situation.name(),
        situation.story(),
        flaw,
        seed,
        found.evaluations,
        found.first_at,
        max(0, found.score.taken),
        tell(ground.play(genome)) if genome else [],
        [other.score(genome).taken for other in others] if genome else [],
        found,
        friend_would_take(ground.twin),
    )


def rediscover(flaw: Flaw, budget: Budget, seed: int = 1, tries: int = 1) -> Evidence:
    """Search for a hole with its mend left out, and as long with it.

    So many seeds are tried, until the hole is found.
    """
    situation = room_for(flaw)
    seeds = range(seed, seed + tries)
    without = look(situation, budget, seed, flaw)
    tried = without.evaluations
    for another in seeds[1:]:
        if without.worth_telling:
            break
        without = look(situation, budget, another, flaw)
        tried += without.evaluations
    same = Ground(situation, without.seed).score(without.found.genome).taken
    whole = [look(situation, budget, one) for one in seeds if one <= without.seed]
    best = max(whole, key=lambda found: found.taken)
    return Evidence(without, max(0, same), best, tried)
