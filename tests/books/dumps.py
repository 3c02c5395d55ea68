"""Whole books, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wallet.books.store import Store
from wallet.books.tables import FOLDED
from wallet.books.writing import Pen, write
from wallet.chain.logs import Event


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with store.reading() as tables:
        return {
            name: sorted((tuple(row) for row in tables.rows(f"SELECT * FROM {name}")), key=repr)
            for name in (*FOLDED, "event")
        }


def anew(path: Path, events: Sequence[Event]) -> dict[str, list[tuple[Any, ...]]]:
    """The books of these events, folded from nothing into a new file."""
    store = Store(path, "anew")
    with Pen(store).writing() as (tables, rows):
        write(tables, rows, events)
    found = dump(store)
    store.close()
    return found
