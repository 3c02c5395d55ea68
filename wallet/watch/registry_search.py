"""Finding one company in a register's export, however large: read once, from front to end.

A bulk export has gigabytes, and what is brought may be anything. So the file is read in pieces, the
number is looked for as bytes, and only what stands around a hit is parsed, within bounds: a line of
a table with the head of the file, or the JSON object around it, as much of it as fits.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from wallet.base.errors import WalletError

PIECE: Final = 2**20
BEFORE: Final = 2**16
"""Bytes before a hit in which its object or its line begins."""
AFTER: Final = 2**19
"""Bytes after a hit that are looked at."""
MOST_BYTES: Final = 64 * 2**30
MOST_HITS: Final = 200
MOST_HEAD: Final = 2**16
MOST_STARTS: Final = 24
MOST_DEPTH: Final = 64
Found = Mapping[str, Any]
Progress = Callable[[int, int], object]
Stop = Callable[[], bool]

_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKETS: Final = re.compile(r"[^\[\]{}]++")
_START: Final = re.compile(r'\{\s*"')
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a hit: the bytes, where in them the hit is, and the head of the file."""

    data: bytes
    at: int
    head: bytes


def search(
    path: Path,
    needles: Sequence[bytes],
    take: Callable[[Found], bool],
    progress: Progress = lambda done, of: None,
    stop: Stop = lambda: False,
) -> bool:
    """Look for `needles` in a file, and offer what stands around each to `take` until it is taken.

    `progress` hears bytes read and bytes in all (0 where that is not known). Answers whether
    anything was taken; a search that was stopped has taken nothing. Raises WalletError
    (`registry.read`, `registry.hits` for a file in which nothing about the number can be read).
    """
    for hits, around in enumerate(_hits(path, needles, progress, stop), start=1):
        for found in _objects(around):
            if take(found):
                return True
        if hits >= MOST_HITS:
            raise WalletError(
                "The number is in this file many times, and nothing around it can be read.",
                "Choose an export of a register: a table (CSV) or JSON.",
                "registry.hits",
            )
    return False


def _hits(path: Path, needles: Sequence[bytes], progress: Progress, stop: Stop) -> Iterator[Around]:
    """Every place of a needle in a file, with what stands around it."""
    wanted = re.compile(b"|".join(re.escape(one) for one in needles))
    with _opened(path) as (file, size):
        head, kept, done = b"", b"", 0
        ended = False
        begin = 0  # where in `kept` the search goes on
        while not ended:
            piece = _read(file, path)
            ended = not piece
            done += len(piece)
            head = head or piece[:MOST_HEAD]
            kept += piece
            if done > MOST_BYTES or stop():
                return
            progress(done, size)
            # Whatever may still need what follows it waits for the next piece.
            end = len(kept) if ended else max(begin, len(kept) - AFTER)
            for match in wanted.finditer(kept, begin, end):
                low, high = max(0, match.start() - BEFORE), match.end() + AFTER
                yield Around(kept[low:high], match.start() - low, head)
                if stop():
                    return
            drop = max(0, end - BEFORE)
            kept, begin = kept[drop:], end - drop


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """A file, or the largest file in an archive, with its size."""
    try:
        with path.open("rb") as file:
            archived = zipfile.is_zipfile(file)
            if not archived:
                file.seek(0)
                yield file, path.stat().st_size
                return
        with zipfile.ZipFile(path) as archive:
            inside = max(archive.infolist(), key=lambda one: one.file_size, default=None)
            if inside is None:
                raise WalletError("This archive is empty.", "Choose another.", "registry.read")
            with archive.open(inside) as member:
                yield member, inside.file_size
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _unreadable(path) from error


def _read(file: IO[bytes], path: Path) -> bytes:
    try:
        return file.read(PIECE)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise _unreadable(path) from error


def _objects(around: Around) -> Iterator[Found]:
    """What can be made of a hit: a row of a table by its columns, then objects around it."""
    row = _row(around)
    if row is not None:
        yield row
    text = around.data.decode("utf-8", "replace")
    at = len(around.data[: around.at].decode("utf-8", "replace"))
    starts = [match.start() for match in _START.finditer(text, 0, at + 1)]
    for start in [*reversed(starts[-MOST_STARTS:]), *starts[:1]]:
        found = _object_at(text, start, at)
        if found:
            yield found


def _row(around: Around) -> Found | None:
    """The line of a hit as a row of the table whose head is the file's first line."""
    begin = around.data.rfind(b"\n", 0, around.at) + 1
    end = around.data.find(b"\n", around.at)
    line = around.data[begin : end if end >= 0 else len(around.data)]
    head = around.head.split(b"\n", 1)[0]
    if b"," not in head or head.lstrip()[:1] in (b"{", b"[") or len(line) > BEFORE:
        return None
    try:
        columns, values = (
            next(csv.reader(io.StringIO(part.decode("utf-8-sig", "replace").strip("\r"))), [])
            for part in (head, line)
        )
    except csv.Error:
        return None
    names = [name.strip() for name in columns]
    if len(values) != len(names) or len(set(names)) < 3:
        return None
    return dict(zip(names, values, strict=True))


def _object_at(text: str, start: int, at: int) -> Found:
    """The object that begins at `start` and reaches past `at`, as much of it as is there."""
    if _deep(text[start:]):
        return {}
    found, end, whole = partial_object(text, start)
    return found if not whole or end > at else {}


def partial_object(text: str, start: int, depth: int = 0) -> tuple[dict[str, Any], int, bool]:
    """An object from `start` on: its members, where it ends, whether it is whole.

    Of one that is cut short, the members that are whole; of the last, if it is an object, the
    same. The caller has bounded how deep it is nested.
    """
    found: dict[str, Any] = {}
    place = _skip(text, start + 1)
    while place < len(text) and text[place] == '"':
        try:
            name, place = _DECODER.raw_decode(text, place)
        except ValueError:
            return found, len(text), False
        place = _skip(text, place)
        if text[place : place + 1] != ":":
            return found, place, False
        place = _skip(text, place + 1)
        try:
            found[name], place = _DECODER.raw_decode(text, place)
        except ValueError:
            if text[place : place + 1] == "{" and depth < MOST_DEPTH:
                found[name] = partial_object(text, place, depth + 1)[0]
            return found, len(text), False
        place = _skip(text, place)
        if text[place : place + 1] != ",":
            break
        place = _skip(text, place + 1)
    return found, place + 1, text[place : place + 1] == "}"


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _deep(text: str) -> bool:
    """Whether brackets are nested deeper than a parser should follow."""
    if text.count("[") + text.count("{") <= MOST_DEPTH:
        return False
    depth = 0
    for sign in _NOT_BRACKETS.sub("", _STRING.sub("", text)):
        depth += 1 if sign in "[{" else -1
        if depth > MOST_DEPTH:
            return True
    return False


def _unreadable(path: Path) -> WalletError:
    return WalletError(
        f"The file {path.name[:60]} could not be read.",
        "Look whether it is whole and whether you may read it.",
        "registry.read",
    )
