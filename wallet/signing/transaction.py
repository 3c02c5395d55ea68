"""The byte forms of a transaction with a typed fee (EIP-2718, EIP-1559)."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.base.addresses import address_bytes, keccak
from wallet.signing import rlp
from wallet.signing.request import Request

_TYPE = b"\x02"


@dataclass(frozen=True)
class SignedTransaction:
    """What a signer answers: the bytes to send, their hash, and the id of what was asked."""

    raw: bytes
    tx_hash: str
    request_id: str


def unsigned(request: Request) -> bytes:
    """The bytes that are hashed and signed; the permit, if any, must be written in already."""
    return _TYPE + rlp.encode(_fields(request))


def signing_hash(request: Request) -> bytes:
    """The 32 bytes that are signed; the permit, if any, must be written in already."""
    return keccak(unsigned(request))


def assemble(request: Request, signature: bytes, request_id: str) -> SignedTransaction:
    """The signed transaction, from a signature of 65 bytes: r, s, and y parity as 27 or 28."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
    raw = _TYPE + rlp.encode([*_fields(request), signature[64] - 27, r, s])
    return SignedTransaction(raw, "0x" + keccak(raw).hex(), request_id)


def _fields(request: Request) -> list[rlp.Item]:
    return [
        request.chain_id,
        request.nonce,
        request.max_priority_fee_per_gas,
        request.max_fee_per_gas,
        request.gas,
        b"" if request.to is None else address_bytes(request.to),
        request.value,
        request.data,
        [],
    ]
