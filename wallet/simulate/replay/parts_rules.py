"""What everybody shares: the stop of the market, and the numbers that a decision may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.rules.units import DOLLAR
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.storage import Ground, Laid, Storage, beyond, spot
from wallet.simulate.replay.words import STOPS

AUCTION: Final = 1
"""The first word of numbers that the model keeps; see `bold`."""
SIGNATURES: Final = 2
"""Of three attestors."""
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
    """The numbers of the rules as they are in the model now, but for those about people."""

    title: ClassVar[str] = "the numbers"

    words: tuple[tuple[int, ...], ...] = field(compare=False)
    """From the word of auctions on, as `bold` has them."""

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model. Raises ValueError for numbers that no contract can have."""
        now, auctions = rules.network.numbers, rules.auctions.numbers
        if auctions.most_orders != PLACES:
            raise ValueError("the contracts' order books have 64 places a side")
        return cls(
            (
                (
                    *(auctions.early, auctions.sells_close, auctions.length),
                    *(_dollars(auctions.smallest), auctions.buy_life, auctions.run_on),
                    _dollars(auctions.reference_volume),
                ),
                (
                    *(now.rest, now.fewest_buyers, now.premium, now.longest_offering),
                    now.no_withdrawal,
                ),
                (
                    *(now.cost_age, SIGNATURES, now.report_within, now.pay_within, now.interest),
                    now.buyback_reach,
                ),
                (now.window, _dollars(now.least_bond), _dollars(now.most_bond)),
                (now.most_holders, now.most_retail, _dollars(now.world_limit)),
                (
                    *(_dollars(now.watch_bond), now.answer_within, now.penalty),
                    *(_dollars(now.most_reward), _dollars(now.large_hiding)),
                    *(now.strike_after, now.ban_after),
                ),
            )
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        start = spot("Rules", "words")
        for group, numbers in enumerate(self.words, start=AUCTION):
            word = sum(number << (NUMBER * place) for place, number in enumerate(numbers))
            yield beyond(start, group), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it: no act of a run changes it."""
        return cls(())


def _dollars(money: int) -> int:
    """Whole dollars, as the contracts keep such numbers. Raises ValueError for a part of one."""
    if money % DOLLAR:
        raise ValueError("the contracts keep these numbers in whole dollars")
    return money // DOLLAR


def everywhere() -> tuple[Key, ...]:
    """What every act may look at."""
    return key(Stop), key(Numbers)
