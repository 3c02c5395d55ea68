"""What an attestor was asked and answered: sealed requests in one file, a list that is read fast.

A request stays sealed as it came. Beside it are what anybody sees on the chain (a number, whose it
is), when it came and how it stands; the name of the company and a reason are sealed under the
account's own secret. So a copy of the file tells nobody which company somebody owns a part of.

An answer is given once: what was signed or refused of one subject in one version is kept, and is
what is handed back however often one asks.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jwcrypto import jwk

from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.base.files import private_dir
from wallet.flows.attestor_answer import AttestorAnswer, check_reason
from wallet.flows.attestor_card import papers_key
from wallet.flows.own_seal import OwnSeal
from wallet.flows.papers import ExitPaper, StakePaper
from wallet.flows.sealed_papers import PaperRequest, open_sealed

NEW: Final = "new"
SIGNED: Final = "signed"
REFUSED: Final = "refused"
HANDED: Final = "handed back"
MOST_REQUESTS: Final = 100_000
_AT_ONCE: Final = 500
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS request (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, chain INTEGER NOT NULL, digest TEXT NOT NULL,
    kind TEXT NOT NULL, subject TEXT NOT NULL, received INTEGER NOT NULL, made INTEGER NOT NULL,
    state TEXT NOT NULL, answered INTEGER, label BLOB NOT NULL, UNIQUE (account, chain, digest));
CREATE TABLE IF NOT EXISTS sealed (id INTEGER PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS answer (
    account TEXT NOT NULL, chain INTEGER NOT NULL, subject TEXT NOT NULL, of INTEGER NOT NULL,
    at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (account, chain, subject, of));
CREATE INDEX IF NOT EXISTS by_state ON request (account, chain, state, received);
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in the list. `company` is empty where it cannot be opened with this key.

    `state` is new, signed, refused or handed back; times are in unix seconds.
    """

    id: int
    kind: str
    subject: str
    company: str
    owner: int
    received: int
    state: str
    answered: int | None
    readable: bool = True


