"""Requests and signatures of ERC-4527, alone and in batches."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from cbor2 import CBORTag

from wallet.base.addresses import address_from_bytes
from wallet.signing.asked import DataType
from wallet.signing.ur.maps import Fields, present, tagged_id, untagged
from wallet.signing.ur.paths import KeyPath, hexed, parse_path
from wallet.signing.ur.problems import damaged

MOST_BATCH: Final = 64
MOST_DATA: Final = 131_072
"""Bytes of what is to be signed."""
_MOST_CHAIN: Final = 2**53 - 1
_SIGNATURE: Final = range(65, 74)


@dataclass(frozen=True, slots=True)
class EthSignRequest:
    """Bytes to be signed by the key at a path; the id names it in the answer."""

    TAGS: ClassVar = (401,)

    sign_data: bytes
    data_type: DataType
    path: KeyPath
    request_id: bytes | None = None
    chain_id: int | None = None
    address: bytes | None = None
    origin: str | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        return present(
            {
                1: self.request_id and tagged_id(self.request_id),
                2: self.sign_data,
                3: int(self.data_type),
                4: self.chain_id,
                5: CBORTag(304, self.path.to_cbor()),
                6: self.address,
                7: self.origin,
            }
        )

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "request_id": _dashed(self.request_id),
            "sign_data": self.sign_data.hex(),
            "data_type": int(self.data_type),
            "chain_id": self.chain_id,
            "path": self.path.text,
            "xfp": hexed(self.path.fingerprint),
            "address": self.address and address_from_bytes(self.address),
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True)
class EthSignature:
    """The answer: r and s of 32 bytes each, then v in one byte or more."""

    TAGS: ClassVar = (402,)

    signature: bytes
    request_id: bytes | None = None
    origin: str | None = None

    @property
    def v(self) -> int:
        """Everything past the 64th byte: chains with large ids need more than one for it."""
        return int.from_bytes(self.signature[64:], "big")

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        request_id = self.request_id and tagged_id(self.request_id)
        return present({1: request_id, 2: self.signature, 3: self.origin})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "request_id": _dashed(self.request_id),
            "signature": self.signature.hex(),
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True)
class EthBatchSignRequest:
    """Several requests in one code."""

    requests: tuple[EthSignRequest, ...]

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        return {1: [CBORTag(401, one.to_cbor()) for one in self.requests]}

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {"requests": [one.fields() for one in self.requests]}


@dataclass(frozen=True, slots=True)
class EthBatchSignature:
    """Several signatures in one code."""

    signatures: tuple[EthSignature, ...]

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        return {1: [CBORTag(402, one.to_cbor()) for one in self.signatures]}

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {"signatures": [one.fields() for one in self.signatures]}


def parse_sign_request(value: object) -> EthSignRequest:
    """Read a request's map. Raises WalletError."""
    found = Fields(value, 7)
    kind = found.number(3, max(DataType))
    if kind < min(DataType):
        raise damaged()
    return EthSignRequest(
        sign_data=found.raw(2, range(1, MOST_DATA + 1)),
        data_type=DataType(kind),
        path=parse_path(found.tagged(5, KeyPath.TAGS)),
        request_id=found.perhaps(1, lambda: found.id(1)),
        chain_id=found.perhaps(4, lambda: found.number(4, _MOST_CHAIN)),
        address=found.perhaps(6, lambda: found.raw(6, (20,))),
        origin=found.perhaps(7, lambda: found.words(7)),
    )


def parse_signature(value: object) -> EthSignature:
    """Read a signature's map. Raises WalletError."""
    found = Fields(value, 3)
    return EthSignature(
        found.raw(2, _SIGNATURE),
        found.perhaps(1, lambda: found.id(1)),
        found.perhaps(3, lambda: found.words(3)),
    )


def parse_batch_request(value: object) -> EthBatchSignRequest:
    """Read a batch of requests. Raises WalletError."""
    found = Fields(value, 1).items(1, 1, MOST_BATCH)
    return EthBatchSignRequest(
        tuple(parse_sign_request(untagged(one, EthSignRequest.TAGS)) for one in found)
    )


def parse_batch_signature(value: object) -> EthBatchSignature:
    """Read a batch of signatures. Raises WalletError."""
    found = Fields(value, 1).items(1, 1, MOST_BATCH)
    return EthBatchSignature(
        tuple(parse_signature(untagged(one, EthSignature.TAGS)) for one in found)
    )


def _dashed(request_id: bytes | None) -> str | None:
    return None if request_id is None else str(uuid.UUID(bytes=request_id))
