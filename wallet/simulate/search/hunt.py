"""The search itself: a part of the budget at random, the rest by what did best so far."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random

from wallet.rules.flaws import NONE, Flaw
from wallet.simulate.search.breeding import Breeder
from wallet.simulate.search.genes import Genome
from wallet.simulate.search.reckoning import Score, compare
from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import Stage

KEPT = 24
"""Sequences from which others are bred."""
AT_RANDOM = 0.3
"""The part of the budget that is drawn anew, first."""
STILL_ANEW = 0.15
"""How often one is drawn anew afterwards."""
WAITS = (0, 12, 24, 48)
"""Hours that the rules make people wait."""
RIVALS = 3
"""Of so many, the best becomes a parent."""


@dataclass(frozen=True)
class Budget:
    """How much may be tried; with a limit in seconds, a slower machine finds less."""

    evaluations: int = 2_000
    seconds: float | None = None


@dataclass(frozen=True)
class Found:
    """The best that a search came upon."""

    situation: type[Situation]
    seed: int
    flaws: frozenset[Flaw]
    genome: Genome
    score: Score
    evaluations: int
    """How many sequences were tried."""
    first_at: int
    """After how many it was found."""


class Ground:
    """One situation with one seed: every sequence in it is set beside the same honest twin."""

    def __init__(
        self, situation: type[Situation], seed: int, flaws: frozenset[Flaw] = NONE
    ) -> None:
        self.situation, self.seed, self.flaws = situation, seed, flaws
        told, self.twin = self._begin()
        told.honest(self.twin)
        self.twin.finish(told.days)

    def _begin(self) -> tuple[Situation, Stage]:
        told = self.situation()
        stage = Stage(self.seed, self.flaws, told.pull_hours)
        told.begin(stage)
        return told, stage

    @property
    def moments(self) -> list[int]:
        """Hours about which something happens where everybody is honest, and usual waits after."""
        return sorted({hour + wait for hour in self.twin.moments for wait in WAITS})

    @property
    def size(self) -> int:
        """People in the coalition."""
        return len(self.twin.coalition)

    def play(self, genome: Genome) -> Stage:
        """Play a sequence to the end."""
        told, stage = self._begin()
        return stage.play(genome, told.days)

    def score(self, genome: Genome) -> Score:
        """What a sequence pays."""
        return compare(self.play(genome), self.twin)


class Hunt:
    """One search on one ground."""

    def __init__(self, ground: Ground, budget: Budget, seed: int = 1) -> None:
        self.ground, self.budget = ground, budget
        self.random = Random(seed)
        hours = 24 * ground.situation.days
        self.breeder = Breeder(self.random, ground.size, hours, ground.moments)
        self.known: dict[Genome, Score] = {(): ground.score(())}
        self.best: list[Genome] = [()]
        """The sequences that are kept, in no order."""
        self.top: tuple[Genome, int] = ((), 0)
        self.tried = 0

    def run(self) -> Found:
        """Search until the budget is spent."""
        began = time.monotonic()
        while self.tried < self.budget.evaluations:
            if self.budget.seconds is not None and time.monotonic() - began > self.budget.seconds:
                break
            self._consider(self._next())
        ground, (genome, first_at) = self.ground, self.top
        score = self.known[genome]
        return Found(
            ground.situation, ground.seed, ground.flaws, genome, score, self.tried, first_at
        )

    def _next(self) -> Genome:
        early = self.tried < AT_RANDOM * self.budget.evaluations
        if early or len(self.best) < KEPT or self.random.random() < STILL_ANEW:
            return self.breeder.fresh()
        return self.breeder.child(self._parent(), self._parent())

    def _parent(self) -> Genome:
        rivals = [self.random.choice(self.best) for _ in range(RIVALS)]
        return max(rivals, key=self._taken)

    def _taken(self, genome: Genome) -> int:
        return self.known[genome].taken

    def _consider(self, genome: Genome) -> None:
        """Try a sequence, and keep it if it does no worse than the worst that is kept."""
        self.tried += 1
        if genome in self.known:
            return
        stage = self.ground.play(genome)
        self.known[genome] = compare(stage, self.ground.twin)
        done = {event.act.kind for event in stage.done}
        for gene in genome:
            self.breeder.learn(gene.kind, gene.kind in done)
        if self._taken(genome) > self._taken(self.top[0]):
            self.top = (genome, self.tried)
        self.best.append(genome)
        if len(self.best) > KEPT:
            self.best.remove(min(self.best, key=self._taken))
