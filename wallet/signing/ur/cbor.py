"""CBOR in its one deterministic form (RFC 8949, 4.2.1), read within bounds.

The bytes are walked before the library sees them: it would follow tags that make dates, patterns
or shared objects, and take the second of two equal keys. What passes has one encoding only, so
what is read writes the same bytes again.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

import cbor2

from wallet.signing.ur.bytewords import MOST
from wallet.signing.ur.problems import damaged, too_large

MOST_DEPTH: Final = 16
MOST_ITEMS: Final = 65_536
UUID: Final = 37
KNOWN_TAGS: Final = frozenset(
    {UUID, *range(303, 309), 311, *range(400, 411), *range(40303, 40309), 40311}
)
"""The tags that codes of wallets use; none of them makes the library do more than wrap."""
ANY_TAG: Final = range(2**64)
_UINT, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = 0, 2, 3, 4, 5, 6
_PLAIN = (0xF4, 0xF5, 0xF6)  # false, true, null


def read(data: bytes) -> Any:
    """The value in `data`: int, bytes, str, list, dict, bool, None, CBORTag, or a UUID.

    Raises WalletError (`ur.damaged`, `ur.large`) for whatever is not the one form of it.
    """
    check(data)
    try:
        return cbor2.loads(data)
    except (cbor2.CBORDecodeError, ValueError):
        raise damaged() from None


def write(value: Any) -> bytes:
    """The one form of a value made of what `read` answers."""
    return cbor2.dumps(value, canonical=True)


def check(data: bytes, tags: Container[int] = KNOWN_TAGS) -> None:
    """Raise WalletError unless `data` is one item in deterministic form with only these tags."""
    if len(data) > MOST:
        raise too_large()
    if _Walk(data, tags).item(0, MOST_DEPTH) != len(data):
        raise damaged()


class _Walk:
    """A walk over the heads of items, which reads no value."""

    def __init__(self, data: bytes, tags: Container[int]) -> None:
        self._data = data
        self._tags = tags
        self._items = 0

    def item(self, at: int, depth: int) -> int:
        """Where the item at `at` ends."""
        self._items += 1
        if depth == 0 or self._items > MOST_ITEMS:
            raise damaged()
        major, number, at = self._head(at)
        if major in (_BYTES, _TEXT):
            at += number
            if at > len(self._data):
                raise damaged()
        elif major == _ARRAY:
            for _ in range(number):
                at = self.item(at, depth - 1)
        elif major == _MAP:
            at = self._map(at, number, depth)
        elif major == _TAG:
            if number not in self._tags:
                raise damaged()
            at = self.item(at, depth - 1)
        return at

    def _map(self, at: int, pairs: int, depth: int) -> int:
        last = b""
        for _ in range(pairs):
            end = self.item(at, depth - 1)
            key = self._data[at:end]
            if key[0] >> 5 not in (_UINT, _TEXT) or key <= last:
                raise damaged()
            last = key
            at = self.item(end, depth - 1)
        return at

    def _head(self, at: int) -> tuple[int, int, int]:
        """An item's kind, its number, and where what follows the head begins."""
        if at >= len(self._data):
            raise damaged()
        first = self._data[at]
        major, short = first >> 5, first & 31
        at += 1
        if major == 7 and first not in _PLAIN:
            raise damaged()
        if short < 24:
            return major, short, at
        size = 1 << (short - 24)
        number = int.from_bytes(self._data[at : at + size], "big")
        if short > 27 or at + size > len(self._data) or number < _LEAST[size]:
            raise damaged()
        return major, number, at + size


_LEAST: Final = {1: 24, 2: 2**8, 4: 2**16, 8: 2**32}
"""The least number that needs a head of each size."""
