"""The three answers of a check, and how a check ends early."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from wallet.identity.mrz import Zone


class Outcome(Enum):
    """What a check of a chip's files came to."""

    GENUINE = "genuine"
    FALSE = "false"
    UNCHECKED = "cannot be checked"


class Stopped(Exception):
    """A check that goes no further: with a code and a sentence for the verifier."""

    outcome = Outcome.UNCHECKED

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class Forged(Stopped):
    """Something is not as it must be in a genuine document."""

    outcome = Outcome.FALSE


class Unchecked(Stopped):
    """Something needed for the check is missing, unreadable, or unknown to this program."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chip's files came to, and why.

    `zone` is what the chip says of its holder, only where the verdict is GENUINE. `notes` are what
    a verifier should know besides: lists that were missing, groups that nobody read.
    """

    outcome: Outcome
    code: str
    sentence: str
    notes: tuple[str, ...] = ()
    zone: Zone | None = None
    country: str = ""

    @property
    def genuine(self) -> bool:
        """Whether everything was checked and held."""
        return self.outcome is Outcome.GENUINE
