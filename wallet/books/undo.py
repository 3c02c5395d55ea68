"""Undo: rows as they were before each of the last blocks, so that a few blocks go back at once.

Only blocks near the head are noted, for only those are ever taken back: while books catch up with
a long history nothing is. Further back than what is noted, the books are folded again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from wallet.books.store import UNDO_FROM, Tables, as_json

KEPT: Final = 128
"""So many blocks at the end of the chain can be taken back; a reorganisation is far shorter."""

Record = dict[str, Any]
"""A row by its columns; amounts are integers."""
Key = tuple[Any, ...]
Noted = tuple[int, str, str, str | None]
"""A block, a table, and as JSON the key of a row and what it was before; None for no row."""


def first_noted(head: int) -> int:
    """The first block that is noted when the chain ends with block `head`."""
    return head - KEPT + 1


def keep(tables: Tables, noted: Iterable[Noted]) -> None:
    """Keep how rows were. What is there of a block already was before this, and holds."""
    tables.db.executemany("INSERT OR IGNORE INTO undo VALUES (?, ?, ?, ?)", noted)


def noted_from(tables: Tables, block: int, known_to: int) -> None:
    """Note that from this block on everything is kept, and let go of what is older.

    Of what the books had up to `known_to` before anything was noted, nothing is.
    """
    floor = _floor(tables)
    block = max(block, known_to + 1 if floor is None else floor)
    if block != floor:
        tables.add("about", key=UNDO_FROM, value=str(block))
        tables.run("DELETE FROM undo WHERE block < ?", block)


def begin(tables: Tables, block: int) -> None:
    """Note that the tables were made anew, and that from this block on everything will be kept."""
    tables.run("DELETE FROM undo")
    tables.add("about", key=UNDO_FROM, value=str(block))


def reaches(tables: Tables, base: int) -> bool:
    """Whether everything that changed after block `base` is kept.

    Where nothing happened in blocks that are not, nothing has to be.
    """
    floor = _floor(tables)
    if floor is None:
        return False
    return not tables.rows("SELECT 1 FROM event WHERE block > ? AND block < ? LIMIT 1", base, floor)


def take_back(tables: Tables, base: int) -> list[tuple[str, Key, Record | None]]:
    """The rows that changed after block `base`, by table and key, as they were after it.

    Whoever takes them puts them back: they are let go of here. `reaches` has answered for it.
    """
    before: dict[tuple[str, str], str | None] = {}
    for row in tables.rows(
        "SELECT name, key, was FROM undo WHERE block > ? ORDER BY block DESC", base
    ):
        before[row["name"], row["key"]] = row["was"]  # the oldest of them is the one that counts
    tables.run("DELETE FROM undo WHERE block > ?", base)
    floor = _floor(tables)
    if floor is not None and floor > base + 1:
        tables.add("about", key=UNDO_FROM, value=str(base + 1))
    return [
        (name, tuple(json.loads(key)), None if was is None else json.loads(was))
        for (name, key), was in before.items()
    ]


def noted(block: int, name: str, key: Key, was: Record | None) -> Noted:
    """A row as it was before a block, as it is kept."""
    return block, name, as_json(key), None if was is None else as_json(was)


def _floor(tables: Tables) -> int | None:
    row = tables.row("SELECT value FROM about WHERE key = ?", UNDO_FROM)
    return int(row["value"]) if row else None
