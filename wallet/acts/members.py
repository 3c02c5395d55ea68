"""Who is counted among the members, and how many it takes: brought up to date by anyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import Call
from wallet.acts.facts import Facts

MOST_MONTHS: Final = 240
MOST_SCORED: Final = 32
"""How many months, and how many opinions, one call brings up to date."""


@dataclass(frozen=True, slots=True)
class MarkExpired:
    """Mark a member whose identity ran out, or who was banned, so that they are not counted."""

    person: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry."""
        return (Call("Registry", "mark_expired", (self.person,)),)


@dataclass(frozen=True, slots=True)
class CountMembers:
    """Have the members counted as for a decision that is published now."""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the members."""
        return (Call("Members", "count", ()),)


@dataclass(frozen=True, slots=True)
class CatchUpMonths:
    """Bring the growth of past months up to date, where counting is many years behind."""

    months: int = MOST_MONTHS

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the members."""
        return (Call("Members", "roll", (min(self.months, MOST_MONTHS),)),)


@dataclass(frozen=True, slots=True)
class ScoreOpinions:
    """Score the adviser's opinions on cases that are final, in the order of filing."""

    most: int = MOST_SCORED

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the members."""
        return (Call("Members", "settle_scores", (min(self.most, MOST_SCORED),)),)
