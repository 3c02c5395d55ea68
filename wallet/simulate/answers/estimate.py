"""A mean, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from wallet.simulate.payoff import interval

SURELY = 1.0
"""Dollars beyond which a gain is one."""


@dataclass(frozen=True)
class Estimate:
    """Dollars on average, and between what that lies 95 times in 100."""

    mean: float
    low: float
    high: float

    @property
    def pays(self) -> bool:
        """Whether it surely gains."""
        return self.low > SURELY

    @property
    def fails(self) -> bool:
        """Whether it surely gains nothing."""
        return self.high <= SURELY


def estimate(gains: Sequence[float]) -> Estimate:
    """Return what these runs say, to the cent."""
    low, high = interval(gains)
    return Estimate(round(fmean(gains), 2), round(low, 2), round(high, 2))
