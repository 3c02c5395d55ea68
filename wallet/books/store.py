"""The file behind the books: SQLite, one writer, one reader, nothing that cannot be refilled."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import private_dir
from wallet.books.tables import EVENTS as EVENTS_VERSION
from wallet.books.tables import FOLDED, VERSION, schema
from wallet.chain.logs import Event

Row = sqlite3.Row
STALE: Final = "stale"
UNDO_FROM: Final = "undo"
"""Keys of `about`: that nothing was made of the events yet, and from where on undo is kept."""
_BUSY_SECONDS: Final = 30.0
_PAGE_BYTES: Final = 8_192
_CACHE_KB: Final = 32_768
_CHECKPOINT_PAGES: Final = 8_000


class Tables:
    """One connection, as folds and answers use it. Not for several threads at once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Every row of a query."""
        return self.db.execute(sql, _bound(values)).fetchall()

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        found = self.db.execute(sql, _bound(values)).fetchone()
        return found if found is None or isinstance(found, Row) else None

    def run(self, sql: str, *values: object) -> None:
        """A statement that changes something."""
        self.db.execute(sql, _bound(values))

    def add(self, table: str, **values: object) -> None:
        """A row that takes the place of one with the same key."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        self.run(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *values.values())


class Store:
    """The books of one network in one file. Answers read while the index writes."""

    def __init__(self, path: Path, network: str) -> None:
        """Open or make the file. `network` tells one deployment from another.

        A file of another deployment, and one that is damaged, is filled anew; of one of an older
        shape the events stay, and everything else has to be made of them (`stale`). Raises
        WalletError when the folder cannot be used.
        """
        self.path = path
        private_dir(path.parent)
        self._write_lock, self._read_lock = threading.RLock(), threading.RLock()
        self._network = network
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._discard()
            try:
                self._open()
            except sqlite3.Error as error:
                raise _unusable(path) from error

    def close(self) -> None:
        """Close the file."""
        with (
            self._write_lock,
            self._read_lock,
        ):  # SQLite falls over where it is closed under a question
            self._writer.db.close()
            self._reader.db.close()

    def renew(self) -> None:
        """Begin with an empty file: what is there is damaged."""
        with self._write_lock, self._read_lock:
            self.close()
            self._discard()
            self._open()

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """The tables as they are now: they stay so inside, whatever is written meanwhile."""
        with self._read_lock:
            inside = self._reader.db.in_transaction
            if not inside:
                self._reader.db.execute("BEGIN")
            try:
                yield self._reader
            finally:
                if not inside:
                    self._reader.db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Tables]:
        """The tables to change: all of what is done inside is kept, or nothing."""
        with self._write_lock:
            self._writer.db.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.db.execute("ROLLBACK")
                raise
            self._writer.db.execute("COMMIT")

    def _open(self) -> None:
        made = f"{VERSION} {self._network}"
        self._writer = Tables(self._connect())
        self._reader = Tables(self._connect())
        known: dict[str, str] = {}
        with suppress(sqlite3.OperationalError):  # a new file has no tables yet
            rows = self._writer.rows("SELECT key, value FROM about WHERE key IN ('made', 'events')")
            known = {row["key"]: row["value"] for row in rows}
        if known.get("made", made) != made:
            _, _, network = known["made"].partition(" ")
            if network == self._network and known.get("events", "1") == str(EVENTS_VERSION):
                _drop_folded(self._writer)
            else:
                self.close()
                self._discard()
                self._writer, self._reader = Tables(self._connect()), Tables(self._connect())
        self._writer.db.executescript(schema())
        self._writer.add("about", key="made", value=made)
        self._writer.add("about", key="events", value=str(EVENTS_VERSION))

    def _connect(self) -> sqlite3.Connection:
        sqlite3.register_converter("BIGTEXT", int)
        db = sqlite3.connect(
            self.path,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
        db.row_factory = Row
        db.execute(f"PRAGMA page_size={_PAGE_BYTES}")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=OFF")  # what is lost can be read from the chain again
        db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        db.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
        return db

    def _discard(self) -> None:
        for name in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + name).unlink(missing_ok=True)


