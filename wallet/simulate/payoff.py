"""Does it pay? A strategy beside honesty, with one seed, and with many.

What it gains is what the coalition has on the last day, less what the same people have where
everybody is honest and luck is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from wallet.rules.flaws import NONE, Flaw
from wallet.rules.units import DOLLAR
from wallet.simulate.cast import OWN
from wallet.simulate.parameters import Parameters
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.honest import Honest
from wallet.simulate.strategy import Strategy
from wallet.simulate.wealth import wealth
from wallet.simulate.world import Look, nobody

RESAMPLED = 2_000
"""How often the seeds are drawn again for an interval."""


@dataclass(frozen=True)
class Outcome:
    """The last day of one run."""

    wealth: dict[int, int]
    groups: dict[str, list[int]]
    banned: bool
    strikes: int
    refused: int
    """Acts that the rules refused."""


def play(
    kind: Callable[[], Strategy],
    parameters: Parameters,
    seed: int,
    flaws: frozenset[Flaw] = NONE,
    open_outcome: bool = False,
    numbers: Mapping[str, int] = MappingProxyType({}),
    look: Look = nobody,
) -> Outcome:
    """Play one scene; `numbers` of the rules that a decision changed."""
    scene = Scene(kind(), parameters, seed, flaws, open_outcome, numbers, look).run()
    rules = scene.world.rules
    return Outcome(
        wealth(rules, scene.luck.truly, parameters, scene.elsewhere),
        scene.cast.groups,
        rules.network.people[scene.dan].banned,
        len(rules.watching.strikes.get(scene.dan, [])),
        sum(scene.world.refused.values()),
    )


@dataclass
class Verdict:
    """A strategy beside honesty over many seeds. Money in dollars."""

    strategy: str
    coalition: int
    gains: list[float] = field(default_factory=list)
    paid_by: dict[str, list[float]] = field(default_factory=dict)
    banned: int = 0

    @property
    def mean(self) -> float:
        """What it gains on average."""
        return float(np.mean(self.gains))

    @property
    def interval(self) -> tuple[float, float]:
        """Between what that lies, 95 times in 100, by drawing the seeds again."""
        return interval(self.gains)

    @property
    def pays(self) -> bool:
        """Whether it surely gains more than nothing."""
        return self.interval[0] > 1.0

    def payer(self) -> str:
        """Who loses most by it on average; nobody if none loses a dollar."""
        means = {group: float(np.mean(lost)) for group, lost in self.paid_by.items()}
        worst = min(means, key=lambda group: means[group], default="")
        return worst if worst and means[worst] < -1.0 else ""


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the bootstrap interval of a mean: 95 times in 100 it lies there."""
    data = np.asarray(values, dtype=float)
    draws = np.random.default_rng(1).integers(0, len(data), (RESAMPLED, len(data)))
    low, high = np.quantile(data[draws].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


class Judge:
    """Judges strategies at the same parameters and seeds; the honest twins are played once."""

    def __init__(
        self,
        parameters: Parameters,
        seed: int = 1,
        runs: int = 40,
        flaws: frozenset[Flaw] = NONE,
        numbers: Mapping[str, int] = MappingProxyType({}),
        look: Look = nobody,
    ) -> None:
        self.parameters, self.flaws, self.numbers = parameters, flaws, numbers
        self.look = look
        self.seeds = range(seed, seed + runs)
        self._honest: dict[tuple[int, bool], Outcome] = {}

    def honest(self, seed: int, open_outcome: bool = False) -> Outcome:
        """The honest twin of a seed."""
        which = (seed, open_outcome)
        if which not in self._honest:
            self._honest[which] = self._play(Honest, seed, open_outcome)
        return self._honest[which]

    def _play(self, kind: type[Strategy], seed: int, open_outcome: bool) -> Outcome:
        known = self.parameters
        return play(kind, known, seed, self.flaws, open_outcome, self.numbers, self.look)

    def judge(self, kind: type[Strategy]) -> Verdict:
        """Play a strategy with every seed beside its honest twin."""
        verdict = Verdict(kind.name(), 1 + kind.friends)
        for seed in self.seeds:
            twin = self.honest(seed, kind.open_outcome)
            outcome = self._play(kind, seed, kind.open_outcome)
            verdict.gains.append(gain(outcome, twin))
            verdict.banned += outcome.banned
            for name, people in outcome.groups.items():
                if name not in OWN:
                    lost = sum(differences(outcome, twin, people)) / DOLLAR
                    verdict.paid_by.setdefault(name, []).append(lost)
        return verdict


def gain(outcome: Outcome, twin: Outcome) -> float:
    """What a coalition has more, in dollars, than the same people where everybody is honest."""
    own = [person for group in OWN for person in outcome.groups[group]]
    return sum(differences(outcome, twin, own)) / DOLLAR


def differences(outcome: Outcome, twin: Outcome, people: Sequence[int]) -> Iterator[int]:
    """What each of these has more than in the honest twin; who is not there has nothing."""
    for person in people:
        yield outcome.wealth.get(person, 0) - twin.wealth.get(person, 0)
