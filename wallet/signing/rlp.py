"""Recursive length prefix: the byte form of a transaction (Ethereum yellow paper, appendix B).

Only what signing needs, written here because the `rlp` package imports a network stack.
"""

from __future__ import annotations

from typing import TypeAlias

Item: TypeAlias = "int | bytes | list[Item]"


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


def _prefix(length: int, base: int) -> bytes:
    if length < 56:
        return bytes([base + length])
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([base + 55 + len(size)]) + size
