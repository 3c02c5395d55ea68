"""Frames on the pipe between the wallet and its signer: a length, a JSON object, then secrets.

Four bytes of length (big end first), at most 512 KiB, then UTF-8. A `Hidden` among the object's
values never becomes JSON: the object says under "hidden" how long each is, and their bytes follow
it, read straight into buffers that can be wiped. Both sides refuse what is longer or is no object:
the pipe's other end is treated as a stranger by each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from wallet.base import nesting
from wallet.keys.hidden import Hidden

MAX_FRAME = 512 * 1024
MAX_HIDDEN = 4_096
_MOST_HIDDEN = 8
_HIDDEN = "hidden"


class Pipe(Protocol):
    """One end of a pipe, without a buffer of its own that would keep secrets."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Write at least a part of `data`, and say how much."""
        ...

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read at least a part into `buffer`, and say how much; 0 at the end."""
        ...


class BrokenPipe(Exception):
    """The other end has gone, or does not speak in frames."""


def write_frame(pipe: Pipe, message: Mapping[str, Any]) -> None:
    """Write one frame; BrokenPipe when nobody reads."""
    secret = {name: value for name, value in message.items() if isinstance(value, Hidden)}
    spoken = {name: value for name, value in message.items() if name not in secret}
    if secret:
        spoken[_HIDDEN] = {name: len(value) for name, value in secret.items()}
    body = json.dumps(spoken, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME or any(len(value) > MAX_HIDDEN for value in secret.values()):
        raise ValueError("the frame is too long")
    try:
        _write(pipe, memoryview(len(body).to_bytes(4, "big") + body))
        for value in secret.values():
            _write(pipe, memoryview(value))
    except (OSError, ValueError):
        # A closed file object answers with ValueError. The cause would show the frame.
        raise BrokenPipe from None


def read_frame(pipe: Pipe) -> dict[str, Any]:
    """Read one frame; BrokenPipe at the end of the pipe or when it is no frame."""
    size = int.from_bytes(_read(pipe, bytearray(4)), "big")
    if size > MAX_FRAME:
        raise BrokenPipe
    try:
        found = nesting.loads(bytes(_read(pipe, bytearray(size))))
    except (ValueError, RecursionError):
        raise BrokenPipe from None
    if not isinstance(found, dict):
        raise BrokenPipe
    lengths = found.pop(_HIDDEN, {})
    if not isinstance(lengths, dict) or len(lengths) > _MOST_HIDDEN:
        raise BrokenPipe
    for name, length in lengths.items():
        if type(length) is not int or not 0 <= length <= MAX_HIDDEN:
            raise BrokenPipe
        found[name] = secret = Hidden(length)
        _read(pipe, secret)
    return found


def _write(pipe: Pipe, data: memoryview) -> None:
    while data:
        written = pipe.write(data)
        data = data[written or 0 :]


def _read(pipe: Pipe, buffer: bytearray) -> bytearray:
    """Fill `buffer` from the pipe."""
    rest = memoryview(buffer)
    while rest:
        try:
            size = pipe.readinto(rest)
        except (OSError, ValueError):
            raise BrokenPipe from None
        if not size:
            raise BrokenPipe
        rest = rest[size:]
    return buffer
