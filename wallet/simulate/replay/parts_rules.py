"""What everybody shares: the stop of the market, and the numbers that a decision may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.rules.units import DOLLAR
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.storage import Ground, Laid, Storage, beyond, spot
from wallet.simulate.replay.words import STOPS

AUCTION, COMPLIANCE = 1, 5
"""Which words of numbers the model keeps; see `bold`."""
NUMBER: Final = 32
"""Bits of one."""
PLACES: Final = 64
"""A side of an order book, which no decision changes."""


@dataclass(frozen=True)
class Stop(Part):
    """For how long the market was stopped in all, and until when."""

    title: ClassVar[str] = "the stop of the market"

    seconds: int
    until: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        stops = rules.auctions.stops
        return cls(sum(end - start for start, end in stops.market), stops.until)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Rules", "stops"), STOPS.pack(seconds=self.seconds, until=self.until)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(**STOPS.unpack(storage.at("Rules", "stops")))


@dataclass(frozen=True)
class Numbers(Part):
    """The numbers of auctions and of compliance, as they are in the model now."""

    title: ClassVar[str] = "the numbers"

    auction: tuple[int, ...] = field(compare=False)
    compliance: tuple[int, ...] = field(compare=False)

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        own, caps = rules.auctions.numbers, rules.law.numbers
        if own.most_orders != PLACES:
            raise ValueError("the contracts' order books have 64 places a side")
        return cls(
            (
                *(own.early, own.sells_close, own.length, _dollars(own.smallest)),
                *(own.buy_life, own.run_on, _dollars(own.reference_volume)),
            ),
            (caps.most_holders, caps.most_retail, _dollars(caps.world_limit)),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        start = spot("Rules", "words")
        for group, numbers in ((AUCTION, self.auction), (COMPLIANCE, self.compliance)):
            word = sum(number << (NUMBER * place) for place, number in enumerate(numbers))
            yield beyond(start, group), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it: no act of a run changes it."""
        return cls((), ())


def _dollars(money: int) -> int:
    """Whole dollars, as the contracts keep such numbers. Raises ValueError for a part of one."""
    if money % DOLLAR:
        raise ValueError("the contracts keep these numbers in whole dollars")
    return money // DOLLAR


def everywhere() -> tuple[Key, ...]:
    """What every act may look at."""
    return key(Stop), key(Numbers)
