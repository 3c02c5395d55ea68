"""Recursive length prefix: the byte form of a transaction (Ethereum yellow paper, appendix B).

What signing needs, written here because the `rlp` package imports a network stack.
"""

from __future__ import annotations

from typing import TypeAlias

Item: TypeAlias = "int | bytes | list[Item]"
_MOST_DEPTH = 8


def encode(item: Item) -> bytes:
    """The byte form of an integer (at least 0), a byte string, or a list of items."""
    if isinstance(item, int):
        item = item.to_bytes((item.bit_length() + 7) // 8, "big")
    if isinstance(item, bytes):
        if len(item) == 1 and item[0] < 0x80:
            return item
        return _prefix(len(item), 0x80) + item
    body = b"".join(encode(one) for one in item)
    return _prefix(len(body), 0xC0) + body


def decode(data: bytes) -> list[Item]:
    """The list whose one byte form is `data`, of byte strings and lists; ValueError otherwise."""
    items, end = _take(data, 0, len(data), _MOST_DEPTH)
    if end != len(data) or not isinstance(items, list) or encode(items) != data:
        raise ValueError("this is not the one form of a list")
    return items


def strings_in(data: bytes) -> list[bytes]:
    """The byte strings of a list that has no lists in it; ValueError otherwise.

    Four times as fast as `decode`, because it does not ask whether this is the list's one form.
    """
    if not data or data[0] < 0xC0:
        raise ValueError("this is no list")
    at, end = _bounds(data, 0, len(data))
    if end != len(data):
        raise ValueError("something follows the list")
    found = []
    while at < end:
        if data[at] >= 0xC0:
            raise ValueError("there is a list in the list")
        start, at = _bounds(data, at, end)
        found.append(data[start:at])
    return found


def end_of(data: bytes, at: int) -> int:
    """Where the item that begins at a byte ends, as it says itself. Raises ValueError."""
    if at >= len(data):
        raise ValueError("there is no item")
    return _bounds(data, at, len(data))[1]


def _bounds(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Where the body of the item at a byte, below 0x80 itself, begins and ends."""
    first = data[at]
    if first < 0x80:
        return at, at + 1
    start, size = at + 1, first - (0x80 if first < 0xC0 else 0xC0)
    if size > 55:
        start, size = at + size - 54, int.from_bytes(data[at + 1 : at + size - 54], "big")
    if start + size > end:
        raise ValueError("it ends too early")
    return start, start + size


def _take(data: bytes, at: int, end: int, depth: int) -> tuple[Item, int]:
    """The item at a byte, within what ends at `end`, and where it ends itself."""
    if at >= end or not depth:
        raise ValueError("there is no item, or too deep a one")
    start, stop = _bounds(data, at, end)
    if data[at] < 0xC0:
        return data[start:stop], stop
    items: list[Item] = []
    while start < stop:
        item, start = _take(data, start, stop, depth - 1)
        items.append(item)
    return items, stop


def _prefix(length: int, base: int) -> bytes:
    if length < 56:
        return bytes([base + length])
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([base + 55 + len(size)]) + size
