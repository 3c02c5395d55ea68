"""Which fragments are mixed into which part (BCR-2024-001): both sides must draw the same.

A generator (xoshiro256**), an alias sampler and a shuffle, all seeded by a part's number and its
message's checksum. The results depend on the last bit of every fraction computed here, so nothing
in it may be put more elegantly: the published draws in the tests hold it in place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache

_MASK = 2**64 - 1


class Xoshiro256:
    """The generator xoshiro256** by Blackman and Vigna, seeded with the SHA-256 of some bytes."""

    def __init__(self, seed: bytes) -> None:
        digest = hashlib.sha256(seed).digest()
        self._state = [int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16, 24)]

    def next(self) -> int:
        """The next 64 bits."""
        a, b, c, d = self._state
        result = _turn(b * 5 & _MASK, 7) * 9 & _MASK
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= self._state[1] << 17 & _MASK
        self._state = [a, b, c, _turn(d, 45)]
        return result

    def fraction(self) -> float:
        """The next number from 0 up to, but without, 1."""
        return self.next() / 2**64

    def between(self, low: int, high: int) -> int:
        """The next whole number from `low` to `high`."""
        return int(self.fraction() * (high - low + 1)) + low


class Sampler:
    """Draws indices with given weights by the alias method of Walker and Vose.

    The order in which small and large weights are paired is part of the standard.
    """

    def __init__(self, weights: Sequence[float]) -> None:
        count, total = len(weights), 0.0
        for weight in weights:
            total += weight  # not sum(): from Python 3.12 on it rounds otherwise
        left = [weight * count / total for weight in weights]
        small = [at for at in reversed(range(count)) if left[at] < 1]
        large = [at for at in reversed(range(count)) if left[at] >= 1]
        self._chances = [1.0] * count
        self._aliases = [0] * count
        while small and large:
            less, more = small.pop(), large.pop()
            self._chances[less], self._aliases[less] = left[less], more
            left[more] += left[less] - 1
            (small if left[more] < 1 else large).append(more)

    def draw(self, fraction: Callable[[], float]) -> int:
        """An index, from two fractions."""
        first, second = fraction(), fraction()
        at = int(len(self._chances) * first)
        return at if second < self._chances[at] else self._aliases[at]


def choose_degree(count: int, random: Xoshiro256) -> int:
    """How many of `count` fragments are mixed: one half as likely as two, and so on."""
    return _degrees(count).draw(random.fraction) + 1


def choose_fragments(number: int, count: int, checksum: int) -> tuple[int, ...]:
    """The fragments, from 0, in part `number` (from 1) of a message of `count` fragments.

    The first `count` parts are the fragments themselves.
    """
    if number <= count:
        return (number - 1,)
    random = Xoshiro256(number.to_bytes(4, "big") + checksum.to_bytes(4, "big"))
    degree = choose_degree(count, random)
    remaining = list(range(count))
    return tuple(
        remaining.pop(random.between(0, len(remaining) - 1)) for _ in range(degree)
    )  # what a whole shuffle would draw after these changes nothing


@lru_cache(maxsize=16)
def _degrees(count: int) -> Sampler:
    return Sampler([1.0 / degree for degree in range(1, count + 1)])


def _turn(bits: int, by: int) -> int:
    return (bits << by | bits >> (64 - by)) & _MASK
