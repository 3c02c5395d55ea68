"""The group in which tags are computed: P-256, its scalars, and hashing into it (RFC 9380, 9497).

The points are those of `pycryptodome`, which the wallet has already: in C, randomised against being
timed, and with types. One multiplication takes 1.9 ms; `fastecdsa` takes 1.1 ms and would be one
more library to trust, `ecdsa` 1.6 ms and says of itself that it leaks its secrets by time; `voprf`
knows no P-256, `pyoprf` only ristretto255. A tag costs a few dozen multiplications.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from Crypto.PublicKey.ECC import EccPoint

FIELD: Final = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_A: Final = FIELD - 3
_B: Final = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_Z: Final = FIELD - 10
_EXPANDED: Final = 48  # bytes for one number: 128 bits more than the field or the order has
POINT_SIZE: Final = 33
SCALAR_SIZE: Final = 32
GENERATOR: Final = EccPoint(
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    "p256",
)
Point = EccPoint


def random_scalar() -> int:
    """A secret number from 1 to the order less one."""
    return secrets.randbelow(ORDER - 1) + 1


def encode_scalar(scalar: int) -> bytes:
    """A scalar as 32 bytes."""
    return (scalar % ORDER).to_bytes(SCALAR_SIZE, "big")


def decode_scalar(data: bytes) -> int:
    """A scalar below the order. Raises ValueError."""
    scalar = int.from_bytes(data, "big")
    if len(data) != SCALAR_SIZE or scalar >= ORDER:
        raise ValueError("no scalar of the group")
    return scalar


def encode_point(point: Point) -> bytes:
    """A point, not the neutral one, as 33 bytes (SEC 1, compressed). Raises ValueError."""
    if point.is_point_at_infinity():
        raise ValueError("the neutral element is never sent")
    return bytes([2 + int(point.y) % 2]) + int(point.x).to_bytes(32, "big")


def decode_point(data: bytes) -> Point:
    """A point that is on the curve and not neutral. Raises ValueError."""
    if len(data) != POINT_SIZE or data[0] not in (2, 3):
        raise ValueError("no point of the group")
    x = int.from_bytes(data[1:], "big")
    y = _root(_curve(x)) if x < FIELD else None
    if y is None:
        raise ValueError("no point of the group")
    return EccPoint(x, y if y % 2 == data[0] % 2 else FIELD - y, "p256")


def times(point: Point, scalar: int) -> Point:
    """`point` taken `scalar` times."""
    return point * (scalar % ORDER)


def plus(first: Point, second: Point) -> Point:
    """The sum of two points."""
    return first + second


def hash_to_point(message: bytes, tag: bytes) -> Point:
    """`hash_to_curve` of P256_XMD:SHA-256_SSWU_RO_ (RFC 9380, 8.2)."""
    expanded = _expand(message, tag, 2 * _EXPANDED)
    first, second = (
        int.from_bytes(expanded[start : start + _EXPANDED], "big") % FIELD
        for start in (0, _EXPANDED)
    )
    return EccPoint(*_map(first), "p256") + EccPoint(*_map(second), "p256")


def hash_to_scalar(message: bytes, tag: bytes) -> int:
    """`HashToScalar` of P256-SHA256 (RFC 9497, 4.3)."""
    return int.from_bytes(_expand(message, tag, _EXPANDED), "big") % ORDER


def _expand(message: bytes, tag: bytes, size: int) -> bytes:
    """`expand_message_xmd` with SHA-256 (RFC 9380, 5.3.1)."""
    ending = tag + bytes([len(tag)])
    first = hashlib.sha256(bytes(64) + message + size.to_bytes(2, "big") + b"\0" + ending).digest()
    block = hashlib.sha256(first + b"\x01" + ending).digest()
    blocks = [block]
    for number in range(2, -(-size // 32) + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block, strict=True))
        block = hashlib.sha256(mixed + bytes([number]) + ending).digest()
        blocks.append(block)
    return b"".join(blocks)[:size]


def _map(u: int) -> tuple[int, int]:
    """The simplified SWU map (RFC 9380, 6.6.2): a number of the field to a point."""
    zu = _Z * u * u % FIELD
    down = (zu * zu + zu) % FIELD
    if down:
        x = -_B * pow(_A, -1, FIELD) * (1 + pow(down, -1, FIELD)) % FIELD
    else:
        x = _B * pow(_Z * _A, -1, FIELD) % FIELD
    y = _root(_curve(x))
    if y is None:
        x = zu * x % FIELD
        y = _root(_curve(x))
    if y is None:
        raise ValueError("one of the two is always a square")
    return x, y if y % 2 == u % 2 else FIELD - y


def _curve(x: int) -> int:
    return (x * x * x + _A * x + _B) % FIELD


def _root(square: int) -> int | None:
    """A square root in the field, whose prime is 3 modulo 4; None where there is none."""
    root = pow(square, (FIELD + 1) // 4, FIELD)
    return root if root * root % FIELD == square % FIELD else None
