"""The directory: everybody on the network in an order, found by words and by what they have done.

Kept in a file of its own beside the books and made from them, so that a search over a hundred
thousand people is one query. Whoever an event names is looked at again; where the books went back
to another history, or are not what they were, all of it is made anew.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import private_dir
from wallet.books.finding import ORDERS, Wanted, fitting, in_order
from wallet.books.store import Tables
from wallet.books.terms import tagline
from wallet.books.view import View

VERSION: Final = 3
OVERLAP: Final = 64
"""Blocks before the last known one whose events are looked at again: the books read some twice."""
MOST_EVENTS: Final = 20_000
"""Beyond so much news everybody is looked at again."""
_PIECE: Final = 2**15
_NOBODY: Final[Mapping[int, str]] = {}
_NAMED: Final = ("person", "token", "issuer", "owner", "subject", "buyer", "seller", "holder")
_OVER: Final = {"offering": "offering", "debt": "debt"}
"""Fields that name a thing by its number, and the table that says whose it is (`issuer`)."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, unnamed INTEGER NOT NULL, level INTEGER NOT NULL,
    expires INTEGER NOT NULL, frozen INTEGER NOT NULL, recovering INTEGER NOT NULL,
    banned INTEGER NOT NULL, joined INTEGER NOT NULL, issuer INTEGER NOT NULL,
    reference INTEGER, raised INTEGER NOT NULL, shared INTEGER NOT NULL, holders INTEGER NOT NULL,
    raising INTEGER NOT NULL, auction INTEGER NOT NULL, debts INTEGER NOT NULL,
    late INTEGER NOT NULL, due INTEGER NOT NULL
);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    name, work, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);
"""
_RARE: Final = 50
"""Where fewer than one in so many fit, it is quicker to pick them all and put them in order."""
_CACHE_KB: Final = 32_768
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS known_name ON known (unnamed, name);
CREATE INDEX IF NOT EXISTS known_joined ON known (joined DESC, unnamed, name);
CREATE INDEX IF NOT EXISTS known_price ON known (reference DESC, unnamed, name);
CREATE INDEX IF NOT EXISTS known_raised ON known (raised DESC, unnamed, name);
CREATE INDEX IF NOT EXISTS known_shared ON known (shared DESC, unnamed, name);
CREATE INDEX IF NOT EXISTS known_holders ON known (holders DESC, unnamed, name);
CREATE INDEX IF NOT EXISTS known_facts ON known (
    banned, frozen, recovering, expires, level, raising, auction, debts, late, due, reference
);
"""
"""One an order, so that the first of a million are there at once; each ends with the id. And one
of all that is filtered by, a third as long as the table, which is looked through instead of it.
"""
_INDEXED: Final = (*ORDERS, "facts")


