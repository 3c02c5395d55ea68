"""Private documents: labels, names of companies, costs and salts. They are nowhere else.

Nothing of this can be read from the chain, so this file is the user's to back up: `export` gives
all of it as JSON, `take_in` adds what another wallet exported.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from wallet.base.clock import Clock, SystemClock
from wallet.base.errors import WalletError
from wallet.base.files import parse_json, private_dir

LABEL: Final = "label"
"""One's own name for a person; the reference is the person id."""
FOLLOW: Final = "follow"
"""Somebody whom this person follows; the reference is the person id."""
STAKE: Final = "stake"
"""What a stake's commitment hides; the reference is the commitment.

Keys: company, units, cost, acquired, salt, and whatever the declaration was made of."""
EXIT: Final = "exit"
"""The papers of an exit; the reference is the evidence hash."""
TERMS: Final = "terms"
"""What an offering promises, in words; the reference is its hash."""
PURCHASE: Final = "purchase"
"""Terms of an offering as whoever bought signed them, and the issuer; the reference is the signing
hash. Keys: see `books.signed_terms`."""
RAISE_DRAFT: Final = "raise-draft"
"""A raise that is being planned, as it was typed so far; the reference is the person id."""
ISSUE_DRAFT: Final = "issue-draft"
"""The terms of a token whose issuer's name is being confirmed; the reference is network and
person."""
SALT: Final = "salt"
"""A salt by which names in what is handed out are made, so that they stay the same; the reference
is what it is for."""
ASKED: Final = "asked"
"""What a verifier was asked for, until it is answered; the reference is network and number."""
CREDENTIAL: Final = "credential"
"""A verifier's answer with its credential, sealed; the reference is network, account, number."""
VERIFIER: Final = "verifier"
"""One's own name for a verifier, and the key of its credentials; the reference is its address."""
APPEAL: Final = "appeal"
"""Why a ban was wrong, as the members are asked; the reference is its salted hash."""
MOST_BODY: Final = 2**20
MOST_EXPORT: Final = 64 * 2**20
MOST_LABEL: Final = 64


class Documents:
    """An SQLite file of JSON objects by kind and reference. Thread-safe."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        private_dir(path.parent)
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, ref TEXT NOT NULL,"
                " made INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, ref))"
            )
        except sqlite3.Error as error:
            raise WalletError(
                f"Your private documents in {path.name} cannot be opened.",
                "Keep the file, and put a copy of it back if you have one.",
                "documents.open",
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:  # SQLite falls over where it is closed under a question
            self._db.close()

    def keep(self, kind: str, ref: str, body: Mapping[str, Any]) -> None:
        """Keep a document, in place of one with the same reference. Raises WalletError."""
        text = json.dumps(dict(body), sort_keys=True)
        if len(text) > MOST_BODY:
            raise WalletError("This document is too large to keep.", "", "documents.large")
        self._run(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
            (kind, ref, self._clock.now(), text),
        )

    def find(self, kind: str, ref: str) -> dict[str, Any] | None:
        """A document, or None."""
        rows = self._run("SELECT body FROM document WHERE kind = ? AND ref = ?", (kind, ref))
        return _body(rows[0][0]) if rows else None

    def every(self, kind: str) -> dict[str, dict[str, Any]]:
        """All documents of a kind by their references, oldest first."""
        rows = self._run(
            "SELECT ref, body FROM document WHERE kind = ? ORDER BY made, ref", (kind,)
        )
        return {ref: _body(body) for ref, body in rows}

    def forget(self, kind: str, ref: str) -> None:
        """Delete a document."""
        self._run("DELETE FROM document WHERE kind = ? AND ref = ?", (kind, ref))

    def keep_terms(self, terms_hash: bytes, text: str) -> None:
        """Keep the terms of an offering, of which the chain has the hash alone."""
        self.keep(TERMS, "0x" + terms_hash.hex(), {"text": text})

    def follow(self, person: int, on: bool = True) -> None:
        """Follow a person, or no longer."""
        if on:
            self.keep(FOLLOW, str(person), {})
        else:
            self.forget(FOLLOW, str(person))

    def follows(self) -> frozenset[int]:
        """Whom this person follows."""
        return frozenset(int(ref) for ref in self.every(FOLLOW) if ref.isdecimal())

    def salt_for(self, what: str) -> bytes:
        """32 random bytes for one purpose: the same ever after, on this machine and in backups."""
        fresh = json.dumps({"salt": secrets.token_hex(32)})
        self._run(
            "INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?)",
            (SALT, what, self._clock.now(), fresh),
        )
        said = str((self.find(SALT, what) or {}).get("salt", ""))
        if re.fullmatch("[0-9a-f]{64}", said) is None:
            raise _unreadable()
        return bytes.fromhex(said)

    def set_label(self, person: int, text: str) -> None:
        """Name a person for oneself; nothing for no name. Raises WalletError."""
        tidy = " ".join(text.split())
        if not tidy:
            self.forget(LABEL, str(person))
            return
        if len(tidy) > MOST_LABEL or not tidy.isprintable():
            raise WalletError(
                "This name is too long or cannot be shown.",
                f"Use at most {MOST_LABEL} letters.",
                "documents.label",
                "name",
            )
        self.keep(LABEL, str(person), {"text": tidy})

    def labels(self) -> dict[int, str]:
        """One's own names for people."""
        found = self.every(LABEL)
        return {int(ref): str(body.get("text", "")) for ref, body in found.items() if ref.isdigit()}

    def export(self) -> bytes:
        """Every document as JSON, for a backup."""
        rows = self._run("SELECT kind, ref, made, body FROM document ORDER BY kind, ref", ())
        every = [{"kind": k, "ref": r, "made": m, "body": _body(b)} for k, r, m, b in rows]
        return json.dumps({"symbolon": "documents", "v": 1, "documents": every}, indent=1).encode()

    def take_in(self, data: bytes) -> int:
        """Add exported documents that are not here yet; returns how many. Raises WalletError."""
        if len(data) > MOST_EXPORT:
            raise _unreadable()
        found = parse_json(data, "The backup")
        entries = found.get("documents") if isinstance(found, dict) else None
        if not isinstance(entries, list):
            raise _unreadable()
        rows = [_checked(entry) for entry in entries]
        before = self._count()
        for row in rows:
            self._run("INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?)", row)
        return self._count() - before

    def _count(self) -> int:
        return int(self._run("SELECT count(*) FROM document", ())[0][0])

    def _run(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise WalletError(
                "Your private documents could not be read or written.",
                "Look whether the disk has space.",
                "documents.write",
            ) from error


def _body(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def _checked(entry: object) -> tuple[str, str, int, str]:
    """The row that one exported document makes."""
    if not isinstance(entry, dict):
        raise _unreadable()
    kind, ref, made, body = (entry.get(key) for key in ("kind", "ref", "made", "body"))
    if not (isinstance(kind, str) and isinstance(ref, str) and len(kind) + len(ref) < 512):
        raise _unreadable()
    if not (isinstance(made, int) and abs(made) < 2**53 and isinstance(body, dict)):
        raise _unreadable()
    text = json.dumps(body, sort_keys=True)
    if len(text) > MOST_BODY:
        raise _unreadable()
    return kind, ref, made, text


def _unreadable() -> WalletError:
    return WalletError(
        "This is not a backup of documents.", "Choose another file.", "documents.garbage"
    )
