"""Holdings of holdings: what of a dollar that anybody gains comes to one person after every hop.

By rule C a distribution received is a gain of its receiver and is shared onward. Let W be the
matrix of holdings: W[h, i] is the part of person i's token that another person h holds, and zero
on the diagonal, because an issuer's own shares earn nothing from the issuer's own gains. They stay
in the denominator, so a column of W adds up to what others hold of i, at most 49 %. If e are gains
from outside, everything that anybody gains, from outside or by distributions, is

    g = e + W g,    so    g = (I - W)^-1 e,

and person m keeps the part k(m) = 1 - sum over h of W[h, m] of what they gain. What one dollar
gained by i leaves with m in the end is therefore k(m) u(i), where u is row m of (I - W)^-1: the
solution of the transposed system

    (I - W)' u = e_m,    that is    u(i) = [i = m] + sum over h of W[h, i] u(h).

u(i) counts a dollar as often as it comes to m, and in a circle of holdings it can come again.
Dividing by u(m), the mean number of times that a dollar which is m's already passes m's hands, what
is left is the part of a dollar that reaches m at all: r(i) = u(i) / u(m), with r(m) = 1 and

    r(i) = sum over h of W[h, i] r(h)    for i other than m,

where each summand is what comes by way of h. r is what m effectively owns of i; with worth = k(m)
u(m), what a dollar in m's hands is worth to m, the dollar of i is worth r(i) worth.

The matrix of integrated ownership and its correction for circles are those of Brioschi, Buzzacchi
and Colombo, "Risk capital financing and the separation of ownership and control in business
groups", Journal of Banking and Finance 13 (1989), and of Vitali, Glattfelder and Battiston, "The
network of global corporate control", PLoS ONE 6 (2011), e25995; there the values of firms add up
along holdings as gains do here. In input-output economics it is Leontief's inverse.

The system is solved for one person without an inverse, by its own series u = e_m + W' e_m + W'^2
e_m + ... : no row of W' adds up to more than q = 0.49, so each step leaves at most q of the error,
and q / (1 - q) of the largest last change bounds what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from wallet.base.errors import WalletError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

PRECISION: Final = 1e-13
"""How far from the exact solution the largest figure may be, per dollar."""
MOST_OUTSIDE: Final = 0.49
"""An issuer keeps at least 51 %."""
MOST_PEOPLE: Final = 2**27
_ROUNDING: Final = 1e-9
"""Parts are ratios of integers, rounded to the nearest float."""


@dataclass(frozen=True)
class Holdings:
    """Who holds what part of whom: `people` by id, in order, and W', a row for each of them.

    W' is kept by rows because that is how the series walks it: a row has the holders of one token.
    """

    people: Places
    holders: Any  # scipy.sparse.csr_array; SciPy comes without types

    @cached_property
    def outside(self) -> Numbers:
        """What others hold of each person."""
        import numpy as np

        return np.asarray(self.holders.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def held(self) -> Any:
        """W, a row for each person with what they hold of others."""
        return self.holders.T.tocsr()

    def place(self, person: int) -> int | None:
        """Where a person stands in the matrix, None for one who holds nothing and is not held."""
        import numpy as np

        at = int(np.searchsorted(self.people, person))
        return at if at < len(self.people) and self.people[at] == person else None

    def holders_of(self, at: int) -> tuple[Places, Numbers]:
        """The places of the holders of the person at a place, and what part each holds."""
        return _row(self.holders, at)

    def held_by(self, at: int) -> tuple[Places, Numbers]:
        """The places of those whom the person at a place holds, and what part of each."""
        return _row(self.held, at)


@dataclass(frozen=True)
class Cascade:
    """One person's row. `reach[i]` is the part of a dollar gained by i that reaches the person,
    each dollar counted once; of each dollar that does, `worth` stays with them after every hop."""

    at: int
    keeps: float
    worth: float
    reach: Numbers
    steps: int

    @property
    def stays(self) -> Numbers:
        """What one dollar gained by each is worth to the person after every hop."""
        return self.reach * self.worth


def holdings_from(tokens: Any, holders: Any, parts: Any) -> Holdings:
    """The matrix from three arrays of equal length: `parts[n]` of `tokens[n]` is `holders[n]`'s.

    An issuer's own shares are left out. Raises WalletError where more of somebody is held than
    there can be.
    """
    import numpy as np
    from scipy.sparse import csr_array

    others = tokens != holders
    if not others.all():
        tokens, holders, parts = tokens[others], holders[others], parts[others]
    ids = np.array([end for one in (tokens, holders) if len(one) for end in (one.min(), one.max())])
    named = np.zeros(_highest(ids) + 1, dtype=bool)
    named[tokens] = named[holders] = True
    people = np.flatnonzero(named)
    # The registry counts people, so a table of places by id is no larger than the network.
    places = np.cumsum(named, dtype=np.int32) - 1
    size = len(people)
    where = (places[tokens], places[holders])
    made = Holdings(people, csr_array((parts, where), shape=(size, size)))
    if size and not made.outside.max() <= MOST_OUTSIDE + _ROUNDING:  # so that a NaN is refused
        raise WalletError(
            "The books say that somebody sold more of their shares than anybody may.",
            "Open the wallet on another node of this network, and let it read everything again.",
            "cascade.oversold",
        )
    return made


def cascade(holdings: Holdings, at: int, precision: float = PRECISION) -> Cascade:
    """Solve the transposed system for the person at a place, to `precision`."""
    import numpy as np

    outside = holdings.outside
    most = outside.max()
    begin = np.zeros(len(outside))
    begin[at] = 1.0
    flow, steps = begin.copy(), 0
    while True:
        after = holdings.holders @ flow
        after[at] += 1.0
        change = np.abs(after - flow).max()
        flow, steps = after, steps + 1
        if change * most <= precision * (1.0 - most):
            break
    keeps = 1.0 - outside[at]
    again = flow[at]
    return Cascade(at, keeps, keeps * again, flow / again, steps)


def hops(holdings: Holdings, at: int) -> Any:
    """By how many hops a gain of each person first reaches the one at a place; -1 for never."""
    import numpy as np

    found = np.full(len(holdings.people), -1, dtype=np.int32)
    found[at] = 0
    front, number = np.array([at]), 0
    while len(front):
        number += 1
        reached = np.unique(holdings.held[front].indices)
        front = reached[found[reached] < 0]
        found[front] = number
    return found


def _highest(ids: Places) -> int:
    """The highest id, where all are such that a registry could have counted to them."""
    lowest, highest = int(ids.min(initial=0)), int(ids.max(initial=0))
    if lowest < 0 or highest > MOST_PEOPLE:
        raise WalletError(
            "The books name a person that there cannot be.",
            "Open the wallet on another node of this network, and let it read everything again.",
            "cascade.people",
        )
    return highest


def _row(matrix: Any, at: int) -> tuple[Places, Numbers]:
    start, end = matrix.indptr[at], matrix.indptr[at + 1]
    return matrix.indices[start:end], matrix.data[start:end]