class Directory:
    """The file. `level` first, then `find`; safe for several threads."""

    def __init__(self, path: Path | None = None, network: str = "") -> None:
        """Open or make it; without a path it is kept in memory. Raises WalletError."""
        self._lock = threading.Lock()
        self._path, self._made = path, f"{VERSION} {network}"
        try:
            try:
                self._begin()
            except sqlite3.DatabaseError:
                _discard(path)  # damaged, or of another shape: it is made from the books again
                self._begin()
        except (sqlite3.Error, OSError) as error:
            raise _unusable() from error

    def _begin(self) -> None:
        self._db = _open(self._path, self._made)
        self._tables = Tables(self._db)
        self._books: Path | None = None

    def close(self) -> None:
        """Close the file."""
        with self._lock:  # SQLite falls over where it is closed under a question
            self._db.close()

    def level(self, books: Path, labels: Mapping[int, str] = _NOBODY) -> None:
        """Bring it level with the books in this file; others may read and write there meanwhile.

        One's own `labels` for people who published no name count as their names in the order.
        Where another window is at it, what is known last stays. Raises WalletError.
        """
        with self._lock:
            try:
                self._level(books, labels)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    self._remake(books, labels)
                elif not self._about("stamp"):
                    raise _unusable() from error

    def _remake(self, books: Path, labels: Mapping[int, str]) -> None:
        """Make it from the books again: it was damaged meanwhile."""
        self._db.close()
        try:
            _discard(self._path)
            self._begin()
            self._level(books, labels)
        except (sqlite3.Error, OSError) as error:
            raise _unusable() from error

    def _level(self, books: Path, labels: Mapping[int, str]) -> None:
        self._attach(books)
        self._db.execute("BEGIN")  # one moment of the books; only the directory is written
        try:
            stamp, known = _stamp(self._tables), self._about("stamp")
            own = {(number, label.casefold()) for number, label in labels.items() if label}
            former = {(number, label) for number, label in self._about("own")}
            if known != stamp or own != former:
                news = _news(self._tables, known, stamp)
                late = set(self._about("late")) | {number for number, _ in own ^ former}
                self._write(None if news is None else news | late)
                if self._count() != stamp[3]:
                    self._write(None)
                self._db.executemany(_OWN, ((label, number) for number, label in sorted(own)))
                self._keep("own", sorted(own))
                self._keep("stamp", stamp)
                self._keep("late", sorted(_named(self._tables, stamp[5])))
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def find(self, wanted: Wanted, view: View, most: int | None = None) -> tuple[array[int], int]:
        """The ids of those who fit, in order, at most so many; and how many fit."""
        fits, order = fitting(wanted, view), in_order(wanted, view)
        with self._lock:
            count = self._count(*fits)
            first = count if most is None else most
            # Along the order until there are enough; or all who fit, who are then put in order.
            along = not fits.sql or (first < count and count * _RARE > self._count())
            source = f"known{'' if along else ' NOT INDEXED'}{fits.sql}"
            # As one text, which SQLite makes without holding up other threads.
            sql = f"SELECT id FROM {source} ORDER BY {order.sql} LIMIT ?"
            row = self._db.execute(
                f"SELECT group_concat(id) FROM ({sql})", (*fits.values, *order.values, first)
            ).fetchone()
        return _numbers(row[0] or ""), count

    def _attach(self, books: Path) -> None:
        if books != self._books:
            if self._books is not None:
                self._db.execute("DETACH books")
            self._db.execute("ATTACH ? AS books", (str(books),))
            self._books = books

    def _about(self, key: str) -> list[Any]:
        row = self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return list(json.loads(row[0])) if row else []

    def _keep(self, key: str, value: Sequence[Any]) -> None:
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, json.dumps(value)))

    def _count(self, where: str = "", values: Sequence[Any] = ()) -> int:
        sql = f"SELECT count(*) FROM known{where}"
        return int(self._db.execute(sql, values).fetchone()[0])

    def _write(self, changed: set[int] | None) -> None:
        """Write those who changed; everybody where that is not known (None)."""
        if changed is None:
            self._db.execute("DELETE FROM words")
            self._db.execute("DELETE FROM known")
            for name in _INDEXED:  # made at once they take a third of the time
                self._db.execute(f"DROP INDEX IF EXISTS known_{name}")
            self._db.execute(_KNOWN)
            for sql in filter(str.strip, _INDEXES.split(";")):
                self._db.execute(sql)
            self._db.execute(_WORDS)
            wrote = self._db.execute("SELECT id FROM token WHERE terms IS NOT NULL").fetchall()
            self._write_work(row[0] for row in wrote)
            return
        for number in changed:
            self._db.execute("DELETE FROM known WHERE id = ?", (number,))
            self._db.execute("DELETE FROM words WHERE rowid = ?", (number,))
            self._db.execute(f"{_KNOWN} WHERE p.id = ?", (number,))
            self._db.execute(f"{_WORDS} AND t.id = ?", (number,))
        self._write_work(changed)

    def _write_work(self, issuers: Iterable[int]) -> None:
        """Write what issuers say they do."""
        view = View(self._tables, None, "", 0)
        for number in issuers:
            if work := tagline(view, number):
                sql = "UPDATE words SET work = ? WHERE rowid = ?"
                self._db.execute(sql, (work, number))


_KNOWN: Final = """
INSERT INTO known SELECT
    p.id,
    CASE WHEN t.name GLOB '*[^ -~]*' THEN fold(t.name) ELSE lower(ifnull(t.name, '')) END,
    ifnull(t.name, '') = '', p.level, p.expires, p.frozen_until, p.recovery_ends != 0, p.banned,
    p.joined, t.id IS NOT NULL, nullif(CAST(t.reference AS INTEGER), 0),
    ifnull(CAST(t.raised AS INTEGER), 0),
    ifnull(CAST(t.shared AS INTEGER), 0),
    max(ifnull(t.holders, 0), (SELECT count(*) FROM position q
        WHERE q.token = p.id AND q.person != p.id AND q.units != '0')),
    ifnull((SELECT max(deadline) FROM offering o WHERE o.issuer = p.id AND o.closed IS NULL), 0),
    EXISTS (SELECT 1 FROM auction a WHERE a.token = p.id AND a.settled IS NULL),
    (SELECT count(*) FROM debt d WHERE d.issuer = p.id),
    (SELECT count(*) FROM debt d WHERE d.issuer = p.id AND d.ended > d.due),
    ifnull((SELECT min(due) FROM debt d WHERE d.issuer = p.id AND d.ended IS NULL), 0)
FROM person p LEFT JOIN token t ON t.id = p.id
"""
"""Amounts are text in the books; a cast to a number stops at the largest there is."""
_OWN: Final = "UPDATE known SET name = ?, unnamed = 0 WHERE id = ? AND unnamed"
_WORDS: Final = (
    "INSERT INTO words (rowid, name, work) SELECT t.id, t.name, '' FROM token t WHERE t.name != ''"
)


