"""A key that five desks hold together and none alone: shares of it, made, held and combined.

Each desk deals: it draws a polynomial, publishes commitments to its coefficients (Feldman) with a
proof that it knows the first, and gives every desk its value. A desk's share is the sum of the
values that it was given, so no desk ever knows the key, not even while it is made. A value that
does not fit the commitments names its dealer. A desk joins or leaves by shares being handed on
(`wallet.identity.tags.handing`), which keeps the key and every tag.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wallet.base.errors import WalletError
from wallet.identity.tags.group import (
    GENERATOR,
    ORDER,
    Point,
    encode_point,
    hash_to_scalar,
    plus,
    random_scalar,
    times,
)
from wallet.identity.tags.oprf import Proof

THRESHOLD: Final = 3
DESKS: Final = 5
_KNOWS: Final = b"Symbolon tags: I know what I deal, version 1"


@dataclass(frozen=True)
class Dealing:
    """What one desk publishes (`commitments`, `proof`) and gives each desk (`values`, secret)."""

    dealer: int
    commitments: tuple[Point, ...]
    proof: Proof
    values: Mapping[int, int] = field(repr=False)


@dataclass(frozen=True)
class Share:
    """One desk's part of the key."""

    desk: int
    secret: int = field(repr=False)

    @property
    def public(self) -> Point:
        """By which its answers are held."""
        return times(GENERATOR, self.secret)


@dataclass(frozen=True)
class PublicKey:
    """What all desks know of the key: the sums of all commitments."""

    commitments: tuple[Point, ...]

    def of_desk(self, desk: int) -> Point:
        """By which the answers of one desk are held."""
        return commitment_at(self.commitments, desk)

    @property
    def fingerprint(self) -> bytes:
        """By which desks see that they mean the same key, 32 bytes."""
        return hashlib.sha256(b"".join(encode_point(one) for one in self.commitments)).digest()


def deal(dealer: int, circle: bytes) -> Dealing:
    """Deal for the five desks; `circle` (any bytes) ties the proof to this making of a key."""
    _desk(dealer)
    coefficients = [random_scalar() for _ in range(THRESHOLD)]
    commitments = tuple(times(GENERATOR, one) for one in coefficients)
    number = random_scalar()
    challenge = _own_challenge(dealer, circle, commitments[0], times(GENERATOR, number))
    proof = Proof(challenge, (number - challenge * coefficients[0]) % ORDER)
    values = {
        desk: sum(one * desk**power for power, one in enumerate(coefficients)) % ORDER
        for desk in range(1, DESKS + 1)
    }
    return Dealing(dealer, commitments, proof, values)


def check_dealing(
    dealer: int, circle: bytes, commitments: Sequence[Point], proof: Proof, desk: int, value: int
) -> None:
    """Hold what `dealer` gave `desk`. Raises WalletError (`tags.dealing`) naming the dealer."""
    if len(commitments) == THRESHOLD:
        first = plus(times(GENERATOR, proof.response), times(commitments[0], proof.challenge))
        if not first.is_point_at_infinity():
            known = _own_challenge(dealer, circle, commitments[0], first) == proof.challenge
            if known and times(GENERATOR, value) == commitment_at(commitments, desk):
                return
    raise WalletError(
        f"What desk {dealer} dealt does not fit what it published.",
        f"Tell the others, and have desk {dealer} deal again or leave it out.",
        "tags.dealing",
    )


def combine_dealings(
    desk: int, values: Mapping[int, int], commitments: Mapping[int, Sequence[Point]]
) -> tuple[Share, PublicKey]:
    """The share of `desk`, from what all five dealt and `check_dealing` let pass."""
    dealers = range(1, DESKS + 1)
    if sorted(values) != list(dealers) or sorted(commitments) != list(dealers):
        raise WalletError(
            "Not every desk has dealt yet.", "Wait for the others.", "tags.dealers", "dealings"
        )
    sums = [GENERATOR.point_at_infinity() for _ in range(THRESHOLD)]
    for dealer in dealers:
        sums = [plus(one, two) for one, two in zip(sums, commitments[dealer], strict=True)]
    share = Share(_desk(desk), sum(values.values()) % ORDER)
    public = PublicKey(tuple(sums))
    if share.public != public.of_desk(desk):
        raise ValueError("a dealing was not checked")
    return share, public


def combine(answers: Mapping[int, Point]) -> Point:
    """The answer of the whole key from those of exactly three desks, in the exponent."""
    if len(answers) != THRESHOLD:
        raise ValueError("three answers, no more and no fewer")
    total = GENERATOR.point_at_infinity()
    for desk, answer in answers.items():
        total = plus(total, times(answer, weight_of(desk, answers)))
    return total


def weight_of(desk: int, desks: Iterable[int]) -> int:
    """Lagrange's weight of one desk among those that answered, at zero."""
    up, down = 1, 1
    for other in desks:
        if other != desk:
            up = up * other % ORDER
            down = down * (other - desk) % ORDER
    return up * pow(down, -1, ORDER) % ORDER


def commitment_at(commitments: Sequence[Point], desk: int) -> Point:
    """The commitment to a polynomial's value at `desk`."""
    total = GENERATOR.point_at_infinity()
    for power, one in enumerate(commitments):
        total = plus(total, times(one, desk**power))
    return total


def _own_challenge(dealer: int, circle: bytes, public: Point, first: Point) -> int:
    row = hashlib.sha256(circle).digest() + bytes([dealer])
    return hash_to_scalar(row + encode_point(public) + encode_point(first), _KNOWS)


def _desk(number: int) -> int:
    if not 1 <= number <= DESKS:
        raise ValueError("desks are numbered from 1 to 5")
    return number
