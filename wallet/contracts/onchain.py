"""What code and storage on a chain are held against: the committed artifacts, byte for byte.

A contract's code is what its source compiles to, followed by its immutables. Nothing of it is
left out of the comparison: each immutable has the value that the deployment gives it, by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import address_bytes, address_from_bytes, keccak
from wallet.contracts.bindings import artifact
from wallet.contracts.wiring import CONTRACTS, named_after

PRACTICE: Final = "Dollar"
"""The money token, which is ours on practice networks only."""
_PRACTICE_DOMAIN: Final = "Practice dollar"
_DOMAIN_VERSION: Final = "1"
_DOMAIN_TYPE: Final = (
    b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
DEPLOYER: Final = "DEPLOYER"


@dataclass(frozen=True, slots=True)
class CodeRead:
    """Code on a chain beside an artifact: whether it is the same, and each immutable's word.

    `immutables` holds, by full name, the bytes that the chain has in their place; it is empty
    where the code differs.
    """

    same: bool
    immutables: Mapping[str, bytes]


def read_code(name: str, code: bytes) -> CodeRead:
    """Compare code with the artifact of `name`, and take its immutables out."""
    made = artifact(name)
    creation = bytes.fromhex(made["bytecode"][2:])
    places: Mapping[str, list[int]] = made["immutables"]
    start = int(made["runtime_start"])
    runtime = int(made["runtime_size"]) - sum(length for _offset, length in places.values())
    whole = len(code) == int(made["runtime_size"])
    if not whole or code[:runtime] != creation[start : start + runtime]:
        return CodeRead(False, {})
    data = code[runtime:]
    return CodeRead(
        True, {one: data[offset : offset + length] for one, (offset, length) in places.items()}
    )


def addresses_in(read: CodeRead) -> dict[str, str]:
    """The contracts that a contract's immutables name: contract -> address."""
    return {
        named_after(one): address_from_bytes(word[12:])
        for one, word in read.immutables.items()
        if named_after(one) in CONTRACTS
    }


def slots_of(name: str) -> dict[str, int]:
    """The words of storage of a contract that hold addresses: variable -> slot."""
    found: dict[str, int] = artifact(name)["addresses"]
    return found


def members_of(name: str, variable: str, members: Sequence[str]) -> list[int]:
    """The words of storage that say whether each address is in a set: 1 where it is."""
    slot = int(artifact(name)["sets"][variable]).to_bytes(32, "big")
    return [
        int.from_bytes(keccak(slot + address_bytes(one).rjust(32, b"\0")), "big") for one in members
    ]


def wrong_immutables(
    name: str, read: CodeRead, at: Mapping[str, str], chain_id: int
) -> dict[str, bytes]:
    """Immutables that are not what the deployment gives them, by full name.

    `at` has the addresses of the network's contracts, its deployer and its operator as
    `Deployer` and `Operator`. What is only known from the chain (a time, a hash that an adapter
    was made with) is in `free_immutables`.
    """
    expected = _expected(name, read, at, chain_id)
    return {
        one: read.immutables[one] for one, word in expected.items() if read.immutables[one] != word
    }


def free_immutables(name: str, read: CodeRead) -> dict[str, int]:
    """Immutables whose value is the deployer's choice or the time: name -> number."""
    fixed = _expected(name, read, {}, 0)
    return {
        one: int.from_bytes(word[:32], "big")
        for one, word in read.immutables.items()
        if one not in fixed
    }


def _expected(name: str, read: CodeRead, at: Mapping[str, str], chain_id: int) -> dict[str, bytes]:
    """What each immutable with a meaning of its own must be."""
    own = at.get(name, "0x" + "00" * 20)
    title = _PRACTICE_DOMAIN if name == PRACTICE else f"Symbolon {name}"
    domain: dict[str, Any] = {
        "_CACHED_CHAIN_ID": chain_id,
        "_CACHED_SELF": own,
        "_NAME": title,
        "_HASHED_NAME": keccak(title.encode()),
        "_VERSION": _DOMAIN_VERSION,
        "_HASHED_VERSION": keccak(_DOMAIN_VERSION.encode()),
        "_CACHED_DOMAIN_SEPARATOR": keccak(
            keccak(_DOMAIN_TYPE)
            + keccak(title.encode())
            + keccak(_DOMAIN_VERSION.encode())
            + chain_id.to_bytes(32, "big")
            + address_bytes(own).rjust(32, b"\0")
        ),
    }
    found = {}
    for one, word in read.immutables.items():
        last = one.rpartition(".")[2]
        if last in domain:
            found[one] = _bytes(domain[last], len(word))
        elif named_after(one) in (*CONTRACTS, "Deployer", "Operator", "Self"):
            there = own if named_after(one) == "Self" else at.get(named_after(one))
            found[one] = _bytes(there or "0x" + "00" * 20, len(word))
    return found


def _bytes(value: Any, length: int) -> bytes:
    """A value as an immutable keeps it."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, int):
        return value.to_bytes(32, "big")
    if str(value).startswith("0x"):
        return address_bytes(str(value)).rjust(32, b"\0")
    text = str(value).encode()
    return (len(text).to_bytes(32, "big") + text).ljust(length, b"\0")
