"""Rates of return: of each dollar while it was in (time-weighted), and of the money as it came
and went (money-weighted). Pure functions over amounts; where no rate can be said, it is None.

Both are said for the whole time, in hundredths of a per cent, and per year only where that time is
at least a year: a good week is not a rate of a year.

*Time-weighted.* Between two deals a holding grows as its value does. A deal divides the time: what
is put in counts from just before it, what is taken out until just after, so that a bad price is a
loss of the deal itself. A factor for each part, all multiplied (the true time-weighted rate of the
Global Investment Performance Standards). What comes after everything was sold, a late
distribution, belongs to the sale that ended it.

*Money-weighted.* The growth x of a dollar over the whole time, at one rate throughout, at which
what was put in and taken out comes to what is there now: sum of c * x**(1 - t), each c put in at t
(from 0, the first, to 1, now; below zero where taken out), is the value now. That is the internal
rate of return, XIRR in spreadsheets. It need not exist, nor be one: it is said only where the sum
changes its sign exactly once over all the rates that are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wallet.base.clock import YEAR

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE: Final = 10_000
"""Hundredths of a per cent in one."""
MOST_GROWTH: Final = 25.0
"""Rates are looked for between e**-25 and e**25 for the whole time."""
_GRID: Final = (51, 1_001)
"""At how many rates the sum is looked at: the fewer, the more flows there are."""
_TERMS: Final = 2_000_000
_TOLERANCE: Final = 1e-13
_MOST: Final = 1e9


@dataclass(frozen=True, slots=True)
class Rates:
    """Returns since a time, in hundredths of a per cent; None where they cannot be said."""

    since: int | None
    time_weighted: int | None
    money_weighted: int | None
    time_weighted_year: int | None
    money_weighted_year: int | None


UNKNOWN: Final = Rates(None, None, None, None, None)


class Chained:
    """The time-weighted rate of one holding, deal by deal."""

    def __init__(self) -> None:
        self._before = 1.0
        self._top, self._bottom = 1, 1
        self._value = 0
        self.begun = False

    def deal(self, before: int, into: int, out: int, after: int) -> None:
        """A deal at a time when the holding was worth `before`, and `after` it."""
        self.market(before)
        if before + into > 0:
            self._before *= self._top / self._bottom
            self._top, self._bottom = max(0, after + out), before + into
            self.begun = True
        else:
            self._top += out if self.begun else 0
        self._value = after

    def market(self, value: int) -> None:
        """The holding is worth `value`, without a deal."""
        if self._value > 0:
            self._before *= value / self._value
        self._value = value

    @property
    def growth(self) -> float | None:
        """What a dollar that was in all the time has become; None before the first deal."""
        return self._before * (self._top / self._bottom) if self.begun else None


def money_weighted(flows: Sequence[tuple[int, int]], end: int, value: int) -> float | None:
    """The growth of a dollar over the time from the first flow to `end`, when `value` is there.

    `flows` are times and amounts put in, below zero where taken out, the earliest first.
    """
    if not flows or end <= flows[0][0] or value < 0:
        return None
    import numpy as np

    begin = flows[0][0]
    amounts = np.array([amount for _, amount in flows] + [-value], dtype=np.float64)
    left = np.array([end - at for at, _ in flows] + [0], dtype=np.float64) / (end - begin)
    if not (amounts > 0).any():
        return None
    if not (amounts < 0).any():
        return 0.0  # all of it is gone
    return _root(amounts / np.abs(amounts).max(), left)


def rates(growth: float | None, weighted: float | None, since: int | None, now: int) -> Rates:
    """Both rates in hundredths of a per cent."""
    if since is None:
        return UNKNOWN
    span = now - since
    return Rates(
        since,
        _hundredths(growth),
        _hundredths(weighted),
        _hundredths(_yearly(growth, span)),
        _hundredths(_yearly(weighted, span)),
    )


def _root(amounts: NDArray[np.float64], left: NDArray[np.float64]) -> float | None:
    import numpy as np
    from scipy.optimize import brentq

    def total(log_growth: float) -> Any:
        return amounts @ np.exp(log_growth * left)

    grid = np.linspace(-MOST_GROWTH, MOST_GROWTH, min(max(_TERMS // len(left), _GRID[0]), _GRID[1]))
    totals = np.array([total(log_growth) for log_growth in grid])
    known = np.flatnonzero(totals)  # where it is zero, the root lies between the neighbours
    changes = np.flatnonzero(np.diff(np.sign(totals[known])))
    if len(changes) != 1:
        return None
    start, end = known[changes[0]], known[changes[0] + 1]
    root = brentq(total, grid[start], grid[end], xtol=_TOLERANCE)
    return math.exp(root)


def _yearly(growth: float | None, span: int) -> float | None:
    return None if growth is None or span < YEAR else growth ** (YEAR / span)


def _hundredths(growth: float | None) -> int | None:
    """A growth as a rate; None where it is beyond all telling."""
    if growth is None or not growth < _MOST:
        return None
    return round((growth - 1) * WHOLE)
