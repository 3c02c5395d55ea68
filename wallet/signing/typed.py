"""A typed request: one of the network's own statements to be signed as typed data (EIP-712).

Attestations, names, recoveries, limits, stakes, exits, costs and the terms of purchases are signed
for contracts of the network, and permits for its dollar. There is no way to sign any other typed
data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wallet.base.addresses import checksum, keccak
from wallet.signing import eip712, fields
from wallet.signing.request import PermitData

MAX_TEXT = 8_192
_MAX_STRING = 256

STRUCTS: eip712.Types = {
    "Attestation": (
        ("address", "account"),
        ("bytes32", "personTag"),
        ("uint8", "level"),
        ("uint16", "country"),
        ("uint8", "investorClass"),
        ("uint64", "issuedAt"),
        ("uint64", "expiresAt"),
        ("bytes32", "credentialHash"),
        ("uint256", "nonce"),
    ),
    "Name": (("uint256", "person"), ("string", "name")),
    "Recovery": (
        ("address", "account"),
        ("bytes32", "personTag"),
        ("bool", "inPerson"),
        ("uint64", "issuedAt"),
        ("uint256", "nonce"),
    ),
    "Limit": (
        ("uint256", "person"),
        ("uint256", "yearly"),
        ("uint64", "issuedAt"),
        ("uint64", "expiresAt"),
    ),
    "Stake": (
        ("uint256", "stake"),
        ("uint256", "version"),
        ("bytes32", "companyKey"),
        ("bytes32", "commitment"),
        ("bytes32", "packageHash"),
    ),
    "Exit": (
        ("uint256", "exit"),
        ("uint256", "stake"),
        ("uint256", "units"),
        ("uint256", "proceeds"),
        ("uint256", "sellingCosts"),
        ("uint64", "closedAt"),
        ("bytes32", "evidenceHash"),
    ),
    "Cost": (
        ("uint256", "token"),
        ("uint256", "holder"),
        ("uint256", "serial"),
        ("uint256", "units"),
        ("uint256", "cost"),
    ),
    "Purchase": (
        ("uint256", "offering"),
        ("bytes32", "termsHash"),
        ("uint256", "issuer"),
        ("uint256", "investor"),
        ("uint256", "units"),
        ("uint256", "paid"),
        ("uint64", "at"),
    ),
    "Permit": (
        ("address", "owner"),
        ("address", "spender"),
        ("uint256", "value"),
        ("uint256", "nonce"),
        ("uint256", "deadline"),
    ),
}
"""Every kind of statement that can be signed, with its fields in order."""

HOMES: Mapping[str, tuple[str, str, str]] = {
    "Attestation": ("Registry", "Symbolon Registry", "1"),
    "Name": ("Registry", "Symbolon Registry", "1"),
    "Recovery": ("Registry", "Symbolon Registry", "1"),
    "Limit": ("Compliance", "Symbolon Compliance", "1"),
    "Stake": ("Companies", "Symbolon Companies", "1"),
    "Exit": ("Companies", "Symbolon Companies", "1"),
    "Cost": ("Companies", "Symbolon Companies", "1"),
    "Purchase": ("Offering", "Symbolon Offering", "1"),
}
"""The contract that reads each statement, and the name and version of its domain.