def _numbers(text: str) -> array[int]:
    """Numbers between commas, read piece by piece, so that a window's thread gets its turns."""
    found = array("q")
    start = 0
    while start < len(text):
        end = text.find(",", start + _PIECE)
        end = len(text) if end < 0 else end
        found.extend(map(int, text[start:end].split(",")))
        start = end + 1
    return found


def _stamp(tables: Tables) -> list[Any]:
    """What tells one state of the books from another.

    The last block with events, its hash and how many there were lately; how many people there are,
    and of how many all is read; and a block that is not taken back any more, with its hash.
    """
    row = tables.row("SELECT max(block) AS top FROM event")
    top = row["top"] if row and row["top"] is not None else -1
    row = tables.row("SELECT max(block) AS base FROM event WHERE block <= ?", top - OVERLAP)
    base = row["base"] if row and row["base"] is not None else -1
    late = tables.row("SELECT count(*) AS n FROM event WHERE block > ?", base)
    people = tables.row("SELECT count(*) AS n FROM person")
    whose = tables.row("SELECT count(*) AS n FROM interest")
    return [
        top,
        _hash_of(tables, top),
        late["n"] if late else 0,
        people["n"] if people else 0,
        whose["n"] if whose else 0,
        base,
        _hash_of(tables, base),
    ]


def _hash_of(tables: Tables, block: int) -> str:
    row = tables.row("SELECT hash FROM block WHERE number = ?", block)
    return row["hash"] if row else ""


def _news(tables: Tables, known: Sequence[Any], stamp: Sequence[Any]) -> set[int] | None:
    """Whom news since `known` are about; None where everybody has to be looked at.

    Where more people are of interest than before, the books have learnt of what is long past. And
    where they went back, whoever was named lately is to be looked at as well.
    """
    if len(known) != len(stamp) or known[4] != stamp[4] or known[6] != _hash_of(tables, known[5]):
        return None
    late = tables.row("SELECT count(*) AS n FROM event WHERE block > ?", known[5])
    if late is None or late["n"] > MOST_EVENTS:
        return None
    return _named(tables, known[5])


def _named(tables: Tables, base: int) -> set[int]:
    """Whom the events after a block are about."""
    found: set[int] = set()
    for row in tables.rows("SELECT fields FROM event WHERE block > ?", base):
        said = json.loads(row["fields"])
        found |= {said[name] for name in _NAMED if type(said.get(name)) is int}
        for name, table in _OVER.items():
            if type(said.get(name)) is int:
                owner = tables.row(f"SELECT issuer FROM {table} WHERE id = ?", said[name])
                found |= {owner["issuer"]} if owner else set()
    return found - {0}


def _open(path: Path | None, made: str) -> sqlite3.Connection:
    if path is not None:
        private_dir(path.parent)
    db = sqlite3.connect(
        path or ":memory:",
        check_same_thread=False,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES,
    )
    db.row_factory = sqlite3.Row
    db.create_function("fold", 1, str.casefold, deterministic=True)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=OFF")  # it can be made again
    db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
    db.executescript(_SCHEMA + _INDEXES)
    row = db.execute("SELECT value FROM about WHERE key = 'made'").fetchone()
    if row is not None and row[0] != made:
        db.close()
        raise sqlite3.DatabaseError("made by another version, or for another network")
    db.execute("INSERT OR REPLACE INTO about VALUES ('made', ?)", (made,))
    return db


def _unusable() -> WalletError:
    return WalletError(
        "The directory of people cannot be used.",
        "Look whether the folder of the wallet is writable and has space.",
        "directory.open",
    )


def _discard(path: Path | None) -> None:
    for name in ("", "-wal", "-shm"):
        if path is not None:
            path.with_name(path.name + name).unlink(missing_ok=True)
