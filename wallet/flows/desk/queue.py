"""The requests that were brought to a desk: each number once, with what became of it.

A request names nobody, so the queue is an ordinary file beside the books. Thousands are taken in by
their form alone; the signatures of one are held when it is opened, and a request whose signatures
do not hold is thrown out, so that nobody blocks a number that is not theirs.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.files import private_dir
from wallet.identity.asking_to_join import FRESH

NEW: Final = "new"
CHECKING: Final = "checking"
WAITING: Final = "waiting"
REFUSED: Final = "refused"
ANSWERED: Final = "answered"
STALE: Final = "stale"
WORDS: Final = {
    NEW: "New",
    CHECKING: "Being checked",
    WAITING: "Waiting for tags",
    REFUSED: "Refused",
    ANSWERED: "Answered",
    STALE: "Too old",
}
"""What each state is called. A new request that was not opened in time is too old."""
OPEN: Final = (NEW, CHECKING, WAITING)
MOST: Final = 200_000
_MOST_REASON: Final = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `state` is one of `WORDS`; `records` are the evidence kept of it."""

    row: int
    number: str
    kind: str
    account: str
    made_at: int
    came_at: int
    state: str
    reason: str
    records: tuple[str, ...]
    text: str

    @property
    def words(self) -> str:
        """Its state in words."""
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a request by its form, for the queue."""

    number: str
    kind: str
    account: str
    made_at: int
    text: str


@dataclass(frozen=True)
class Brought:
    """What came of bringing several files: how many were new, known, and could not be used."""

    new: int
    known: int
    problems: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What to tell of it."""
        parts = [f"{self.new:,} new {'request' if self.new == 1 else 'requests'}"]
        if self.known:
            parts.append(f"{self.known:,} that were here already")
        if self.problems:
            parts.append(f"{len(self.problems):,} files that are no requests for this desk")
        first = f" {self.problems[0]}" if self.problems else ""
        return ", ".join(parts) + "." + first


