"""Luck that depends on a seed and on what it is for, never on what was drawn before.

A world in which somebody cheats and its honest twin ask for the same things by the same names, and
so share their luck: what differs between them is what the cheating did, not the dice.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from math import cos, exp, log, pi, sqrt
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws by name."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._key = seed.to_bytes(16, "big", signed=True)

    def at(self, *name: object) -> float:
        """Return a number between 0 and 1, never either of them, for what is named."""
        said = repr(name).encode()
        word = int.from_bytes(blake2b(said, digest_size=8, key=self._key).digest(), "big")
        return (word + 0.5) / 2.0**64

    def happens(self, probability: float, *name: object) -> bool:
        """Whether what has this probability comes about."""
        return self.at(*name) < probability

    def normal(self, *name: object) -> float:
        """Return a standard normal number."""
        return sqrt(-2 * log(self.at(*name, "r"))) * cos(2 * pi * self.at(*name, "a"))

    def lognormal(self, median: float, sigma: float, *name: object) -> float:
        """Return a number whose logarithm is normal."""
        return median * exp(sigma * self.normal(*name))

    def waiting(self, mean: float, *name: object) -> float:
        """Return how long one waits for what comes at a steady rate."""
        return -mean * log(self.at(*name))

    def pareto(self, least: float, alpha: float, most: float, *name: object) -> float:
        """Return a heavy-tailed number: rarely much more than the least, never above the most."""
        return min(most, least * exp(-log(self.at(*name)) / alpha))

    def whole(self, low: int, high: int, *name: object) -> int:
        """Return an integer from low to high, both included."""
        return low + int(self.at(*name) * (high - low + 1))

    def one_of(self, those: Sequence[T], *name: object) -> T:
        """Return one of those."""
        return those[int(self.at(*name) * len(those))]
