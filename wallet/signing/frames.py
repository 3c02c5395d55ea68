"""Frames on the pipe between the wallet and its signer: a length, then a JSON object.

Four bytes of length (big end first), at most 512 KiB, then UTF-8. Both sides refuse what is
longer or is no object: the pipe's other end is treated as a stranger by each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from wallet.base import nesting

MAX_FRAME = 512 * 1024


class BrokenPipe(Exception):
    """The other end has gone, or does not speak in frames."""


def write_frame(pipe: IO[bytes], message: Mapping[str, Any]) -> None:
    """Write one frame; BrokenPipe when nobody reads."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME:
        raise ValueError("the frame is too long")
    try:
        pipe.write(len(body).to_bytes(4, "big") + body)
        pipe.flush()
    except (OSError, ValueError):
        # A closed file object answers with ValueError. The cause would show the frame.
        raise BrokenPipe from None


def read_frame(pipe: IO[bytes]) -> dict[str, Any]:
    """Read one frame; BrokenPipe at the end of the pipe or when it is no frame."""
    size = int.from_bytes(_exactly(pipe, 4), "big")
    if size > MAX_FRAME:
        raise BrokenPipe
    try:
        found = nesting.loads(_exactly(pipe, size))
    except (ValueError, RecursionError):
        raise BrokenPipe from None
    if not isinstance(found, dict):
        raise BrokenPipe
    return found


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    found = b""
    while len(found) < size:
        try:
            part = pipe.read(size - len(found))
        except (OSError, ValueError):
            raise BrokenPipe from None
        if not part:
            raise BrokenPipe
        found += part
    return found
