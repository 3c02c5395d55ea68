"""Rows in hand: what folds read and write, kept in memory and written to the file in one go.

An event touches a handful of rows, and the same ones are touched again and again; asking SQLite
for each of them each time takes ten times as long as the folding. Folding one by one and folding a
million at once leave the same tables behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from wallet.books import undo
from wallet.books.store import Tables
from wallet.books.tables import FOLDED, schema

Record = undo.Record
Key = undo.Key

MOST: Final = 300_000
"""So many rows are kept in hand from one piece of the chain to the next."""
GROUPS: Final = {"lot": 2, "ask": 1, "auction": 1, "entry": 1}
"""Tables whose rows are read together: those that share so much of their key."""
LISTS: Final = ("sale", "forced", "claim", "share", "quote", "strike", "voice", "involved")
"""Tables that folds only add to."""


class Shape(NamedTuple):
    """What a table is: its columns with what they hold at first, its key, its columns of text."""

    blank: Mapping[str, Any]
    key: tuple[str, ...]
    texts: tuple[int, ...]


@cache
def shapes() -> Mapping[str, Shape]:
    """The shapes of the folded tables, as SQLite understands them."""
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(schema())
        return {name: _shape(db, name) for name in FOLDED}
    finally:
        db.close()


def _shape(db: sqlite3.Connection, name: str) -> Shape:
    columns = db.execute(f"PRAGMA table_info({name})").fetchall()
    blank = {}
    for _place, column, kind, _needed, default, _key in columns:
        value = None if default is None else str(default).strip("'")
        blank[column] = value if value is None or kind == "TEXT" else int(value)
    return Shape(
        blank,
        tuple(one[1] for one in sorted(columns, key=lambda one: one[5]) if one[5]),
        tuple(place for place, one in enumerate(columns) if one[2] == "BIGTEXT"),
    )


def _key_of(names: tuple[str, ...]) -> Callable[[Record], Key]:
    """What takes a row's key out of it."""
    first = names[0]
    return itemgetter(*names) if len(names) > 1 else lambda record: (record[first],)


class _Shelf:
    """The rows of one table that are in hand; None for one that is known not to be there."""

    def __init__(self, db: sqlite3.Connection, name: str, shape: Shape) -> None:
        self.db, self.shape = db, shape
        self.rows: dict[Key, Record | None] = {}
        self.changed: set[Key] = set()
        self.list: list[tuple[Any, ...]] = []
        self.before: dict[Key, Record | None] | None = None
        """Rows as they were before the block that is folded; None while that is not noted."""
        self.key_of: Callable[[Record], Key] = _key_of(shape.key)
        self._columns = tuple(shape.blank)
        where = " AND ".join(f"{one} = ?" for one in shape.key)
        self._ask = f"SELECT * FROM {name} WHERE {where}"
        self._put = f"INSERT OR REPLACE INTO {name} VALUES ({', '.join('?' * len(shape.blank))})"
        self._drop = f"DELETE FROM {name} WHERE {where}"

    def find(self, key: Key) -> Record | None:
        """A row by its key."""
        try:
            return self.rows[key]
        except KeyError:
            row = self.db.execute(self._ask, key).fetchone()
            found = self.rows[key] = None if row is None else self._record(row)
            return found

    def put(self, record: Record) -> None:
        """Put a row in the place of the one with its key."""
        key = self.key_of(record)
        if self.before is not None:
            self.note(key)
        self.rows[key] = record
        self.changed.add(key)

    def drop(self, key: Key) -> None:
        """Take a row away."""
        if self.find(key) is not None:
            if self.before is not None:
                self.note(key)
            self.rows[key] = None
            self.changed.add(key)

    def note(self, key: Key) -> None:
        """Keep a row as it is before it is changed, the first time in a block."""
        if self.before is not None and key not in self.before:
            row = self.find(key)
            self.before[key] = None if row is None else row.copy()

    def noted(self) -> Iterator[tuple[Key, Record | None]]:
        """The rows that changed or were added in the block, as they were before it."""
        yield from (self.before or {}).items()
        for values in self.list:
            record = self._record(values)
            key = self.key_of(record)
            row = self.db.execute(self._ask, key).fetchone()
            yield key, None if row is None else self._record(row)

    def flush(self) -> None:
        """Write what changed, in the order of the keys: so pages of the file are visited once."""
        if self.changed:
            keys = sorted(self.changed)
            there = [row for key in keys if (row := self.rows[key]) is not None]
            self.db.executemany(self._drop, [key for key in keys if self.rows[key] is None])
            self.db.executemany(self._put, map(self._values, there))
            self.changed.clear()
        self.flush_list()

    def flush_list(self) -> None:
        """Write the rows that were only added."""
        if self.list:
            self.db.executemany(self._put, self.list)
            self.list.clear()

    def forget(self) -> None:
        """Let go of all that is in hand."""
        self.rows.clear()

    def _record(self, row: Iterable[Any]) -> Record:
        return dict(zip(self._columns, row, strict=True))

    def _values(self, record: Record) -> list[Any]:
        values = list(record.values())
        for place in self.shape.texts:
            if values[place] is not None:
                values[place] = str(values[place])
        return values


