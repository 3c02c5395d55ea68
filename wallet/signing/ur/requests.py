"""Requests of this wallet as codes, with and without what only this wallet understands.

Another wallet is shown `eth-sign-request`, or a batch of them. This wallet's own kind,
`symbolon-request`, wraps the very same maps and adds two things: the permit that is to be signed
into a transaction's data first, and claims. Without them it is what the others are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final

from cbor2 import CBORTag

from wallet.base.addresses import address_bytes, address_from_bytes, keccak
from wallet.signing.asked import Askable, Asked, Meaning, asked_of
from wallet.signing.foreign import PRICED, ForeignTransaction
from wallet.signing.messages import Message
from wallet.signing.request import PermitData, Request, check_request
from wallet.signing.ur.claims import Claims, parse_claims
from wallet.signing.ur.codes import Resource, resource
from wallet.signing.ur.eth import (
    MOST_BATCH,
    EthBatchSignRequest,
    EthSignRequest,
    parse_sign_request,
)
from wallet.signing.ur.maps import Fields, present, untagged
from wallet.signing.ur.paths import KeyPath
from wallet.signing.ur.problems import damaged

KIND: Final = "symbolon-request"
ORIGIN: Final = "symbolon"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an account's key is: its address, and its path below a wallet's first key."""

    address: str
    path: KeyPath


@dataclass(frozen=True, slots=True)
class Permit:
    """What of a permit does not stand in the transaction's data already.

    `at` is the byte of the data where its signature belongs.
    """

    at: int
    token: bytes
    spender: bytes
    name: str
    version: str
    nonce: int

    def to_cbor(self) -> list[Any]:
        """Its list."""
        return [self.at, self.token, self.spender, self.name, self.version, self.nonce]


@dataclass(frozen=True, slots=True)
class SymbolonRequest:
    """Requests with the permits that some of them carry, by their place, and with claims."""

    TAGS: ClassVar = ()

    requests: tuple[EthSignRequest, ...]
    permits: Mapping[int, Permit] = field(default_factory=dict)
    claims: Claims | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        permits = {at + 1: permit.to_cbor() for at, permit in self.permits.items()}
        return present(
            {
                1: _VERSION,
                2: [CBORTag(401, one.to_cbor()) for one in self.requests],
                3: permits or None,
                4: self.claims and self.claims.to_cbor(),
            }
        )

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "requests": [one.fields() for one in self.requests],
            "permits": {
                str(at): {"token": address_from_bytes(one.token), "nonce": str(one.nonce)}
                for at, one in self.permits.items()
            },
            "claims": list(self.claims.sentences()) if self.claims else [],
        }


@dataclass(frozen=True)
class Question:
    """One thing that is asked of the offline side: the bytes, what they say, and by which key.

    `request` is the same as a request of this wallet, with its permit, where it is one.
    `request_id` is to be in the answer.
    """

    asked: Asked
    meaning: Meaning
    path: KeyPath
    request_id: bytes | None
    request: Request | None
    named: bool


def uuid_of(name: bytes) -> bytes:
    """The 16 bytes of a UUID (version 4 by its form) that always belong to the same name."""
    digest = bytearray(keccak(name)[:16])
    digest[6] = digest[6] & 0x0F | 0x40
    digest[8] = digest[8] & 0x3F | 0x80
    return bytes(digest)


def request_id(request: Askable) -> bytes:
    """The UUID by which an answer names a request."""
    return uuid_of(request.id.encode("ascii"))


def permit_id(of_request: bytes) -> bytes:
    """The UUID by which an answer names the permit of a request."""
    return uuid_of(of_request + b"permit")


def sign_request(request: Askable, place: Place) -> EthSignRequest:
    """A request as every wallet reads it. A permit's signature is blank until it is there."""
    asked = asked_of(request)
    return EthSignRequest(
        asked.data,
        asked.kind,
        place.path,
        request_id(request),
        None if isinstance(request, Message) else request.chain_id,
        address_bytes(place.address),
        ORIGIN,
    )


