"""What a verifier keeps of a person: sealed on the disk, with a last day, and really deleted.

Each record is sealed (AES-256-GCM) under a key of its own. Those keys are in one table, sealed
under a key that is in the system's keyring and nowhere else. Deleting a record writes the table
anew without its key, under another key, which takes the place of the former one in the keyring:
whatever a disk keeps of older files, the key to their table is gone. **Limit:** overwriting
promises nothing on a disk of flash memory, nor for the file in which the keyring keeps that one
entry; a copy of that file and of this folder, made before, still opens. `DELETED` says so.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.base import nesting
from wallet.base.addresses import keccak
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.base.files import (
    MEGABYTE,
    destroy,
    private_dir,
    read_limited,
    write_atomic,
    write_new,
)
from wallet.base.lock_file import LockFile
from wallet.keys.backends import Backend, failures, refusal

MOST_RECORD: Final = 16 * MEGABYTE
MOST_RECORDS: Final = 20_000
LONGEST: Final = 10 * YEAR
DELETED: Final = (
    "The key to this record is destroyed, so that nobody can read it any more. Copies of this "
    "computer that were made before, with its keyring, are not reached by that."
)
_BLOCK: Final = 4_096
_NONCE: Final = 12
_MOST_TABLE: Final = 16 * MEGABYTE
_ENTRY: Final = re.compile(r"1\.([0-9a-f]{32})\.([0-9a-f]{64})")
_ID: Final = re.compile(r"[0-9a-f]{32}")


class KeyPlace(Protocol):
    """Where the one key is kept."""

    def read(self) -> str | None:
        """The entry, or None."""
        ...

    def write(self, text: str) -> None:
        """Replace the entry."""
        ...


class KeyringPlace:
    """The entry in the system's keyring. Raises WalletError where that does not encrypt."""

    def __init__(self, backend: Backend, service: str = "symbolon", name: str = "evidence") -> None:
        reason = refusal(backend)
        if reason is not None:
            raise reason
        self._backend = backend
        self._names = (service, name)

    def read(self) -> str | None:
        """The entry, or None. Raises WalletError."""
        try:
            return self._backend.get_password(*self._names)
        except failures() as error:
            raise _no_keyring() from error

    def write(self, text: str) -> None:
        """Replace the entry, and see that it is there. Raises WalletError."""
        try:
            self._backend.set_password(*self._names, text)
        except failures() as error:
            raise _no_keyring() from error
        if self.read() != text:
            raise _no_keyring()


@dataclass(frozen=True)
class Record:
    """What is known of a record without opening it. Nothing here says whose it is.

    `digest` is the salted hash by which other desks may hold the verifier to it.
    """

    identifier: str
    created: int
    until: int
    digest: str
    key: str = field(repr=False)
    salt: str = field(repr=False)


