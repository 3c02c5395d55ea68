"""Activity: what happened to this person, newest first, in sentences with names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that happened, or is on its way (`block` None).

    `tone` is plain, accent, bronze or oxide; `kind` identity, token, raising, trading, sharing,
    companies or pending.
    """

    at: int
    block: int | None
    tx: str
    sentence: str
    detail: str
    tone: str
    kind: str
