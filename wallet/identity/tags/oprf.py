"""The oblivious function with proofs: VOPRF of RFC 9497 over P256-SHA256, and its plain mode.

The desk that asks blinds what it asks about; who answers multiplies by a key, and proves that it
was the key whose public half is known. Names are those of the RFC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wallet.identity.tags.group import (
    GENERATOR,
    ORDER,
    SCALAR_SIZE,
    Point,
    decode_scalar,
    encode_point,
    encode_scalar,
    hash_to_point,
    hash_to_scalar,
    plus,
    random_scalar,
    times,
)

PLAIN: Final = 0
VERIFIABLE: Final = 1
MOST_INPUT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Blinded:
    """What is asked about, kept by who asks, and the element that is sent."""

    message: bytes = field(repr=False)
    blind: int = field(repr=False)
    element: Point


@dataclass(frozen=True, slots=True)
class Proof:
    """That two pairs of elements have the same logarithm (Chaum and Pedersen)."""

    challenge: int
    response: int

    def to_bytes(self) -> bytes:
        """64 bytes."""
        return encode_scalar(self.challenge) + encode_scalar(self.response)


def read_proof(data: bytes) -> Proof:
    """A proof of 64 bytes. Raises ValueError."""
    return Proof(decode_scalar(data[:SCALAR_SIZE]), decode_scalar(data[SCALAR_SIZE:]))


def blind(message: bytes, secret: int | None = None, mode: int = VERIFIABLE) -> Blinded:
    """Blind a message of at most 65,535 bytes; `secret` is for vectors alone."""
    if len(message) > MOST_INPUT:
        raise ValueError("too long to be hashed")
    element = hash_to_point(message, b"HashToGroup-" + _context(mode))
    if element.is_point_at_infinity():
        raise ValueError("happens to nobody")
    number = random_scalar() if secret is None else secret
    return Blinded(message, number, times(element, number))


def finalize(blinded: Blinded, evaluated: Point) -> bytes:
    """The 32 bytes of output, once an answer was combined and its proofs held."""
    unblinded = encode_point(times(evaluated, pow(blinded.blind, -1, ORDER)))
    return hashlib.sha256(_sized(blinded.message) + _sized(unblinded) + b"Finalize").digest()


def prove(
    key: int, public: Point, pairs: Sequence[tuple[Point, Point]], secret: int | None = None
) -> Proof:
    """Prove that each second element is its first times `key`; `secret` is for vectors alone."""
    mixed, _ = _composites(public, pairs)
    evaluated = times(mixed, key)
    number = random_scalar() if secret is None else secret
    challenge = _challenge(public, mixed, evaluated, times(GENERATOR, number), times(mixed, number))
    return Proof(challenge, (number - challenge * key) % ORDER)


def holds(proof: Proof, public: Point, pairs: Sequence[tuple[Point, Point]]) -> bool:
    """Whether a proof shows that the key behind `public` made every second element."""
    mixed, evaluated = _composites(public, pairs)
    first = plus(times(GENERATOR, proof.response), times(public, proof.challenge))
    second = plus(times(mixed, proof.response), times(evaluated, proof.challenge))
    if any(one.is_point_at_infinity() for one in (mixed, evaluated, first, second)):
        return False
    return _challenge(public, mixed, evaluated, first, second) == proof.challenge


def _composites(public: Point, pairs: Sequence[tuple[Point, Point]]) -> tuple[Point, Point]:
    """All pairs as one, by weights that nobody can choose (RFC 9497, 2.2.1)."""
    context = _context(VERIFIABLE)
    seed = hashlib.sha256(_sized(encode_point(public)) + _sized(b"Seed-" + context)).digest()
    mixed, evaluated = GENERATOR.point_at_infinity(), GENERATOR.point_at_infinity()
    for number, (first, second) in enumerate(pairs):
        row = _sized(seed) + number.to_bytes(2, "big")
        row += _sized(encode_point(first)) + _sized(encode_point(second)) + b"Composite"
        weight = hash_to_scalar(row, b"HashToScalar-" + context)
        mixed = plus(mixed, times(first, weight))
        evaluated = plus(evaluated, times(second, weight))
    return mixed, evaluated


def _challenge(*points: Point) -> int:
    row = b"".join(_sized(encode_point(one)) for one in points) + b"Challenge"
    return hash_to_scalar(row, b"HashToScalar-" + _context(VERIFIABLE))


def _context(mode: int) -> bytes:
    return b"OPRFV1-" + bytes([mode]) + b"-P256-SHA256"


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data
