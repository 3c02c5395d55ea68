"""A task: something that awaits this person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ACCENT: Final = "accent"
BRONZE: Final = "bronze"
OXIDE: Final = "oxide"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that awaits this person.

    `kind` is one of debt, report, exit, statement, attest, claim, credit, take, count, refund,
    commitment, offering, proceeds, signature, settle, auction, attestation, recovery; `tone` is
    accent, bronze or oxide. `action` is the word on its button, which opens `page` at `target`: an
    id that the page understands, with its kind on a page of several kinds, 0 for the page itself.
    `at` is when it falls due, where it does.
    """

    kind: str
    tone: str
    sentence: str
    detail: str
    action: str
    page: str
    target: int | tuple[str, int]
    at: int | None = None