def plain_code(requests: Sequence[Askable], place: Place) -> Resource:
    """Requests as the code that every wallet reads; a permit must be signed on its own first."""
    made = tuple(sign_request(one, place) for one in requests)
    if len(made) == 1:
        return resource("eth-sign-request", made[0])
    return resource("eth-batch-sign-request", EthBatchSignRequest(made))


def own_code(requests: Sequence[Askable], place: Place, claims: Claims | None) -> Resource:
    """Requests as the code that this wallet reads, with permits and claims."""
    permits = {
        at: _permit(one.permit)
        for at, one in enumerate(requests)
        if isinstance(one, Request) and one.permit is not None
    }
    made = tuple(sign_request(one, place) for one in requests)
    return resource(KIND, SymbolonRequest(made, permits, claims))


def parse_symbolon_request(value: object) -> SymbolonRequest:
    """Read this wallet's own kind. Raises WalletError."""
    found = Fields(value, 4)
    if found.number(1) != _VERSION:
        raise damaged()
    requests = tuple(
        parse_sign_request(untagged(one, EthSignRequest.TAGS))
        for one in found.items(2, 1, MOST_BATCH)
    )
    permits = found.perhaps(3, lambda: found.mapping(3, MOST_BATCH)) or {}
    if not all(type(at) is int and 1 <= at <= len(requests) for at in permits):
        raise damaged()
    return SymbolonRequest(
        requests,
        {at - 1: _parse_permit(one) for at, one in permits.items()},
        found.perhaps(4, lambda: parse_claims(found.mapping(4, 16))),
    )


def question(found: EthSignRequest, permit: Permit | None, sender: str) -> Question:
    """What a request asks, `sender` being who signs where it does not say so itself.

    Raises WalletError for whatever cannot be read to the last byte.
    """
    named = found.address is not None
    who = address_from_bytes(found.address) if found.address is not None else sender
    asked = Asked(found.data_type, found.sign_data, who)
    meaning = asked.meaning
    chain = None if isinstance(meaning, Message) else meaning.chain_id
    if None not in (chain, found.chain_id) and chain != found.chain_id:
        raise damaged()
    request = _own(meaning, who, permit)
    if permit is not None and request is None:
        raise damaged()
    return Question(asked, meaning, found.path, found.request_id, request, named)


def _own(meaning: Meaning, sender: str, permit: Permit | None) -> Request | None:
    """A transaction as a request of this wallet, where it could have been made here."""
    if not isinstance(meaning, ForeignTransaction) or meaning.listed or meaning.form != PRICED:
        return None
    request = meaning.request(sender)
    if permit is None:
        return check_request(request)
    value, deadline = (
        int.from_bytes(request.data[at : at + 32], "big") for at in (permit.at - 64, permit.at - 32)
    )
    made = PermitData(
        address_from_bytes(permit.token),
        permit.name,
        permit.version,
        sender,
        address_from_bytes(permit.spender),
        value,
        permit.nonce,
        deadline,
        permit.at,
    )
    return check_request(replace(request, permit=made))


def _permit(permit: PermitData) -> Permit:
    token, spender = address_bytes(permit.token), address_bytes(permit.spender)
    return Permit(permit.at, token, spender, permit.name, permit.version, permit.nonce)


def _parse_permit(value: object) -> Permit:
    if not isinstance(value, list) or len(value) != 6:
        raise damaged()
    found = Fields(dict(enumerate(value, 1)), 6)
    at = found.number(1, 2**20)
    if at < 68:
        raise damaged()
    name, version = found.words(4), found.words(5)
    if max(len(name), len(version)) > 64 or not (name + version).isprintable():
        raise damaged()
    return Permit(
        at, found.raw(2, (20,)), found.raw(3, (20,)), name, version, found.number(6, 2**64 - 1)
    )