class Queue:
    """An SQLite file. Thread-safe; every method raises WalletError (`desk.queue`)."""

    def __init__(self, path: Path) -> None:
        private_dir(path.parent)
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(
                "CREATE TABLE IF NOT EXISTS request (row INTEGER PRIMARY KEY, number TEXT NOT NULL"
                " UNIQUE, kind TEXT NOT NULL, account TEXT NOT NULL, made INTEGER NOT NULL,"
                " came INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',"
                " records TEXT NOT NULL DEFAULT '', text TEXT NOT NULL);"
                "CREATE INDEX IF NOT EXISTS request_state ON request (state, made);"
                "CREATE TABLE IF NOT EXISTS seen (name TEXT NOT NULL, size INTEGER NOT NULL,"
                " changed INTEGER NOT NULL, PRIMARY KEY (name, size, changed));"
            )
        except sqlite3.Error as error:
            raise _unreadable() from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:  # SQLite falls over where it is closed under a question
            self._db.close()

    def add(self, asked: Asked, now: int) -> int:
        """Take a request in; answers its row. Raises WalletError (`desk.again`, `desk.full`)."""
        known = self.find(asked.number)
        if known is not None:
            said = known.words[:1].lower() + known.words[1:]
            raise WalletError(
                f"A request with this number came on {date_of(known.came_at, now)} already, and "
                f"is {said}. Each number is used once.",
                "Open that one, or ask the wallet for a new request.",
                "desk.again",
            )
        with self._lock:
            return self._add(asked, now)

    def add_many(self, asked: Sequence[Asked], now: int) -> int:
        """Take in those that are not here yet, all or none; answers how many were new."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                before = self._count()
                if before + len(asked) > MOST:
                    self._db.execute("ROLLBACK")
                    raise _full()
                self._db.executemany(
                    "INSERT OR IGNORE INTO request (number, kind, account, made, came, state, text)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        (one.number, one.kind, one.account, one.made_at, now, NEW, one.text)
                        for one in asked
                    ],
                )
                added = self._count() - before
                self._db.execute("COMMIT")
                return added
            except sqlite3.Error as error:
                raise _unreadable() from error

    def find(self, number: str) -> Entry | None:
        """The request with a number."""
        rows = self._rows("SELECT * FROM request WHERE number = ?", number)
        return _entry(rows[0]) if rows else None

    def of_account(self, account: str) -> tuple[Entry, ...]:
        """The answered requests of a wallet, the newest first."""
        rows = self._rows(
            "SELECT * FROM request WHERE account = ? AND state = ? ORDER BY came DESC, row DESC",
            account.lower(),
            ANSWERED,
        )
        return tuple(_entry(row) for row in rows)

    def entries(self, keys: Iterable[int], now: int) -> tuple[Entry, ...]:
        """The requests in these rows, in this order; those that are gone are left out."""
        wanted = list(keys)
        marks = ",".join("?" * len(wanted))
        found = {
            int(row["row"]): _entry(row, now)
            for row in self._rows(f"SELECT * FROM request WHERE row IN ({marks})", *wanted)
        }
        return tuple(found[key] for key in wanted if key in found)

    def keys(self, now: int, state: str = "", words: str = "") -> tuple[int, ...]:
        """The rows to be shown: open ones first, the oldest of them on top, then the newest ended.

        `state` is one of `WORDS` or nothing, `words` a part of an account, number or reason.
        """
        where, args = "1", []
        if state == STALE:
            where, args = "state = ? AND made < ?", [NEW, now - FRESH]
        elif state == NEW:
            where, args = "state = ? AND made >= ?", [NEW, now - FRESH]
        elif state:
            where, args = "state = ?", [state]
        if words.strip():
            mask = "%" + _escaped(words.strip()[:80]) + "%"
            where += " AND (account LIKE ? ESCAPE '!' OR number LIKE ? ESCAPE '!'"
            where += " OR reason LIKE ? ESCAPE '!')"
            args += [mask] * 3
        rows = self._rows(
            f"SELECT row FROM request WHERE {where} ORDER BY state IN ('answered', 'refused'),"
            " (state = 'new' AND made < ?), CASE WHEN state IN ('answered', 'refused')"
            " THEN -came ELSE made END, row",
            *args,
            now - FRESH,
        )
        return tuple(int(row["row"]) for row in rows)

    def counts(self, now: int) -> dict[str, int]:
        """How many there are in each state."""
        found = dict.fromkeys(WORDS, 0)
        for row in self._rows(
            "SELECT CASE WHEN state = 'new' AND made < ? THEN 'stale' ELSE state END AS said,"
            " COUNT(*) AS many FROM request GROUP BY said",
            now - FRESH,
        ):
            found[str(row["said"])] = int(row["many"])
        return found

    def turn(
        self, number: str, state: str, reason: str = "", records: Sequence[str] | None = None
    ) -> None:
        """Write down what became of a request."""
        kept = None if records is None else " ".join(records)
        self._do(
            "UPDATE request SET state = ?, reason = ?, records = COALESCE(?, records)"
            " WHERE number = ?",
            state,
            reason[:_MOST_REASON],
            kept,
            number,
        )

    def throw_out(self, number: str) -> None:
        """Forget a request whose signatures do not hold: its number is free again."""
        self._do("DELETE FROM request WHERE number = ? AND state = ?", number, NEW)

    def unseen(self, files: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Those among files (name, size, time of change) that were not looked at yet."""
        seen = {
            (str(row["name"]), int(row["size"]), int(row["changed"]))
            for row in self._rows("SELECT * FROM seen")
        }
        return [one for one in files if one not in seen]

    def saw(self, files: Sequence[tuple[str, int, int]]) -> None:
        """Remember that files were looked at."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")  # else each row waits for the disk
                self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", files)
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise _unreadable() from error

    def _add(self, asked: Asked, now: int) -> int:
        try:
            if self._count() >= MOST:
                raise _full()
            done = self._db.execute(
                "INSERT INTO request (number, kind, account, made, came, state, text)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (asked.number, asked.kind, asked.account, asked.made_at, now, NEW, asked.text),
            )
        except sqlite3.Error as error:
            raise _unreadable() from error
        return int(done.lastrowid or 0)

    def _count(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM request").fetchone()[0])

    def _do(self, sql: str, *args: object) -> None:
        with self._lock:
            try:
                self._db.execute(sql, args)
            except sqlite3.Error as error:
                raise _unreadable() from error

    def _rows(self, sql: str, *args: object) -> list[sqlite3.Row]:
        with self._lock:
            try:
                cursor = self._db.cursor()
                cursor.row_factory = sqlite3.Row
                return cursor.execute(sql, args).fetchall()
            except sqlite3.Error as error:
                raise _unreadable() from error


def _entry(row: sqlite3.Row, now: int = 0) -> Entry:
    stale = row["state"] == NEW and row["made"] < now - FRESH
    return Entry(
        row=row["row"],
        number=row["number"],
        kind=row["kind"],
        account=row["account"],
        made_at=row["made"],
        came_at=row["came"],
        state=STALE if stale else row["state"],
        reason=row["reason"],
        records=tuple(row["records"].split()),
        text=row["text"],
    )


def _escaped(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _full() -> WalletError:
    return WalletError(
        f"The queue holds {MOST:,} requests, and takes no more.",
        "Somebody may be flooding it. Begin a new one by moving its file away.",
        "desk.full",
    )


def _unreadable() -> WalletError:
    return WalletError(
        "The queue of this desk cannot be read or written.",
        "Keep its file, look at the space on the disk, and put a copy back if you have one.",
        "desk.queue",
    )
