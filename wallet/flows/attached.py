"""Files that are shown with a paper: a certificate, a contract, a statement of a bank.

The paper has their names and fingerprints, so that its own salted hash on the chain covers every
byte of them. Their content travels beside it, sealed; it is no part of the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, read_limited

MOST_FILES: Final = 12
MOST_SIZE: Final = 8 * MEGABYTE
"""Bytes of all files of a paper together."""
MOST_NAME: Final = 120
_FILES: Final = b"\xff"
"""What no text in UTF-8 has: a paper with files is never the text of one without."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file by its name, its size in bytes and its SHA-256 (32 bytes)."""

    name: str
    size: int
    digest: bytes

    def __repr__(self) -> str:
        return "Attached(kept private)"


def attach(path: Path) -> tuple[Attached, bytes]:
    """A file to be shown, with its content. Raises WalletError beside `files`."""
    try:
        data = read_limited(path, MOST_SIZE)
    except WalletError as error:
        raise error.beside("files") from error
    if not data:
        raise _bad(f"The file {path.name[:60]} is empty.", "Choose another file.")
    return Attached(file_name(path.name), len(data), hashlib.sha256(data).digest()), data


def check_files(files: Sequence[Attached]) -> None:
    """Several files can be shown together. Raises WalletError beside `files`."""
    if len(files) > MOST_FILES:
        raise _bad(
            f"At most {MOST_FILES} files are shown together.", "Leave out what proves nothing."
        )
    if sum(one.size for one in files) > MOST_SIZE:
        raise _bad(
            f"The files together are larger than {MOST_SIZE // MEGABYTE} megabytes.",
            "Leave out what proves nothing, or scan it smaller.",
        )
    if len({one.name for one in files}) < len(files):
        raise _bad("Two files have the same name.", "Give one of them another.")


def fits(one: Attached, data: bytes) -> bool:
    """Whether this is the content of a file."""
    return len(data) == one.size and hashlib.sha256(data).digest() == one.digest


def file_name(name: str) -> str:
    """A name under which a file can be kept anywhere: no folder, nothing hidden, not too long."""
    kept = "".join(sign if sign.isalnum() or sign in " ._-()" else "_" for sign in name)
    tidy = " ".join(kept.split()).strip(". ") or "file"
    stem, dot, ending = tidy.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: MOST_NAME - 9]}.{ending}"
    return tidy[:MOST_NAME]


def hash_with(salt: bytes, text: str, files: Sequence[Attached]) -> bytes:
    """The salted hash of a text and the files shown with it, 32 bytes.

    Without files it is that of the text alone: keccak256(salt, text). With files it is
    keccak256(salt, 0xff, keccak256(text), then of each file keccak256(name) and its SHA-256).
    """
    if not files:
        return keccak(salt + text.encode())
    each = b"".join(keccak(one.name.encode()) + one.digest for one in files)
    return keccak(salt + _FILES + keccak(text.encode()) + each)


def files_of(files: Sequence[Attached]) -> dict[str, Any]:
    """The files as a paper names them in JSON; nothing where there are none."""
    said = [{"name": one.name, "size": one.size, "sha256": one.digest.hex()} for one in files]
    return {"files": said} if said else {}


def parse_attached(found: Mapping[str, Any]) -> tuple[Attached, ...]:
    """The files that a paper in JSON names. Raises WalletError (`paper.garbage`)."""
    rows = found.get("files", [])
    if not isinstance(rows, list) or len(rows) > MOST_FILES:
        raise unreadable()
    files = tuple(_parse(row) for row in rows)
    if len({one.name for one in files}) < len(files) or sum(one.size for one in files) > MOST_SIZE:
        raise unreadable()
    return files


def _parse(row: object) -> Attached:
    if not isinstance(row, dict) or set(row) != {"name", "size", "sha256"}:
        raise unreadable()
    name, size, digest = row["name"], row["size"], row["sha256"]
    if not isinstance(name, str) or not 0 < len(name) <= MOST_NAME or file_name(name) != name:
        raise unreadable()
    if type(size) is not int or not 0 < size <= MOST_SIZE:
        raise unreadable()
    try:
        whole = bytes.fromhex(digest) if isinstance(digest, str) else b""
    except ValueError:
        whole = b""
    if len(whole) != 32:
        raise unreadable()
    return Attached(name, size, whole)


def unreadable() -> WalletError:
    """The refusal of what is no paper."""
    return WalletError(
        "This is not a paper about a company that can be read here.",
        "Ask whoever gave it to you to export it again.",
        "paper.garbage",
    )


def _bad(sentence: str, next_step: str) -> WalletError:
    return WalletError(sentence, next_step, "paper.files", "files")
