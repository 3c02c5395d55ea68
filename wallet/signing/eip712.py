"""Hashing of typed data (EIP-712): flat and nested structs of atomic types, no arrays.

Written here because the process that holds the key must hash what it signs itself, and checked
in the tests against the example of the standard and against eth_account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from wallet.base.addresses import address_bytes, keccak

Types: TypeAlias = Mapping[str, tuple[tuple[str, str], ...]]
"""For each struct its fields, each a type and a name, in order."""

DOMAIN: Types = {
    "EIP712Domain": (
        ("string", "name"),
        ("string", "version"),
        ("uint256", "chainId"),
        ("address", "verifyingContract"),
    )
}


def encode_type(types: Types, struct: str) -> str:
    """The type's text: the struct, then those it uses by name, as the standard orders them."""
    used = sorted(_used(types, struct) - {struct})
    return "".join(
        f"{name}({','.join(f'{kind} {field}' for kind, field in types[name])})"
        for name in (struct, *used)
    )


def hash_struct(types: Types, struct: str, message: Mapping[str, Any]) -> bytes:
    """The 32-byte hash of a message; ValueError when a field is missing, foreign or too large."""
    if set(message) != {field for _, field in types[struct]}:
        raise ValueError("the message has not the fields of its type")
    words = [keccak(encode_type(types, struct).encode("ascii"))]
    words += [_word(types, kind, message[field]) for kind, field in types[struct]]
    return keccak(b"".join(words))


def domain_hash(name: str, version: str, chain_id: int, contract: str) -> bytes:
    """The hash of a domain with a name, a version, a chain and a contract."""
    message = {
        "name": name,
        "version": version,
        "chainId": chain_id,
        "verifyingContract": contract,
    }
    return hash_struct(DOMAIN, "EIP712Domain", message)


def digest(domain: bytes, message: bytes) -> bytes:
    """What is signed, from the hashes of domain and message."""
    return keccak(b"\x19\x01" + domain + message)


def _used(types: Types, struct: str) -> set[str]:
    found = {struct}
    for kind, _ in types[struct]:
        if kind in types and kind not in found:
            found |= _used(types, kind)
    return found


def _word(types: Types, kind: str, value: Any) -> bytes:
    if kind in types:
        return hash_struct(types, kind, value)
    if kind == "string" and isinstance(value, str):
        return keccak(value.encode("utf-8"))
    if kind == "address" and isinstance(value, str):
        return address_bytes(value).rjust(32, b"\0")
    if kind.startswith("uint") and type(value) is int and 0 <= value < 1 << int(kind[4:]):
        return value.to_bytes(32, "big")
    if kind == "bytes32" and isinstance(value, bytes) and len(value) == 32:
        return value
    if kind == "bytes" and isinstance(value, bytes):
        return keccak(value)
    if kind == "bool" and isinstance(value, bool):
        return int(value).to_bytes(32, "big")
    raise ValueError(f"a value does not fit the type {kind}")
