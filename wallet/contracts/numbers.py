"""The numbers that a rules decision may change, as the rules print them, in words.

`Rules` keeps them in groups of eight places; `bold` names groups and places for the contracts. A
test holds this table against both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wallet.base.clock import DAY, HOUR, duration

SECONDS: Final = "seconds"
DOLLARS: Final = "dollars"
PER_CENT: Final = "per cent"
COUNT: Final = "count"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its name in `bold`, what it is, its unit and what the rules print."""

    name: str
    what: str
    unit: str
    printed: int

    def shown(self, value: int) -> str:
        """A value of this number in words."""
        if self.unit == SECONDS:
            return duration(value)
        if self.unit == DOLLARS:
            return f"${value:,}"
        return f"{value:,} %" if self.unit == PER_CENT else f"{value:,}"


GROUPS: Final[dict[str, tuple[Number, ...]]] = {
    "PEOPLE": (
        Number("RECOVERY_WAIT", "Wait of a recovery", SECONDS, 7 * DAY),
        Number("LONGEST_FREEZE", "Longest freeze", SECONDS, 14 * DAY),
    ),
    "AUCTION": (
        Number("EARLY", "First hours of an auction, in which a buy is early", SECONDS, 12 * HOUR),
        Number("SELLS_CLOSE", "Last hours of an auction, without new sells", SECONDS, 24 * HOUR),
        Number("LENGTH", "Length of an auction", SECONDS, 48 * HOUR),
        Number("SMALLEST", "Smallest order", DOLLARS, 100),
        Number("BUY_LIFE", "Life of a buy order", SECONDS, 30 * DAY),
        Number("EXTENSION", "Extension of an auction", SECONDS, 7 * DAY),
        Number("REFERENCE_VOLUME", "Money that makes a reference price", DOLLARS, 1_000),
    ),
    "OFFERING": (
        Number("REST", "Rest of what was raised", SECONDS, 3 * DAY),
        Number("FEWEST_BUYERS", "Fewest buyers whose price is believed", COUNT, 3),
        Number("PREMIUM", "Believed part of the reference price", PER_CENT, 120),
        Number("LONGEST_OFFERING", "Longest offering", SECONDS, 60 * DAY),
        Number("NO_WITHDRAWAL", "End of an offering without withdrawals", SECONDS, 48 * HOUR),
    ),
    "COMPANIES": (
        Number("COST_AGE", "Age of a cost that counts", SECONDS, 90 * DAY),
        Number("SIGNATURES", "Attestors who have to sign, of three", COUNT, 2),
        Number("REPORT_WITHIN", "Time to report an exit", SECONDS, 30 * DAY),
        Number("PAY_WITHIN", "Time to pay a debt", SECONDS, 30 * DAY),
        Number("INTEREST", "Interest on a late debt, a year", PER_CENT, 10),
        Number("BUYBACK_REACH", "How far back a buy-back is made whole", SECONDS, 365 * DAY),
    ),
    "DISPUTES": (
        Number("WINDOW", "Time to dispute an exit", SECONDS, 7 * DAY),
        Number("LEAST_BOND", "Smallest bond", DOLLARS, 100),
        Number("MOST_BOND", "Largest bond", DOLLARS, 25_000),
    ),
    "COMPLIANCE": (
        Number("MOST_HOLDERS", "Most holders of a token", COUNT, 1_999),
        Number("MOST_RETAIL", "Most of them not accredited", COUNT, 499),
        Number("WORLD_LIMIT", "What a World ID alone may pay for shares", DOLLARS, 1_000),
    ),
    "WATCHING": (
        Number("WATCH_BOND", "Bond of a report", DOLLARS, 100),
        Number("ANSWER_WITHIN", "Time to answer a report", SECONDS, 14 * DAY),
        Number("PENALTY", "Penalty for hiding, of the holders' share", PER_CENT, 100),
        Number("MOST_REWARD", "Largest reward", DOLLARS, 25_000),
        Number("LARGE_HIDING", "Hiding that leads to a ban proposal", DOLLARS, 10_000),
        Number("STRIKE_AFTER", "Days overdue until a strike", SECONDS, 90 * DAY),
        Number("BAN_AFTER", "Days overdue until a ban proposal", SECONDS, 180 * DAY),
    ),
}
"""Groups in the order of `bold`, and in each its numbers in the order of their places."""
NUMBERS: Final[dict[str, tuple[int, int, Number]]] = {
    number.name: (group, place, number)
    for group, numbers in enumerate(GROUPS.values())
    for place, number in enumerate(numbers)
}
"""Each number by its name, with its group and its place there."""


_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a network: what decisions `changed`, by group and place, else as printed."""

    changed: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """A number by its name: seconds, whole dollars, per cent, or a count."""
        group, place, number = NUMBERS[name]
        return self.changed.get((group, place), number.printed)

    def said(self, name: str) -> str:
        """A number in words, with its unit."""
        return NUMBERS[name][2].shown(self[name])

    @property
    def signers(self) -> int:
        """How many of three named attestors have to sign."""
        return min(_NAMED, self["SIGNATURES"])

    @property
    def said_signers(self) -> str:
        """`two attestors`."""
        return ("no attestors", "one attestor", "two attestors", "three attestors")[self.signers]


def printed(name: str) -> str:
    """A number in words as the rules print it, for whoever cannot know what it is now."""
    number = NUMBERS[name][2]
    return number.shown(number.printed)
