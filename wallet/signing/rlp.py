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
    items, rest = _take(data, _MOST_DEPTH)
    if rest or not isinstance(items, list) or encode(items) != data:
        raise ValueError("this is not the one form of a list")
    return items


def _take(data: bytes, depth: int) -> tuple[Item, bytes]:
    """The first item in `data`, and what follows it."""
    if not data or not depth:
        raise ValueError("there is no item, or too deep a one")
    first = data[0]
    if first < 0x80:
        return data[:1], data[1:]
    at, size = 1, first - (0x80 if first < 0xC0 else 0xC0)
    if size > 55:
        at, size = size - 54, int.from_bytes(data[1 : size - 54], "big")
    body, rest = data[at : at + size], data[at + size :]
    if len(body) != size:
        raise ValueError("it ends too early")
    if first < 0xC0:
        return body, rest
    items: list[Item] = []
    while body:
        item, body = _take(body, depth - 1)
        items.append(item)
    return items, rest


def _prefix(length: int, base: int) -> bytes:
    if length < 56:
        return bytes([base + length])
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([base + 55 + len(size)]) + size
