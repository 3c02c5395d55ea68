"""Bytes from a chip, bounded before any parser sees them.

`asn1crypto` reads lazily and forgives much: here the size, the depth, the number of elements and
the lengths are held first, so that no file costs more than a glance. Only definite lengths pass,
as DER wants them.
"""

from __future__ import annotations

from typing import Final

from wallet.identity.passport.outcome import Unchecked

MEGABYTE: Final = 2**20
MOST_DEPTH: Final = 24
MOST_ELEMENTS: Final = 20_000

GARBAGE: Final = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError,
    NotImplementedError,
)  # fmt: skip
"""What `asn1crypto` raises on bytes that are not what they should be."""


def bounded(
    data: bytes, most: int, what: str, exact: bool = True, elements: int = MOST_ELEMENTS
) -> bytes:
    """`data` itself, one element whose parts nest within limits. Raises Unchecked.

    Not `exact`, bytes that follow are cut off: some readers fill a file up.
    """
    if len(data) > most:
        raise Unchecked("large", f"{what} is larger than any that is meant.")
    try:
        end = _walk(data, elements)
    except IndexError:
        raise Unchecked("cut", f"{what} breaks off.") from None
    if exact and end != len(data):
        raise Unchecked("more", f"{what} has something behind its end.")
    return data[:end]


def header(data: bytes, at: int) -> tuple[int, int, int]:
    """First byte of the tag, begin and end of the content of the element at `at`.

    Raises Unchecked, and IndexError where it breaks off.
    """
    tag = data[at]
    at += 1
    if tag & 31 == 31:  # a long tag: 5F1F is the longest that documents have
        while data[at] & 128:
            at += 1
        at += 1
    size = data[at]
    at += 1
    if size == 128:
        raise Unchecked("length", "A length is left open, which no document does.")
    if size > 128:
        count = size - 128
        if count > 4:
            raise Unchecked("length", "A length is larger than any file.")
        size = int.from_bytes(data[at : at + count], "big")
        if at + count > len(data):
            raise IndexError
        at += count
    if at + size > len(data):
        raise IndexError
    return tag, at, at + size


def _walk(data: bytes, most: int) -> int:
    """The end of the first element, all of whose parts were seen."""
    _, _, whole = header(data, 0)
    at, ends, seen = 0, [whole], 0
    while True:
        tag, begin, end = header(data, at)
        seen += 1
        if end > ends[-1]:
            raise IndexError
        if seen > most:
            raise Unchecked("elements", "There are more parts in it than in any document.")
        at = end
        if tag & 32 and begin < end:
            ends.append(end)
            at = begin
            if len(ends) > MOST_DEPTH:
                raise Unchecked("deep", "It is nested deeper than any document.")
        while len(ends) > 1 and at == ends[-1]:
            ends.pop()
        if len(ends) == 1:
            return whole
