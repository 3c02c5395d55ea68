"""Files that are attached to a PDF of this wallet's own making, read within limits.

A PDF is looked through for attachments in the one way in which ours are written; of any other it
is said that there are none. Nothing in it is run, followed or trusted.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

MOST_PDF: Final = 8 * 2**20
MOST_ATTACHED: Final = 8
_NAMED: Final = re.compile(rb"/EF\s*<<\s*/F (\d{1,7}) 0 R\s*>>")
_LONGEST_HEAD: Final = 512


def is_pdf(data: bytes) -> bool:
    """Whether it means to be a PDF."""
    return data[:5] == b"%PDF-"


def attached(data: bytes, most: int) -> tuple[bytes, ...]:
    """What is attached, each at most `most` bytes; what cannot be read is left out."""
    if len(data) > MOST_PDF:
        return ()
    found = []
    for named in list(_NAMED.finditer(data))[:MOST_ATTACHED]:
        body = _stream(data, named[1], most)
        if body is not None:
            found.append(body)
    return tuple(found)


def _stream(data: bytes, number: bytes, most: int) -> bytes | None:
    """The bytes of one stream, unpacked where it is packed."""
    start = data.find(b"\n" + number + b" 0 obj\n")
    if start < 0:
        return None
    begin = data.find(b"stream\n", start, start + _LONGEST_HEAD)
    end = data.find(b"\nendstream", begin) if begin >= 0 else -1
    if end < 0:
        return None
    head, body = data[start:begin], data[begin + len(b"stream\n") : end]
    if b"/FlateDecode" not in head:
        return body if len(body) <= most else None
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(body, most)
    except zlib.error:
        return None
    return plain if unpacker.eof else None
