"""What events of the disputes mean: windows, cases, rulings, and buy-backs made whole."""

from __future__ import annotations

from typing import Final

from wallet.books.store import Tables
from wallet.chain.logs import Event

OPEN: Final = "open"
DISPUTED: Final = "disputed"
ACCEPTED: Final = "accepted"
RULED: Final = "ruled"
LAPSED: Final = "lapsed"
"""What became of the window of an exit."""


def _window_opened(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "matter",
        exit=said["exit"],
        opener=said["opener"],
        bond=str(said["bond"]),
        ends=said["ends"],
        state=OPEN,
    )


def _disputed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE matter SET state = ?, disputer = ?, disputed = ?, reason = ? WHERE exit = ?",
        DISPUTED,
        said["disputer"],
        event.at,
        said["reason_hash"],
        said["exit"],
    )


def _ended(tables: Tables, event: Event) -> None:
    state = {"Accepted": ACCEPTED, "Ruled": RULED, "Lapsed": LAPSED}[event.name]
    said = event.fields
    tables.run(
        "UPDATE matter SET state = ?, winner = ? WHERE exit = ?",
        state,
        said.get("winner"),
        said["exit"],
    )


FOLDS: Final = {
    "WindowOpened": _window_opened,
    "Disputed": _disputed,
    "Accepted": _ended,
    "Ruled": _ended,
    "Lapsed": _ended,
}
