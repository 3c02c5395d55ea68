"""Messages in parts without end (BCR-2024-001): any sufficient set of parts gives the message.

The first parts are the message's fragments in order; each later one is several fragments laid
over another (XOR). The reader solves for the fragments, so that no part it has seen is wasted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wallet.base.errors import WalletError
from wallet.signing.ur import cbor
from wallet.signing.ur.bytewords import MOST, crc32
from wallet.signing.ur.mixing import choose_fragments
from wallet.signing.ur.problems import damaged, mixed, too_large

MOST_FRAGMENTS: Final = 4_096
"""Most fragments of a message that are gathered."""
LEAST_LENGTH: Final = 10
"""Fragments are not cut shorter than this."""
_UINT32: Final = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number from 1, how many fragments there are, and the message's size and CRC."""

    number: int
    count: int
    size: int
    checksum: int
    data: bytes

    def to_cbor(self) -> bytes:
        """Its form inside a code."""
        return cbor.write([self.number, self.count, self.size, self.checksum, self.data])

    @property
    def header(self) -> tuple[int, int, int, int]:
        """What all parts of one message share."""
        return self.count, self.size, self.checksum, len(self.data)


def parse_part(data: bytes) -> Part:
    """Read what `Part.to_cbor` wrote. Raises WalletError (`ur.damaged`)."""
    found = cbor.read(data)
    if not isinstance(found, list) or len(found) != 5:
        raise damaged()
    *numbers, fragment = found
    if not all(type(one) is int and 0 <= one <= _UINT32 for one in numbers):
        raise damaged()
    number, count, size, checksum = numbers
    if not isinstance(fragment, bytes) or not fragment or not number or not count or not size:
        raise damaged()
    return Part(number, count, size, checksum, fragment)


def fragment_length(size: int, most: int, least: int = LEAST_LENGTH) -> int:
    """The length of the fewest equal fragments of at most `most` bytes, as the standard cuts."""
    count = min(-(-size // most), max(1, size // least))
    return -(-size // count)


class Fountain:
    """The parts of one message."""

    def __init__(self, message: bytes, most: int, least: int = LEAST_LENGTH) -> None:
        if not message or most < 1:
            raise ValueError("there is nothing to cut, or nothing to cut it to")
        if len(message) > MOST:
            raise too_large()
        self._size, self._checksum = len(message), crc32(message)
        self._length = length = fragment_length(len(message), most, least)
        padded = message.ljust(-(-len(message) // length) * length, b"\0")
        self._fragments = [
            int.from_bytes(padded[at : at + length], "big") for at in range(0, len(padded), length)
        ]

    @property
    def count(self) -> int:
        """How many fragments the message has, and so the fewest parts that give it."""
        return len(self._fragments)

    def part(self, number: int) -> Part:
        """The part with a number from 1."""
        mix = 0
        for at in choose_fragments(number, self.count, self._checksum):
            mix ^= self._fragments[at]
        data = mix.to_bytes(self._length, "big")
        return Part(number, self.count, self._size, self._checksum, data)

    def parts(self) -> Iterator[Part]:
        """All parts, in order, as good as without end."""
        return (self.part(number) for number in range(1, _UINT32 + 1))


class Basin:
    """Gathers parts of one message and solves for its fragments.

    Each kept row says which fragments (a bit each) make which bytes when laid over another. Rows
    are held reduced: no row's first fragment is in any other row. So there are never more rows
    than fragments, whatever arrives.
    """

    def __init__(self) -> None:
        self._rows: dict[int, tuple[int, int]] = {}
        self._header: tuple[int, int, int, int] | None = None
        self._message: bytes | None = None

    @property
    def header(self) -> tuple[int, int, int, int] | None:
        """What the parts gathered here share; None before the first."""
        return self._header

    @property
    def message(self) -> bytes | None:
        """The message, once enough parts have arrived."""
        return self._message

    @property
    def count(self) -> int:
        """How many fragments the message has; 0 before the first part."""
        return self._header[0] if self._header else 0

    @property
    def gathered(self) -> int:
        """How many parts told something new; the message is there when it equals `count`."""
        return len(self._rows)

    @property
    def missing(self) -> tuple[int, ...]:
        """The fragments, from 1, that are not known yet."""
        return tuple(
            at + 1 for at in range(self.count) if self._rows.get(1 << at, (0, 0))[0] != 1 << at
        )

    def add(self, part: Part) -> bool:
        """Take a part; answers whether it told something new.

        Raises WalletError: `ur.mixed` for a part of another message, `ur.large` and `ur.damaged`
        for one that no message has, and `ur.damaged` when all are there and do not fit together.
        """
        if self._header is None:
            self._header = _checked(part)
        elif part.header != self._header:
            raise mixed()
        if self._message is not None:
            return False
        fragments = choose_fragments(part.number, part.count, part.checksum)
        bits, data = sum(1 << at for at in fragments), int.from_bytes(part.data, "big")
        for at in fragments:
            if (row := self._rows.get(1 << at)) is not None:
                bits, data = bits ^ row[0], data ^ row[1]
        if not bits:
            if data:
                raise self._spoilt()
            return False
        self._keep(bits, data)
        if len(self._rows) == part.count:
            self._finish(part)
        return True

    def _keep(self, bits: int, data: int) -> None:
        """Add a row that is reduced, and take its first fragment out of the others."""
        first = bits & -bits
        for key, (other_bits, other_data) in self._rows.items():
            if other_bits & first:
                self._rows[key] = other_bits ^ bits, other_data ^ data
        self._rows[first] = bits, data

    def _finish(self, part: Part) -> None:
        length = len(part.data)
        rows = (self._rows[1 << at][1] for at in range(part.count))
        message = b"".join(row.to_bytes(length, "big") for row in rows)
        if any(message[part.size :]) or crc32(message[: part.size]) != part.checksum:
            raise self._spoilt()
        self._message = message[: part.size]

    def _spoilt(self) -> WalletError:
        self._rows.clear()
        self._header = None
        return damaged()


def _checked(part: Part) -> tuple[int, int, int, int]:
    """The header of a part that can be one of a message, refused before anything is laid out."""
    if part.size > MOST or part.count > MOST_FRAGMENTS:
        raise too_large()
    if -(-part.size // len(part.data)) != part.count:
        raise damaged()
    return part.header