class EvidenceStore:
    """One verifier's records in a folder; several programs may use it, one after the other."""

    def __init__(self, folder: Path, place: KeyPlace) -> None:
        self._folder = private_dir(folder)
        self._epoch, self._key = "", b""
        self._place = place
        self._records: dict[str, Record] = {}
        self._lock = LockFile(folder / "lock")
        with self._alone():
            self._tidy()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Read what is kept, and let nobody else change it until the end. Raises WalletError."""
        if not self._lock.take():
            raise WalletError(
                "Another program is changing the evidence just now.",
                "Wait a moment, then try again.",
                "evidence.busy",
            )
        try:
            entry = self._place.read()
            if entry is None:
                self._begin()
            else:
                self._epoch, self._key = _parse_entry(entry)
                self._records = self._open_table()
            yield
        finally:
            self._lock.release()

    def _begin(self) -> None:
        if any(self._folder.glob("*.sealed")):
            raise WalletError(
                "The key to the evidence in this folder is not in this computer's keyring.",
                "It cannot be read without it. Choose another folder for new evidence.",
                "evidence.key",
            )
        self._turn({})

    @property
    def records(self) -> tuple[Record, ...]:
        """The records kept, the first to be deleted first."""
        return tuple(sorted(self._records.values(), key=lambda one: (one.until, one.identifier)))

    def due(self, now: int) -> tuple[Record, ...]:
        """The records whose last day has passed."""
        return tuple(one for one in self.records if one.until <= now)

    def add(self, content: bytes, now: int, until: int) -> Record:
        """Seal a record that is kept until an instant. Raises WalletError."""
        if not now < until <= now + LONGEST:
            raise WalletError(
                "Evidence is kept for a time: at least until tomorrow, at most ten years.",
                "Choose a day.",
                "evidence.until",
                "until",
            )
        if len(content) > MOST_RECORD:
            raise _too_much()
        salt, key = secrets.token_bytes(32), secrets.token_bytes(32)
        digest = keccak(salt + content).hex()
        record = Record(secrets.token_hex(16), now, until, digest, key.hex(), salt.hex())
        whole = len(content).to_bytes(4, "big") + content
        whole += bytes(-len(whole) % _BLOCK)  # so that its size says little
        with self._alone():
            if len(self._records) >= MOST_RECORDS:
                raise _too_much()
            write_new(self._path(record.identifier), _seal(key, whole, record.identifier))
            records = {**self._records, record.identifier: record}
            self._write_table(records, self._epoch, self._key)
            self._records = records
        return record

    def open(self, identifier: str) -> bytes:
        """The content of a record. Raises WalletError (`evidence.missing`, `evidence.damaged`)."""
        record = self._records.get(identifier)
        if record is None:
            raise WalletError("There is no such record, or it was deleted.", "", "evidence.missing")
        sealed = read_limited(self._path(identifier), MOST_RECORD + 2 * _BLOCK)
        whole = _unseal(bytes.fromhex(record.key), sealed, identifier)
        content = whole[4 : 4 + int.from_bytes(whole[:4], "big")]
        if keccak(bytes.fromhex(record.salt) + content).hex() != record.digest:
            raise _damaged()
        return content

    def delete(self, *identifiers: str) -> None:
        """Delete records for good: their keys first, then their files. Raises WalletError."""
        with self._alone():
            kept = {key: one for key, one in self._records.items() if key not in identifiers}
            if len(kept) < len(self._records):
                self._turn(kept)
                self._tidy()

    def delete_due(self, now: int) -> int:
        """Delete every record whose last day has passed; answers how many."""
        due = [one.identifier for one in self.due(now)]
        self.delete(*due)
        return len(due)

    def _turn(self, records: Mapping[str, Record]) -> None:
        """Write the table under a new key, and put that in the place of the former one.

        Until the keyring has it, the former table is whole and counts.
        """
        epoch, key = secrets.token_hex(16), secrets.token_bytes(32)
        self._write_table(records, epoch, key)
        self._place.write(f"1.{epoch}.{key.hex()}")
        self._epoch, self._key = epoch, key
        self._records = dict(records)

    def _write_table(self, records: Mapping[str, Record], epoch: str, key: bytes) -> None:
        rows = json.dumps([asdict(one) for one in records.values()]).encode()
        write_atomic(self._table(epoch), _seal(key, rows, epoch))

    def _open_table(self) -> dict[str, Record]:
        sealed = read_limited(self._table(self._epoch), _MOST_TABLE)
        try:
            rows = nesting.loads(_unseal(self._key, sealed, self._epoch))
            return {str(row["identifier"]): _record(row) for row in rows}
        except (ValueError, TypeError, KeyError) as error:
            raise _damaged() from error

    def _tidy(self) -> None:
        """Delete what a deletion, or a crash in the midst of something, left behind."""
        kept = {self._path(one).name for one in self._records} | {self._table(self._epoch).name}
        for path in self._folder.glob("*.sealed"):
            if path.name not in kept:
                destroy(path)

    def _table(self, epoch: str) -> Path:
        return self._folder / f"table-{epoch}.sealed"

    def _path(self, identifier: str) -> Path:
        return self._folder / f"{identifier}.sealed"


def _record(row: Mapping[str, Any]) -> Record:
    found = Record(**{name: row[name] for name in Record.__dataclass_fields__})
    if not _ID.fullmatch(found.identifier) or type(found.until) is not int:
        raise ValueError("no record")
    return found


def _parse_entry(text: str) -> tuple[str, bytes]:
    match = _ENTRY.fullmatch(text)
    if match is None:
        raise WalletError(
            "The key to the evidence that the keyring keeps is damaged.",
            "Restore the keyring from a backup.",
            "evidence.entry",
        )
    return match[1], bytes.fromhex(match[2])


def _seal(key: bytes, data: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def _unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise _damaged() from error


def _too_much() -> WalletError:
    return WalletError(
        "That is more evidence than can be kept here.",
        "Leave out pictures that are not needed, or delete records whose day has passed.",
        "evidence.large",
    )


def _damaged() -> WalletError:
    return WalletError(
        "This evidence was changed or damaged on the disk.",
        "Restore the folder from a backup.",
        "evidence.damaged",
    )


def _no_keyring() -> WalletError:
    return WalletError(
        "The keyring of this computer did not keep the key to the evidence.",
        "Unlock it, then try again. Nothing was stored.",
        "evidence.keyring",
    )
