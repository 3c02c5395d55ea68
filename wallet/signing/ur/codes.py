"""Uniform resources (BCR-2020-005): a kind of thing and its CBOR as text that a code can carry.

Short ones are one line, `ur:kind/words`; longer ones are parts, `ur:kind/3-9/words`, shown one
after another and gathered in any order, with any of them lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

from wallet.base.errors import WalletError
from wallet.signing.ur import bytewords, cbor
from wallet.signing.ur.fountain import Basin, Fountain, Part, parse_part
from wallet.signing.ur.problems import damaged, no_code, too_large, unfinished

FRAGMENT: Final = 200
"""Bytes of a fragment in a code that is easily read from a screen."""
MOST_TEXT: Final = 2 * (bytewords.MOST + 4) + 128
"""Most characters of one line."""
STRAYS: Final = 3
"""Parts of one other code, one after another, that mean the person has turned to that code."""
_NAME = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
_SHAPE = re.compile(r"ur:([a-z0-9-]{1,64})/(?:([0-9]{1,10})-([0-9]{1,10})/)?([a-z]{8,})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of thing, as `eth-sign-request`, and its CBOR without a tag."""

    kind: str
    cbor: bytes

    @property
    def text(self) -> str:
        """The whole of it in one line."""
        return f"ur:{self.kind}/{bytewords.encode(self.cbor)}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a longer resource."""

    kind: str
    part: Part


class Carried(Protocol):
    """Something that a code carries."""

    def to_cbor(self) -> Any:
        """Its CBOR as values, without a tag of its own."""
        ...


def resource(kind: str, item: Carried) -> Resource:
    """The code of an item under a kind's name."""
    return Resource(kind, cbor.write(item.to_cbor()))


def check_resource(resource: Resource) -> Resource:
    """The resource itself when its name and its CBOR can travel. Raises WalletError."""
    if not _NAME.fullmatch(resource.kind):
        raise no_code()
    cbor.check(resource.cbor, cbor.ANY_TAG)
    return resource


def parse(text: str) -> Resource | Piece:
    """Read one line, in capitals or not. Raises WalletError: `ur.no-code`, `ur.damaged`."""
    if len(text) > MOST_TEXT:
        raise too_large()
    plain = text.strip().lower()
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        raise damaged() if plain.startswith("ur:") else no_code()
    kind, number, count, words = shape.groups()
    data = bytewords.decode(words)
    if number is None:
        cbor.check(data, cbor.ANY_TAG)
        return Resource(kind, data)
    part = parse_part(data)
    if (part.number, part.count) != (int(number), int(count)):
        raise damaged()
    return Piece(kind, part)


class Sender:
    """A resource as the lines of its codes, each fit for one picture.

    `fragment` is the most bytes in each; what fits into one is one line, shown as it is.
    """

    def __init__(self, resource: Resource, fragment: int = FRAGMENT) -> None:
        self._resource = resource
        self._fountain = Fountain(resource.cbor, max(fragment, 1))

    @property
    def count(self) -> int:
        """The fewest codes that carry it."""
        return self._fountain.count

    def line(self, number: int) -> str:
        """The line of code `number`, from 1; those past `count` are mixtures."""
        if self.count == 1:
            return self._resource.text
        part = self._fountain.part(number)
        words = bytewords.encode(part.to_cbor())
        return f"ur:{self._resource.kind}/{part.number}-{part.count}/{words}"

    def lines(self, most: int | None = None) -> Iterator[str]:
        """The lines in order: `most` of them, or without end; one alone where one is enough."""
        if self.count == 1:
            most = 1 if most is None else min(most, 1)
        return (self.line(part.number) for part in islice(self._fountain.parts(), most))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a code has been read: parts that told something, of how many; which are missing."""

    gathered: int
    count: int
    missing: tuple[int, ...]

    @property
    def fraction(self) -> float:
        """From 0 to 1."""
        return self.gathered / self.count if self.count else 0.0


class Receiver:
    """Gathers lines until a resource is whole.

    When several parts of another code arrive in a row, the person has turned to that one: what
    was gathered is dropped, and the new one is gathered.
    """

    def __init__(self) -> None:
        self._kind = ""
        self._basin = Basin()
        self._resource: Resource | None = None
        self._stray: tuple[str, tuple[int, int, int, int]] | None = None
        self._strays = 0

    @property
    def kind(self) -> str:
        """The kind of thing being read; empty before the first line."""
        return self._kind

    @property
    def resource(self) -> Resource | None:
        """What was read, once it is whole."""
        return self._resource

    @property
    def progress(self) -> Progress:
        """How far it is."""
        if self._resource is not None and not self._basin.count:
            return Progress(1, 1, ())
        return Progress(self._basin.gathered, self._basin.count, self._basin.missing)

    def take(self, line: str) -> bool:
        """Take one line; answers whether it told something new.

        Raises WalletError as `parse` does, and `ur.mixed` for a part of another code. None of
        them loses what was gathered, but parts that contradict each other.
        """
        found = parse(line)
        if self._resource is not None:
            return False
        if isinstance(found, Resource):
            self._kind, self._resource = found.kind, found
            return True
        self._turn(found)
        new = self._basin.add(found.part)
        self._kind = found.kind
        if self._basin.message is not None:
            cbor.check(self._basin.message, cbor.ANY_TAG)
            self._resource = Resource(found.kind, self._basin.message)
        return new

    def has(self, line: str) -> bool:
        """Whether a line is of the code that was read whole, and so can tell nothing new."""
        found = parse(line)
        if isinstance(found, Resource):
            return found == self._resource
        same = (self._kind, self._basin.header) == (found.kind, found.part.header)
        return same and self._resource is not None

    def need(self) -> Resource:
        """What was read. Raises WalletError (`ur.unfinished`) while parts are missing."""
        if self._resource is None:
            progress = self.progress
            raise unfinished(progress.count - progress.gathered) if progress.count else no_code()
        return self._resource

    def _turn(self, piece: Piece) -> None:
        """Leave one code for another when its parts keep coming."""
        header = piece.part.header
        if self._basin.header is None or (self._kind, self._basin.header) == (piece.kind, header):
            self._stray, self._strays = None, 0
            return
        same = self._stray == (piece.kind, header)
        self._stray, self._strays = (piece.kind, header), self._strays + 1 if same else 1
        if self._strays >= STRAYS:
            self._basin, self._stray, self._strays = Basin(), None, 0
        elif self._basin.header == header:
            raise _other_kind()


def _other_kind() -> WalletError:
    """The same message under another kind's name."""
    return damaged()