No contract reads a purchase: it is for a court, and names the offering that it belongs to."""


@dataclass(frozen=True)
class TypedRequest:
    """A statement to be signed: its kind, its domain, and its fields as Python values.

    `message` holds int, str (strings and addresses) and bytes, by the names in `STRUCTS`.
    """

    chain_id: int
    sender: str
    kind: str
    name: str
    version: str
    contract: str
    message: Mapping[str, int | str | bytes]
    act: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sender", checksum(self.sender))
        object.__setattr__(self, "contract", checksum(self.contract))

    @property
    def id(self) -> str:
        """The canonical id: the hash of the canonical encoding, 0x and 64 digits."""
        return "0x" + keccak(self.to_json().encode("ascii")).hex()

    @property
    def domain_hash(self) -> bytes:
        """The hash of its domain, to compare with an offline device."""
        return eip712.domain_hash(self.name, self.version, self.chain_id, self.contract)

    @property
    def message_hash(self) -> bytes:
        """The hash of its message, to compare with an offline device."""
        return eip712.hash_struct(STRUCTS, self.kind, self.message)

    @property
    def digest(self) -> bytes:
        """What is signed."""
        return eip712.digest(self.domain_hash, self.message_hash)

    def to_json(self) -> str:
        """The canonical encoding; `parse_typed` reads it back."""
        return fields.canonical(
            {
                "kind": "typed",
                "v": 1,
                "chain": str(self.chain_id),
                "from": self.sender,
                "type": self.kind,
                "name": self.name,
                "version": self.version,
                "contract": self.contract,
                "message": {key: _shown(value) for key, value in self.message.items()},
                "act": self.act,
            }
        )

    def standard(self) -> dict[str, Any]:
        """The same as the JSON of EIP-712, as other wallets and devices read it."""
        types = {**eip712.DOMAIN, self.kind: STRUCTS[self.kind]}
        return {
            "types": {
                struct: [{"name": field, "type": kind} for kind, field in members]
                for struct, members in types.items()
            },
            "primaryType": self.kind,
            "domain": {
                "name": self.name,
                "version": self.version,
                "chainId": self.chain_id,
                "verifyingContract": self.contract,
            },
            "message": {key: _shown(value) for key, value in self.message.items()},
        }


def statement(
    kind: str,
    chain_id: int,
    sender: str,
    contract: str,
    message: Mapping[str, int | str | bytes],
    act: str = "",
) -> TypedRequest:
    """A statement for one of the network's contracts, in the domain that belongs to its kind."""
    _, name, version = HOMES[kind]
    request = TypedRequest(chain_id, sender, kind, name, version, contract, dict(message), act)
    return check_typed(request)


def permit_request(chain_id: int, permit: PermitData) -> TypedRequest:
    """The statement that a request's permit stands for."""
    message: dict[str, int | str | bytes] = {
        "owner": permit.owner,
        "spender": permit.spender,
        "value": permit.value,
        "nonce": permit.nonce,
        "deadline": permit.deadline,
    }
    return TypedRequest(
        chain_id, permit.owner, "Permit", permit.name, permit.version, permit.token, message
    )


def check_typed(request: TypedRequest) -> TypedRequest:
    """The statement itself when it is whole and of a known kind; else a WalletError."""
    if request.kind not in STRUCTS or not 1 <= request.chain_id < 2**53:
        raise fields.unreadable()
    home = HOMES.get(request.kind)
    if home is not None and (request.name, request.version) != home[1:]:
        raise fields.unreadable()
    if any(isinstance(v, str) and len(v) > _MAX_STRING for v in request.message.values()):
        raise fields.unreadable()
    try:
        request.digest  # noqa: B018 - computing it proves that every field fits its type
    except (ValueError, UnicodeEncodeError):
        raise fields.unreadable() from None
    return request


def parse_typed(text: str) -> TypedRequest:
    """Read a statement that came from outside; whatever is not exactly one is refused."""
    found = fields.object_of(text, MAX_TEXT, "typed")
    kind = fields.words(found, "type")
    message = found.get("message")
    if kind not in STRUCTS or not isinstance(message, dict) or len(message) > 16:
        raise fields.unreadable()
    request = TypedRequest(
        chain_id=fields.number(found, "chain"),
        sender=fields.address(found, "from"),
        kind=kind,
        name=fields.words(found, "name"),
        version=fields.words(found, "version"),
        contract=fields.address(found, "contract"),
        message={field: _read(message, type_, field) for type_, field in STRUCTS[kind]},
        act=fields.words(found, "act"),
    )
    if request.to_json() != fields.canonical(found):
        raise fields.unreadable()
    return check_typed(request)


def _read(message: Mapping[str, Any], kind: str, field: str) -> int | str | bytes:
    if kind == "address":
        return fields.address(message, field)
    if kind == "string":
        return fields.words(message, field, _MAX_STRING)
    if kind.startswith("bytes"):
        return fields.data(message, field, 32)
    if kind == "bool":
        return fields.truth(message, field)
    return fields.number(message, field)


def _shown(value: int | str | bytes) -> str | bool:
    if isinstance(value, bool):
        return value
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)
