"""The storage of all contracts as one mapping, and where in it a word lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from wallet.base.addresses import checksum
from wallet.contracts.places import Key, slot_of
from wallet.rules.compliance import Row

Spot = tuple[str, int]
"""A contract by its name, and a word of its storage."""
Laid = tuple[Spot, int]
"""A word and where it is laid."""
Place = Key

FIRST_ROW: Final = 100
"""Beyond the regimes that are deployed."""
_WALLETS: Final = 0x5EED << 140
"""Wallets of people are this and their number: no key is needed on a chain of one's own."""


def spot(contract: str, variable: str, *keys: Place) -> Spot:
    """Where a variable of a contract lies, or an entry of a mapping in it.

    `variable` is named as in the artifact, `module.name` in modules. Raises KeyError.
    """
    return contract, slot_of(contract, variable, *keys)


def beyond(start: Spot, words: int) -> Spot:
    """The word so many words after another: in an array or a struct."""
    return start[0], (start[1] + words) % 2**256


class Storage(Mapping[Spot, int]):
    """Words by their place, 0 where none is; it remembers which were looked at."""

    def __init__(self, words: Mapping[Spot, int]) -> None:
        self._words = words
        self.seen: set[Spot] = set()

    def __getitem__(self, at: Spot) -> int:
        self.seen.add(at)
        return self._words.get(at, 0)

    def __iter__(self) -> Iterator[Spot]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def at(self, contract: str, variable: str, *keys: Place) -> int:
        """The word of a variable, or of an entry of a mapping."""
        return self[spot(contract, variable, *keys)]


@dataclass
class Ground:
    """What a slice is laid on: the contracts of one deployment, and people who are not the run's.

    `addresses` are the contracts by name, `attestors` the wallets of three people who attest, whose
    numbers lie beyond everybody else's, `verifier` who signs what a person is.
    """

    addresses: Mapping[str, str]
    chain_id: int
    attestors: Mapping[int, str]
    verifier: str
    rows: list[Row] = field(default_factory=list)
    """Regimes met so far; their numbers follow one another."""
    ranks: dict[int, int] = field(default_factory=dict)
    """Of members whose votes were laid: what a vote is found by."""

    def wallet(self, person: int) -> str:
        """The wallet of a person; 0 stands for a stranger, who may do what anyone may."""
        return self.attestors.get(person) or checksum(f"0x{_WALLETS | person:040x}")

    def row(self, row: Row) -> int:
        """The number of a regime here."""
        if row not in self.rows:
            self.rows.append(row)
        return FIRST_ROW + self.rows.index(row)
