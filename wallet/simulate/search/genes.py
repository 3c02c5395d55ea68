"""An act to try, before anyone knows what its arguments will be."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.simulate.acts import KINDS

Genome = tuple["Gene", ...]
"""A sequence of them; what comes first in an hour is tried first."""

NOT_DRAWN = {"paper", "deed"}
"""Sorts that only verifiers and the authority can bring."""
DRAWN = tuple(
    sorted(
        name
        for name, kind in KINDS.items()
        if not kind.needs and not NOT_DRAWN.intersection(kind.sorts)
    )
)
"""Every kind of act that somebody can do without a role."""


@dataclass(frozen=True, slots=True)
class Gene:
    """Who tries what, in which hour; each dial, from 0 to 1, becomes an argument."""

    kind: str
    actor: int
    """A place in the coalition."""
    hour: int
    dials: tuple[float, ...]