class _Groups(_Shelf):
    """A shelf whose rows are read by groups, those that share the first parts of their key."""

    def __init__(self, db: sqlite3.Connection, name: str, shape: Shape, parts: int) -> None:
        super().__init__(db, name, shape)
        self._parts = parts
        self._groups: dict[Key, dict[Key, Record]] = {}
        where = " AND ".join(f"{one} = ?" for one in shape.key[:parts])
        self._ask_group = f"SELECT * FROM {name} WHERE {where}"

    def group(self, start: Key) -> dict[Key, Record]:
        """The rows whose key begins so."""
        found = self._groups.get(start)
        if found is None:
            found = self._groups[start] = {}
            for row in self.db.execute(self._ask_group, start).fetchall():
                record = self._record(row)
                key = self.key_of(record)
                self.rows[key] = found[key] = record
        return found

    def find(self, key: Key) -> Record | None:
        return self.group(key[: self._parts]).get(key)

    def put(self, record: Record) -> None:
        key = self.key_of(record)
        group = self.group(key[: self._parts])
        if self.before is not None:
            self.note(key)
        group[key] = record
        super().put(record)

    def drop(self, key: Key) -> None:
        group = self.group(key[: self._parts])
        if key in group:
            if self.before is not None:
                self.note(key)
            del group[key]
            self.rows[key] = None
            self.changed.add(key)

    def forget(self) -> None:
        super().forget()
        self._groups.clear()


class Rows:
    """The folded tables, as folds use them. A row that is answered is never changed by hand."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._shelves = {
            name: _Groups(tables.db, name, shape, GROUPS[name])
            if name in GROUPS
            else _Shelf(tables.db, name, shape)
            for name, shape in shapes().items()
        }

    def get(self, table: str, *key: Any) -> Record | None:
        """The row with this key, or None."""
        return self._shelves[table].find(key)

    def need(self, table: str, *key: Any) -> Record:
        """The row with this key. Raises KeyError: an event speaks of something unknown."""
        found = self._shelves[table].find(key)
        if found is None:
            raise KeyError(key)
        return found

    def group(self, table: str, *start: Any) -> list[Record]:
        """The rows whose key begins so, in the order of their keys. For tables of `GROUPS`."""
        shelf = self._shelves[table]
        if not isinstance(shelf, _Groups):
            raise TypeError(table)
        found = shelf.group(start)
        return [found[key] for key in sorted(found)]

    def add(self, table: str, **values: Any) -> Record:
        """A row that takes the place of one with the same key."""
        shelf = self._shelves[table]
        record = {**shelf.shape.blank, **values}
        shelf.put(record)
        return record

    def list(self, table: str, **values: Any) -> None:
        """A row of a table that is only added to (`LISTS`); amounts as they are."""
        shelf = self._shelves[table]
        shelf.list.append(tuple(shelf._values({**shelf.shape.blank, **values})))

    def change(self, table: str, *key: Any, **values: Any) -> None:
        """Change some columns of a row, where there is one."""
        shelf = self._shelves[table]
        record = shelf.find(key)
        if record is not None:
            if shelf.before is not None:
                shelf.note(key)
            record.update(values)
            shelf.changed.add(key)

    def drop(self, table: str, *key: Any) -> None:
        """Take a row away, where there is one."""
        self._shelves[table].drop(key)

    def involve(self, who: Iterable[str], block: int, log: int) -> None:
        """Note whom an event names."""
        self._shelves["involved"].list += [(one, block, log) for one in who]

    def flush(self) -> None:
        """Write all that changed."""
        held = 0
        for shelf in self._shelves.values():
            shelf.flush()
            held += len(shelf.rows)
        if held > MOST:
            self.forget()

    @contextmanager
    def noting(self, block: int) -> Iterator[None]:
        """Keep how every row was that a block changes, so that the block can be taken back."""
        for shelf in self._shelves.values():
            shelf.flush_list()  # what was added before is not of this block
            shelf.before = {}
        try:
            yield
            found: list[undo.Noted] = []
            for name, shelf in self._shelves.items():
                found += [undo.noted(block, name, key, was) for key, was in shelf.noted()]
                shelf.flush_list()
            undo.keep(self._tables, found)
        finally:
            for shelf in self._shelves.values():
                shelf.before = None

    def restore(self, was: Iterable[tuple[str, Key, Record | None]]) -> None:
        """Write rows, by table and key, as they were; None takes one away."""
        self.forget()
        for name, key, record in was:
            shelf = self._shelves[name]
            shelf.rows[key] = record
            shelf.changed.add(key)
        self.flush()
        self.forget()

    def forget(self) -> None:
        """Let go of all that is in hand: others changed the file, or will."""
        for shelf in self._shelves.values():
            shelf.forget()


@contextmanager
def in_hand(tables: Tables) -> Iterator[Rows]:
    """Rows to be changed; they are written at the end."""
    rows = Rows(tables)
    yield rows
    rows.flush()
