"""One thing of the network, as the model and the chain both know it: the frame of all parts.

A part is taken from the model (`of`), laid into storage (`lay`) and read back out of it (`read`).
What only one of the two knows is not compared; what neither can do without stands in a field that
is marked so.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Protocol, Self

from wallet.rules.auctions import Auctions
from wallet.rules.authority import Governance
from wallet.rules.companies import Companies
from wallet.rules.compliance import Law
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.watching import Watching
from wallet.simulate.replay.storage import Ground, Laid, Storage


class Rules(Protocol):
    """The model of the rules, whole: what a world keeps, under these names."""

    network: Network
    law: Law
    auctions: Auctions
    offerings: Offerings
    companies: Companies
    watching: Watching

    @property
    def powers(self) -> Governance:
        """The decisions, and the members."""


@dataclass(frozen=True)
class Part:
    """One thing. Its fields are integers, truths, and tuples of such or of dataclasses of them."""

    title: ClassVar[str]
    """How it is called in a sentence; {0}, {1}, ... are what it is of."""

    @classmethod
    @abstractmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model; an empty one where there is none. Changes nothing."""

    @abstractmethod
    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Every word that it can lie in, zeros too."""

    @classmethod
    @abstractmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it out of storage."""


class Key(NamedTuple):
    """Which thing: what it is, and of whom or what."""

    part: type[Part]
    of: tuple[Any, ...] = ()
    """Numbers; of a case what is decided."""

    def __str__(self) -> str:
        return self.part.title.format(*self.of)


def key(part: type[Part], *of: Any) -> Key:
    """The key of a thing."""
    return Key(part, of)


Slice = Mapping[Key, Part]
"""What of a network an event can touch."""


def capture(rules: Rules, keys: Iterator[Key] | list[Key]) -> dict[Key, Part]:
    """Take these things from the model, as they are now."""
    return {one: one.part.of(rules, *one.of) for one in dict.fromkeys(keys)}


def lay(part: Slice, ground: Ground) -> dict[tuple[str, int], int]:
    """The words of a slice."""
    words: dict[tuple[str, int], int] = {}
    for one, value in part.items():
        words.update(value.lay(ground, *one.of))
    return words
