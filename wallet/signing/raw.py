"""Unsigned transactions as raw bytes, of any kind that other wallets ask for, and their signing.

Read are the fee market's (type 2), those with an access list (type 1), and legacy ones with and
without a chain (EIP-155). Only the outermost list is taken apart: what is within was explained by
whoever composed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.signing import rlp

LEGACY: Final = 0
ACCESS_LIST: Final = 1
FEE_MARKET: Final = 2
MOST: Final = 128 * 1024
_FIELDS: Final = {ACCESS_LIST: 8, FEE_MARKET: 9}
_EMPTY: Final = b"\x80"


@dataclass(frozen=True, slots=True)
class Unsigned:
    """An unsigned transaction: its kind, its fields still encoded, and its chain (0: none)."""

    kind: int
    fields: tuple[bytes, ...]
    chain_id: int
    data: bytes

    @property
    def digest(self) -> bytes:
        """What is signed."""
        return keccak(self.data)

    @property
    def trailer(self) -> int:
        """How many bytes at its end hold a legacy transaction's chain and two zeros."""
        if self.kind != LEGACY or not self.chain_id:
            return 0
        return sum(len(one) for one in self.fields[6:])

    def signed(self, signature: bytes) -> bytes:
        """The raw signed transaction, from 65 bytes: r, s, and y parity as 27 or 28."""
        parity = signature[64] - 27
        r_and_s = [rlp.encode(int.from_bytes(signature[at : at + 32], "big")) for at in (0, 32)]
        if self.kind != LEGACY:
            head, v = bytes([self.kind]), parity
            fields = self.fields
        else:
            head, fields = b"", self.fields[:6]
            v = 27 + parity if not self.chain_id else 2 * self.chain_id + 35 + parity
        return head + _list([*fields, rlp.encode(v), *r_and_s])


def parse_unsigned(data: bytes) -> Unsigned:
    """Read raw bytes that came from outside. Raises WalletError unless they are exactly one."""
    if not 2 <= len(data) <= MOST:
        raise _bad()
    kind = data[0] if data[0] in _FIELDS else LEGACY
    fields = _items(data if kind == LEGACY else data[1:])
    if kind != LEGACY:
        if len(fields) != _FIELDS[kind]:
            raise _bad()
        return Unsigned(kind, fields, _number(fields[0]), data)
    if len(fields) == 6:
        return Unsigned(kind, fields, 0, data)
    if len(fields) != 9 or fields[7:] != (_EMPTY, _EMPTY) or not _number(fields[6]):
        raise _bad()
    return Unsigned(kind, fields, _number(fields[6]), data)


def _items(data: bytes) -> tuple[bytes, ...]:
    """The items of a list, each still encoded; the list must fill `data` exactly."""
    start, end = _body(data, 0)
    if data[0] < 0xC0 or end != len(data):
        raise _bad()
    found: list[bytes] = []
    while start < end:
        after = _body(data, start)[1]
        if after > end:
            raise _bad()
        found.append(data[start:after])
        start = after
    return tuple(found)


def _body(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the item at `at` begins and ends."""
    first = data[at]
    if first < 0x80:
        return at, at + 1
    base = 0x80 if first < 0xC0 else 0xC0
    length, start = first - base, at + 1
    if length > 55:
        size = length - 55
        length = int.from_bytes(data[start : start + size], "big")
        if data[start : start + 1] == b"\0" or length < 56:
            raise _bad()
        start += size
    elif base == 0x80 and length == 1 and data[start : start + 1] < b"\x80":
        raise _bad()
    if start + length > len(data):
        raise _bad()
    return start, start + length


def _number(item: bytes) -> int:
    start, end = _body(item, 0)
    if item[0] >= 0xC0 or end - start > 8 or item[start : start + 1] == b"\0":
        raise _bad()
    return int.from_bytes(item[start:end], "big")


def _list(items: list[bytes]) -> bytes:
    body = b"".join(items)
    if len(body) < 56:
        return bytes([0xC0 + len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([0xC0 + 55 + len(size)]) + size + body


def _bad() -> WalletError:
    return WalletError(
        "This is no transaction that can be signed here.",
        "Ask whoever gave it to you to make it again.",
        "signing.raw",
    )
