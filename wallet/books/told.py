"""A thing that happened, as it is told: sentence, detail, tone and kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.books.view import View

PLAIN: Final = "plain"
ACCENT: Final = "accent"
BRONZE: Final = "bronze"
OXIDE: Final = "oxide"

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what matters beneath it, its tone and kind."""

    sentence: str
    detail: str = ""
    tone: str = PLAIN
    kind: str = ""


Teller = Callable[[View, Said], Told | None]
"""Tells an event by its fields, as whoever looks sees it; None where there is nothing to tell."""
