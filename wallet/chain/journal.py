"""The journal: what was asked to be signed, what was signed, and what became of it.

A signed transaction is on the disk before it is sent, so that a crash or a lost network neither
loses one nor makes a second: what is sent again is always the same bytes. A request that waits
for its signature holds its place in the account's line just as a signed one does.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wallet.base.clock import Clock, SystemClock
from wallet.base.errors import WalletError
from wallet.base.files import private_dir

DRAFT: Final = "draft"
AWAITING: Final = "awaiting signature"
SIGNED: Final = "signed"
SENT: Final = "sent"
IN_BLOCK: Final = "in a block"
FINAL: Final = "final"
REPLACED: Final = "replaced"
DROPPED: Final = "dropped"
FAILED: Final = "failed"
UNDONE: Final = "undone"
"""Undone by a reorganisation: it was in a block that is no longer part of the chain."""

STATES: Final = (
    DRAFT, AWAITING, SIGNED, SENT, IN_BLOCK, FINAL, REPLACED, DROPPED, FAILED, UNDONE,
)  # fmt: skip
UNRESOLVED: Final = (SIGNED, SENT, UNDONE)
"""Signed and perhaps under way: these are looked up and sent again."""
WATCHED: Final = (*UNRESOLVED, IN_BLOCK)
HOLDING: Final = (AWAITING, *UNRESOLVED)
"""These hold their nonce: nothing else of the account may take it, but what replaces them."""
ENDED: Final = (FINAL, REPLACED, DROPPED, FAILED)

CLOSED: Final = "The wallet was closed before this was signed."

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, account TEXT NOT NULL, act TEXT NOT NULL,
    request TEXT NOT NULL, nonce INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    raw BLOB, tx TEXT, block INTEGER, block_hash TEXT, made INTEGER NOT NULL, sentence TEXT NOT NULL
)
"""
_LATER: Final = {
    "anchor": "TEXT NOT NULL DEFAULT ''",
    "elsewhere": "INTEGER NOT NULL DEFAULT 0",
    "replaces": "INTEGER NOT NULL DEFAULT 0",
}
"""Columns that a journal made by an earlier version lacks."""
_COLUMNS: Final = (
    "id, chain, account, act, request, nonce, state, reason, raw, tx, block, block_hash, made,"
    " sentence, anchor, elsewhere, replaces"
)


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One request's life. `sentence` says what it does; `reason` why it failed.

    `anchor` names the run of the chain it was made for, empty where that was not known.
    `elsewhere` is 1 where its signature comes from another machine and may take days; `replaces`
    is the entry whose place it takes, 0 for none.
    """

    id: int
    chain: int
    account: str
    act: str
    request: str
    nonce: int
    state: str
    reason: str
    raw: bytes | None
    tx: str | None
    block: int | None
    block_hash: str | None
    made: int
    sentence: str
    anchor: str = ""
    elsewhere: int = 0
    replaces: int = 0

    def __repr__(self) -> str:
        return f"Entry({self.id}, {self.act}, {self.state})"


class Journal:
    """An SQLite file, flushed to the disk at every write. Thread-safe."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        private_dir(path.parent)
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(_TABLE)
            self._widen()
            self._db.execute(
                "UPDATE entry SET state = ?, reason = ? WHERE elsewhere = 0 AND state IN (?, ?)",
                (DROPPED, CLOSED, DRAFT, AWAITING),
            )
        except sqlite3.Error as error:
            raise WalletError(
                f"The journal {path.name} cannot be opened.",
                f"Look whether {path.parent} is writable and has space; keep the file as it is.",
                "journal.open",
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:  # SQLite falls over where it is closed under a question
            self._db.close()

    def draft(
        self,
        chain: int,
        account: str,
        act: str,
        request: str,
        nonce: int,
        sentence: str = "",
        *,
        anchor: str = "",
        elsewhere: bool = False,
        replaces: int = 0,
    ) -> Entry:
        """Write down a composed request (its JSON) and return its entry."""
        made, _rows = self._run(
            "INSERT INTO entry (chain, account, act, request, nonce, state, reason, made, sentence,"
            " anchor, elsewhere, replaces) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)",
            (
                *(chain, account.lower(), act, request, nonce, DRAFT, self._clock.now()),
                *(sentence, anchor, int(elsewhere), replaces),
            ),
        )
        return self.entry(made)

    def signed(self, entry: int, raw: bytes, tx: str, request: str | None = None) -> Entry:
        """Keep the signed bytes and their hash, before anything is sent.

        `request` replaces what was drafted, where signing completed it with a permit.
        """
        self._run(
            "UPDATE entry SET raw = ?, tx = ?, state = ?, request = coalesce(?, request)"
            " WHERE id = ? AND raw IS NULL",
            (raw, tx.lower(), SIGNED, request, entry),
        )
        kept = self.entry(entry)
        if kept.raw != raw:
            raise WalletError(
                "This request was signed before.",
                "Look at Activity before you sign it again.",
                "journal.twice",
            )
        return kept

    def mark(
        self,
        entry: int,
        state: str,
        reason: str = "",
        block: int | None = None,
        block_hash: str | None = None,
    ) -> Entry:
        """Note what became of an entry."""
        if state not in STATES:
            raise ValueError(f"{state} is no state")
        self._run(
            "UPDATE entry SET state = ?, reason = ?, block = ?, block_hash = ? WHERE id = ?",
            (state, reason, block, block_hash, entry),
        )
        return self.entry(entry)

    def entry(self, entry: int) -> Entry:
        """One entry. Raises KeyError."""
        found = self._entries("WHERE id = ?", (entry,))
        if not found:
            raise KeyError(entry)
        return found[0]

    def in_state(self, chain: int, states: Sequence[str], account: str = "") -> tuple[Entry, ...]:
        """The entries of a chain in any of `states`, oldest first; of one account if named."""
        marks = ", ".join("?" * len(states))
        where = f"WHERE chain = ? AND state IN ({marks})"
        values: list[object] = [chain, *states]
        if account:
            where += " AND account = ?"
            values.append(account.lower())
        return self._entries(f"{where} ORDER BY id", values)

    def of_acts(self, chain: int, account: str, acts: Sequence[str]) -> tuple[Entry, ...]:
        """What an account signed and sent of some acts, oldest first, whatever became of it."""
        marks = ", ".join("?" * len(acts))
        return self._entries(
            f"WHERE chain = ? AND account = ? AND act IN ({marks}) AND tx IS NOT NULL ORDER BY id",
            (chain, account.lower(), *acts),
        )

    def by_tx(self, tx: str) -> Entry | None:
        """The entry whose transaction has that hash."""
        found = self._entries("WHERE tx = ?", (tx.lower(),))
        return found[0] if found else None

    def latest(self, chain: int, account: str, most: int = 100) -> tuple[Entry, ...]:
        """The last entries of an account, newest first."""
        return self._entries(
            "WHERE chain = ? AND account = ? ORDER BY id DESC LIMIT ?",
            (chain, account.lower(), most),
        )

    def held_nonces(self, chain: int, account: str) -> frozenset[int]:
        """The nonces that are spoken for: by what is under way, and by what awaits a signature."""
        return frozenset(entry.nonce for entry in self.in_state(chain, HOLDING, account))

    def siblings(self, entry: Entry) -> tuple[Entry, ...]:
        """Every signed entry of the same account and nonce, itself included, oldest first.

        Those of another run of the chain are not among them.
        """
        return self._entries(
            "WHERE chain = ? AND account = ? AND nonce = ? AND anchor = ? AND tx IS NOT NULL"
            " ORDER BY id",
            (entry.chain, entry.account, entry.nonce, entry.anchor),
        )

    def failed_lately(self, chain: int) -> tuple[Entry, ...]:
        """What failed in a block that is not final: a reorganisation could still undo that.

        Once it is final, the entry keeps the block's number and loses its hash.
        """
        return self._entries(
            "WHERE chain = ? AND state = ? AND block_hash IS NOT NULL ORDER BY id", (chain, FAILED)
        )

    def _widen(self) -> None:
        """Add what a journal of an earlier version lacks."""
        there = {row[1] for row in self._db.execute("PRAGMA table_info(entry)")}
        for name, kind in _LATER.items():
            if name not in there:
                self._db.execute(f"ALTER TABLE entry ADD COLUMN {name} {kind}")

    def _entries(self, where: str, values: Sequence[object]) -> tuple[Entry, ...]:
        _made, rows = self._run(f"SELECT {_COLUMNS} FROM entry {where}", values)
        return tuple(Entry(*row) for row in rows)

    def _run(self, statement: str, values: Sequence[object]) -> tuple[int, list[tuple[Any, ...]]]:
        """The id of the row made and the rows found."""
        try:
            with self._lock:
                cursor = self._db.execute(statement, values)
                return cursor.lastrowid or 0, cursor.fetchall()
        except sqlite3.Error as error:
            raise WalletError(
                "The journal could not be written, so nothing is sent.",
                "Look whether the disk has space.",
                "journal.write",
            ) from error
