"""Whole books, to be compared."""

from __future__ import annotations

from typing import Any

from wallet.books.store import Store
from wallet.books.tables import FOLDED


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with store.reading() as tables:
        return {
            name: sorted((tuple(row) for row in tables.rows(f"SELECT * FROM {name}")), key=repr)
            for name in (*FOLDED, "event")
        }
