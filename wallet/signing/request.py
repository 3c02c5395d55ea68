"""A request: one transaction to be explained and signed, the same in memory, file and QR code.

Only typed transactions (EIP-1559) exist here. A request whose act spends dollars carries the
EIP-2612 permit that goes with it: the signer signs the permit first, writes its signature into
the calldata, and then signs the transaction, all under one confirmation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.base.addresses import checksum, keccak
from wallet.base.errors import WalletError
from wallet.signing import fields

MAX_DATA = 64 * 1024
MAX_TEXT = 2 * MAX_DATA + 4_096
_MAX_CHAIN = 2**53 - 1
_MAX_GAS = 2**32
_MAX_PRICE = 2**64
_PERMIT_BYTES = 96


@dataclass(frozen=True)
class PermitData:
    """An EIP-2612 permit that travels in a transaction's calldata.

    `at` is the byte in the calldata where the three words v, r, s begin; the two words before
    them are the amount and the deadline. `name` and `version` are those of the token's EIP-712
    domain; its chain is the request's.
    """

    token: str
    name: str
    version: str
    owner: str
    spender: str
    value: int
    nonce: int
    deadline: int
    at: int

    def __post_init__(self) -> None:
        for field in ("token", "owner", "spender"):
            object.__setattr__(self, field, checksum(getattr(self, field)))


@dataclass(frozen=True)
class Request:
    """An unsigned transaction. `to` is None only where a contract is deployed.

    `gas`, `value` and the fees are in the coin's smallest unit; `act` names the act it came from,
    for the journal only: what a person is told comes from `data`.
    """

    chain_id: int
    sender: str
    to: str | None
    data: bytes
    value: int = 0
    gas: int = 0
    max_fee_per_gas: int = 0
    max_priority_fee_per_gas: int = 0
    nonce: int = 0
    act: str = ""
    permit: PermitData | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sender", checksum(self.sender))
        if self.to is not None:
            object.__setattr__(self, "to", checksum(self.to))

    @property
    def id(self) -> str:
        """The canonical id: the hash of the canonical encoding, 0x and 64 digits."""
        return "0x" + keccak(self.to_json().encode("ascii")).hex()

    @property
    def most_fee(self) -> int:
        """The most that the network can take as fee, in the coin's smallest unit."""
        return self.gas * self.max_fee_per_gas

    def to_json(self) -> str:
        """The canonical encoding; `parse_request` reads it back."""
        permit = self.permit
        return fields.canonical(
            {
                "kind": "transaction",
                "v": 1,
                "chain": str(self.chain_id),
                "from": self.sender,
                "to": self.to,
                "data": "0x" + self.data.hex(),
                "value": str(self.value),
                "gas": str(self.gas),
                "maxFee": str(self.max_fee_per_gas),
                "maxPriority": str(self.max_priority_fee_per_gas),
                "nonce": str(self.nonce),
                "act": self.act,
                "permit": None if permit is None else _permit_fields(permit),
            }
        )

    def with_permit_signature(self, signature: bytes) -> Request:
        """The request with its permit's 65-byte signature (r, s, v) written into the calldata."""
        if self.permit is None or len(signature) != 65:
            raise ValueError("there is no permit to complete, or this is no signature")
        words = signature[64:].rjust(32, b"\0") + signature[:64]
        at = self.permit.at
        data = self.data[:at] + words + self.data[at + _PERMIT_BYTES :]
        return replace(self, data=data, permit=None)


def check_request(request: Request) -> Request:
    """The request itself when it is whole and can be signed; else a WalletError."""
    numbers = (
        (request.chain_id, 1, _MAX_CHAIN),
        (request.value, 0, fields.MAX_UINT256),
        (request.gas, 21_000, _MAX_GAS),
        (request.max_fee_per_gas, 1, _MAX_PRICE),
        (request.max_priority_fee_per_gas, 0, request.max_fee_per_gas),
        (request.nonce, 0, 2**64 - 2),
        (len(request.data), 0, MAX_DATA),
    )
    if not all(low <= number <= high for number, low, high in numbers):
        raise fields.unreadable()
    if len(request.act) > 64 or not (request.act.isprintable() or not request.act):
        raise fields.unreadable()
    if request.permit is not None:
        _check_permit(request, request.permit)
    return request


def parse_request(text: str) -> Request:
    """Read a request that came from outside; whatever is not exactly one is refused."""
    found = fields.object_of(text, MAX_TEXT, "transaction")
    permit = found.get("permit")
    request = Request(
        chain_id=fields.number(found, "chain"),
        sender=fields.address(found, "from"),
        to=None if found.get("to") is None else fields.address(found, "to"),
        data=fields.data(found, "data", MAX_DATA),
        value=fields.number(found, "value"),
        gas=fields.number(found, "gas"),
        max_fee_per_gas=fields.number(found, "maxFee"),
        max_priority_fee_per_gas=fields.number(found, "maxPriority"),
        nonce=fields.number(found, "nonce"),
        act=fields.words(found, "act"),
        permit=None if permit is None else _parse_permit(permit),
    )
    if request.to_json() != fields.canonical(found):
        raise fields.unreadable()
    return check_request(request)


def _check_permit(request: Request, permit: PermitData) -> None:
    """The permit must be the sender's own, and say what the calldata around it says."""
    at = permit.at
    words = (at - 64, permit.value), (at - 32, permit.deadline)
    if at < 68 or (at - 4) % 32 or at + _PERMIT_BYTES > len(request.data):
        raise fields.unreadable()
    agree = all(request.data[i : i + 32] == n.to_bytes(32, "big") for i, n in words)
    blank = not any(request.data[at : at + _PERMIT_BYTES])
    if not agree or not blank or permit.owner != request.sender:
        raise WalletError(
            "The approval that comes with this does not fit what it is for.",
            "Nothing was signed. Start again from the page you came from.",
            "signing.permit",
        )


def _permit_fields(permit: PermitData) -> dict[str, str]:
    return {
        "token": permit.token,
        "name": permit.name,
        "version": permit.version,
        "owner": permit.owner,
        "spender": permit.spender,
        "value": str(permit.value),
        "nonce": str(permit.nonce),
        "deadline": str(permit.deadline),
        "at": str(permit.at),
    }


def _parse_permit(found: object) -> PermitData:
    if not isinstance(found, dict):
        raise fields.unreadable()
    checked: Mapping[str, Any] = found
    return PermitData(
        token=fields.address(checked, "token"),
        name=fields.words(checked, "name"),
        version=fields.words(checked, "version"),
        owner=fields.address(checked, "owner"),
        spender=fields.address(checked, "spender"),
        value=fields.number(checked, "value"),
        nonce=fields.number(checked, "nonce"),
        deadline=fields.number(checked, "deadline"),
        at=fields.number(checked, "at", MAX_DATA),
    )