def last_block(tables: Tables) -> int:
    """The last block that the books know; -1 before the first."""
    row = tables.row("SELECT max(number) AS number FROM block")
    return -1 if row is None or row["number"] is None else int(row["number"])


def _drop_folded(tables: Tables) -> None:
    """Leave nothing in books of an older shape but what was read: the rest is to be made of it."""
    raw = ("about", "interest", "block", "event")
    names = tables.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    for name in [row["name"] for row in names if row["name"] not in raw]:
        tables.run(f"DROP TABLE {name}")
    tables.run("DELETE FROM about WHERE key = ?", UNDO_FROM)
    tables.add("about", key=STALE, value="1")


def is_stale(tables: Tables) -> bool:
    """Whether events are there of which nothing was made yet."""
    return tables.row("SELECT 1 FROM about WHERE key = ?", STALE) is not None


def clear_folded(tables: Tables) -> None:
    """Empty every table that is made from events."""
    for name in FOLDED:
        tables.run(f"DELETE FROM {name}")


EVENTS: Final = "SELECT e.*, b.hash FROM event e JOIN block b ON b.number = e.block"
"""Events with the hashes of their blocks."""


OF_WHOM: Final = (
    "FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log WHERE i.who = ?"
)
"""What picks out the events that name somebody: a person's id or an account, as text."""


def keep_events(tables: Tables, events: Sequence[Event]) -> None:
    """Keep events as the chain said them, and the blocks that they are in."""
    blocks = {event.block: (event.block, event.block_hash, event.at) for event in events}
    tables.db.executemany("INSERT OR REPLACE INTO block VALUES (?, ?, ?)", blocks.values())
    texts = _texts([one.fields for one in events])
    tables.db.executemany(
        "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (one.block, one.index, one.tx, one.at, one.contract, one.name, text)
            for one, text in zip(events, texts, strict=True)
        ],
    )


def _texts(every: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each as JSON. Many are written at once, in two thirds of the time, and cut apart.

    Between them is a string of one NUL, which no event has as a value of a list: a quotation mark
    inside another string would have a backslash before it.
    """
    found: list[str] = []
    for at in range(0, len(every), 100):
        parts = [part for one in every[at : at + 100] for part in (one, "\0")]
        found += as_json(parts)[1 : -len(_CUT)].split(_CUT)
    return found


_CUT: Final = ',"\\u0000",'
as_json: Final = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
"""Writes what is kept as JSON: no space, no look for what holds itself."""


def event_of(row: Row) -> Event:
    """The event in a row of `event`; the hash of its block is known in one of `EVENTS` alone."""
    fields: Mapping[str, Any] = json.loads(row["fields"])
    block_hash = row["hash"] if "hash" in tuple(row.keys()) else ""
    return Event(
        row["block"], block_hash, row["tx"], row["log"], row["at"],
        row["contract"], row["name"], fields,
    )  # fmt: skip


def ledger_events(
    tables: Tables, who: int, names: Sequence[str], until: int | None = None
) -> Iterator[Event]:
    """What the ledger said by these names of a person or a token, in the order of the chain.

    No further than a block, where one is given.
    """
    marks = ", ".join("?" * len(names))
    rows = tables.rows(
        f"SELECT e.* {OF_WHOM} AND e.contract = 'Ledger' AND e.name IN ({marks})"
        f"{'' if until is None else ' AND e.block <= ?'} ORDER BY e.block, e.log",
        str(who),
        *names,
        *(() if until is None else (until,)),
    )
    return (event_of(row) for row in rows)


def kept_events(tables: Tables, piece: int = 20_000) -> Iterator[list[Event]]:
    """Every event that is kept, in the order in which they happened, piece by piece."""
    found = tables.db.execute(f"{EVENTS} ORDER BY block, log")
    while rows := found.fetchmany(piece):
        yield [event_of(row) for row in rows]


def _bound(values: Sequence[object]) -> list[object]:
    """Values as SQLite takes them: integers past 64 bits as text, which BIGTEXT columns want."""
    return [str(one) if type(one) is int and not -(2**63) <= one < 2**63 else one for one in values]


def _unusable(path: Path) -> WalletError:
    return WalletError(
        f"The books {path.name} cannot be opened.",
        f"Look whether {path.parent} is writable and has space.",
        "books.open",
    )
