"""People as answers name them: an id, the name to show, and what matters about their standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = "unknown"
ACTIVE: Final = "active"
EXPIRED: Final = "expired"
FROZEN: Final = "frozen"
BANNED: Final = "banned"
"""Standings; banned outweighs frozen, and frozen outweighs expired."""


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as a row shows them.

    `name` is the display name they published as an issuer, else one's own `label`, else
    "Person 12". `until` is the end of a freeze, or of the attestation of an active person.
    """

    id: int
    name: str
    has_token: bool
    standing: str
    until: int | None
    label: str


NOBODY: Final = PersonRef(0, "Nobody", False, UNKNOWN, None, "")
"""Where an event names no person."""


def standing_of(expires: int, frozen_until: int, banned: bool, now: int) -> str:
    """The standing at `now`, by the registry's rule."""
    if banned:
        return BANNED
    if frozen_until > now:
        return FROZEN
    return ACTIVE if expires > now else EXPIRED


def name_list(names: Iterable[str], most: int = 3) -> str:
    """`Bob Okafor, Carol Lindqvist and 2 others`."""
    every = list(names)
    if len(every) > most:
        left = len(every) - (most - 1)
        return ", ".join(every[: most - 1]) + f" and {left} others"
    if len(every) < 2:
        return "".join(every)
    return ", ".join(every[:-1]) + " and " + every[-1]
