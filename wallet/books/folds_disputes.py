"""What events of the disputes mean: windows, cases, rulings, and buy-backs made whole."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event

OPEN: Final = "open"
DISPUTED: Final = "disputed"
ACCEPTED: Final = "accepted"
RULED: Final = "ruled"
LAPSED: Final = "lapsed"
"""What became of the window of an exit."""


def _window_opened(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "matter",
        exit=said["exit"],
        opener=said["opener"],
        bond=said["bond"],
        ends=said["ends"],
        state=OPEN,
    )


def _disputed(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change(
        "matter",
        said["exit"],
        state=DISPUTED,
        disputer=said["disputer"],
        disputed=event.at,
        reason=said["reason_hash"],
    )


def _ended(rows: Rows, event: Event) -> None:
    state = {"Accepted": ACCEPTED, "Ruled": RULED, "Lapsed": LAPSED}[event.name]
    said = event.fields
    rows.change("matter", said["exit"], state=state, winner=said.get("winner"))


FOLDS: Final = {
    "WindowOpened": _window_opened,
    "Disputed": _disputed,
    "Accepted": _ended,
    "Ruled": _ended,
    "Lapsed": _ended,
}
