"""How sure a mean is: the bootstrap, over the seeds of the runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

RESAMPLES = 400


@dataclass(frozen=True)
class Estimate:
    """A mean over runs, and between what it lies in nineteen of twenty resamplings."""

    mean: float
    low: float
    high: float

    @property
    def above(self) -> bool:
        """Whether it is surely above zero."""
        return self.low > 0

    @property
    def below(self) -> bool:
        """Whether it is surely below zero."""
        return self.high < 0


def estimate(values: Sequence[float]) -> Estimate:
    """Estimate the mean of what the runs gave; nan where there are none."""
    return over_seeds(len(values), lambda seeds: sum(values[k] for k in seeds) / len(values))


def over_seeds(runs: int, figure: Callable[[Sequence[int]], float]) -> Estimate:
    """Estimate a figure that is computed from many runs at once, by drawing the runs anew.

    `figure` takes the numbers of the runs, some of them more than once.
    """
    if not runs:
        nan = float("nan")
        return Estimate(nan, nan, nan)
    drawn = sorted(figure(again) for again in _resamples(runs))
    cut = RESAMPLES // 40
    return Estimate(figure(range(runs)), drawn[cut], drawn[-1 - cut])


@lru_cache(maxsize=8)
def _resamples(runs: int) -> tuple[list[int], ...]:
    """The runs drawn anew, so often as needed; the same each time."""
    rng = random.Random(runs)
    return tuple(rng.choices(range(runs), k=runs) for _ in range(RESAMPLES))