class AttestorQueue:
    """The requests to one account on one network. `secret` is the account's for papers (32 bytes).

    Thread-safe. Raises WalletError where the file cannot be read or written.
    """

    def __init__(self, path: Path, secret: bytes, account: str, chain_id: int) -> None:
        private_dir(path.parent)
        self._seal = OwnSeal(secret, "attestor", account)
        self.key: jwk.JWK = papers_key(bytes(secret), account)
        self._mine = (checksum(account), chain_id)
        self._chain_id = chain_id
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            path.chmod(0o600)
            # A request that a power cut takes can be taken in again; an answer is flushed.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise _unusable() from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:  # SQLite falls over where it is closed under a question
            self._db.close()

    def take(self, text: str, owner: int, now: int) -> int:
        """Take a sealed request in; answers its number. One that is there already keeps its own.

        `owner` is whose stake, exit or lot it is by the chain. Raises WalletError (`sealed.*`).
        """
        return self.take_opened(text, self.open_text(text), owner, now)

    def open_text(self, text: str) -> PaperRequest:
        """What a sealed request says, before it is taken in. Raises WalletError (`sealed.*`)."""
        return open_sealed(text, self.key, self._chain_id)

    def take_opened(self, text: str, request: PaperRequest, owner: int, now: int) -> int:
        """Take in a request that was opened already; see `take`."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        there = self._run(
            "SELECT id FROM request WHERE account = ? AND chain = ? AND digest = ?",
            *self._mine, digest,
        )  # fmt: skip
        if there:
            return int(there[0][0])
        if int(self._run("SELECT count(*) FROM request")[0][0]) >= MOST_REQUESTS:
            raise WalletError(
                "No more requests can be kept here.", "Delete some that are done.", "queue.full"
            )
        label = json.dumps({"company": company_of(request), "owner": owner}).encode()
        sealed = self._seal.seal(label, digest)
        with self._lock, self._failing(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            made = self._db.execute(
                "INSERT INTO request (account, chain, digest, kind, subject, received, made, state,"
                " label) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*self._mine, digest, request.kind, request.subject, now, request.made_at, NEW,
                 sealed),
            )  # fmt: skip
            number = int(made.lastrowid or 0)
            self._db.execute("INSERT INTO sealed VALUES (?, ?)", (number, text.encode()))
        return number

    def numbers(self, state: str = "") -> tuple[int, ...]:
        """The numbers of requests, what is to be answered first, then the newest first."""
        rows = self._run(
            "SELECT id FROM request WHERE account = ? AND chain = ? AND (? = '' OR state = ?)"
            " ORDER BY state != 'new', received DESC, id DESC",
            *self._mine, state, state,
        )  # fmt: skip
        return tuple(int(row[0]) for row in rows)

    def found(self, words: str, state: str = "") -> tuple[int, ...]:
        """The numbers of requests about a company with these words in its name; as `numbers`."""
        wanted, every = words.casefold().strip(), self.numbers(state)
        if not wanted:
            return every
        found: list[int] = []
        for first in range(0, len(every), _AT_ONCE):
            part = self.rows(every[first : first + _AT_ONCE])
            found += [one.id for one in part if wanted in f"{one.company} {one.subject}".casefold()]
        return tuple(found)

    def count(self, state: str) -> int:
        """How many requests are in a state."""
        return int(
            self._run(
                "SELECT count(*) FROM request WHERE account = ? AND chain = ? AND state = ?",
                *self._mine, state,
            )[0][0]
        )  # fmt: skip

    def rows(self, numbers: Sequence[int]) -> tuple[Asked, ...]:
        """Requests by their numbers, those that are there, in the same order."""
        marks = ",".join("?" * len(numbers))
        rows = self._run(
            "SELECT id, kind, subject, label, digest, received, state, answered FROM request"
            f" WHERE id IN ({marks})",
            *numbers,
        )
        found = {row[0]: self._asked(row) for row in rows}
        return tuple(found[number] for number in numbers if number in found)

    def request(self, number: int) -> PaperRequest:
        """A request, opened. Raises WalletError (`queue.missing`, `sealed.*`)."""
        rows = self._run("SELECT content FROM sealed WHERE id = ?", number)
        if not rows:
            raise WalletError("This request was deleted.", "Ask for it again.", "queue.missing")
        return open_sealed(bytes(rows[0][0]).decode(), self.key, self._chain_id)

    def given(self, subject: str, of: int) -> AttestorAnswer | None:
        """The answer that was given about a subject in a version, None for none yet."""
        rows = self._run(
            "SELECT body FROM answer WHERE account = ? AND chain = ? AND subject = ? AND of = ?",
            *self._mine, subject, of,
        )  # fmt: skip
        if not rows:
            return None
        said = json.loads(self._seal.open(bytes(rows[0][0]), f"{subject}|{of}"))
        return AttestorAnswer(
            self._chain_id, subject, of, int(said["attestor"]), self._mine[0],
            bytes.fromhex(said["signature"]), str(said["reason"]),
        )  # fmt: skip

    def answer(
        self, number: int, subject: str, of: int, attestor: int, signature: bytes, reason: str,
        now: int,
    ) -> AttestorAnswer:  # fmt: skip
        """Keep an answer to a request, and hand it out: the first that was given of its subject.

        Raises WalletError (`answer.twice`) where that first one is another.
        """
        if not signature:
            reason = check_reason(reason)
        first = self.given(subject, of)
        if first is None:
            said = {"attestor": attestor, "signature": signature.hex(), "reason": reason}
            body = self._seal.seal(json.dumps(said).encode(), f"{subject}|{of}")
            self._run("PRAGMA synchronous = FULL")
            self._run(
                "INSERT OR IGNORE INTO answer VALUES (?, ?, ?, ?, ?, ?)",
                *self._mine, subject, of, now, body,
            )  # fmt: skip
            self._run("PRAGMA synchronous = NORMAL")
            first = self.given(subject, of)
        if first is None:
            raise _unusable()
        self._set_state(number, SIGNED if first.signed else REFUSED, now)
        if first.signed != bool(signature) or (first.signed and first.signature != signature):
            raise answered_before(first)
        return first

    def handed(self, number: int) -> None:
        """The answer to a request was handed back."""
        self._run("UPDATE request SET state = ? WHERE id = ? AND state != ?", HANDED, number, NEW)

    def delete(self, number: int) -> None:
        """Delete a request and its papers; the answer that was given stays."""
        with self._lock, self._failing(), self._db:
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("DELETE FROM sealed WHERE id = ?", (number,))
            self._db.execute("DELETE FROM request WHERE id = ?", (number,))

    def _set_state(self, number: int, state: str, now: int) -> None:
        self._run("UPDATE request SET state = ?, answered = ? WHERE id = ?", state, now, number)

    def _asked(self, row: tuple[Any, ...]) -> Asked:
        number, kind, subject, label, digest, received, state, answered = row
        company, owner, readable = "", 0, True
        try:
            said = json.loads(self._seal.open(bytes(label), str(digest)))
            company, owner = str(said["company"]), int(said["owner"])
        except WalletError:
            readable = False
        return Asked(number, kind, subject, company, owner, received, state, answered, readable)

    def _run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._failing():
            return self._db.execute(sql, values).fetchall()

    @staticmethod
    def _failing() -> _Failing:
        return _Failing()


class _Failing:
    """Turns what SQLite raises into a sentence."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise _unusable() from error


def company_of(request: PaperRequest) -> str:
    """Which company a request is about, in words; what a lot is for a cost."""
    paper = request.paper
    if isinstance(paper, StakePaper):
        return paper.company
    if isinstance(paper, ExitPaper):
        return paper.stake.company
    return f"Lot {paper.serial}"


def answered_before(first: AttestorAnswer) -> WalletError:
    """What is said to an attestor who would answer otherwise than before."""
    how = "You confirmed this before" if first.signed else "You refused this before"
    return WalletError(
        f"{how}, and an answer is given once: what you said first is handed back.",
        "If something has changed, the owner can amend what was declared and ask anew.",
        "answer.twice",
    )


def _unusable() -> WalletError:
    return WalletError(
        "The requests to you could not be read or written.",
        "Look whether the disk has space, and whether the folder is yours.",
        "queue.file",
    )
