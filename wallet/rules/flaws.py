"""Known holes of earlier drafts, each a mend that can be left out of the model.

Never on by default: the simulator leaves one out to see whether it would be found.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Flaw(StrEnum):
    """One mend left out."""

    LATE_COST = "late-cost"
    """What a buyer pays is believed, whenever the order came."""
    NO_TIME = "no-time"
    """Sell orders are accepted until the end, so that nobody has time to answer them."""
    DOLLAR_DEBT = "dollar-debt"
    """A debt is fixed in dollars when it is opened, while holdings go on changing."""
    WORLD_COUNTS = "world-counts"
    """People without a document count as buyers and toward a reference price."""
    LOTS_MERGE = "lots-merge"
    """The ninth lot joins at what was paid, whatever the reference price."""
    UNPULLED = "unpulled"
    """Shares that are sold and not pulled yet are not waited for when a debt is paid."""
    NETTED = "netted"
    """In one sale, what was lost on one lot is taken off what was gained on another."""
    LATE_REFERENCE = "late-reference"
    """Late buyers move the reference price too."""


NONE: Final[frozenset[Flaw]] = frozenset()
