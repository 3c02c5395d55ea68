"""World ID as its makers published it: what an adapter of a live network is held against.

The adapters' own code says how they ask; whom they ask, and for what, was given when they were
made. Of that, some is World ID's and known beforehand, the rest is the network's choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import address_from_bytes, keccak
from wallet.contracts.onchain import CodeRead

ADAPTERS: Final = ("WorldId3", "WorldId4")
"""The adapters that a registry can name, one of them."""
PROOF: Final = "WorldProof3"
"""The verifier of our own that an adapter for 3.0 can use instead of the router's."""

WORLD_CHAIN: Final = 480
VERIFIERS: Final[Mapping[int, str]] = {WORLD_CHAIN: "0x00000000009E00F9FE82CfeeBB4556686da094d7"}
"""Chain id -> the verifier of World ID 4.0 there: a proxy that its owner can change."""

KEY_HASH: Final = "0xb64f6278bcff0879e15e441594ea847ba0c987508919ae3a984bb3960cff413c"
"""Of the key that World ID published for its tree (Semaphore, depth 30): keccak of the point
delta and the five points of the inputs, as words in the order in which `WorldProof3` keeps them.
From worldcoin/world-id-state-bridge at b88d3e78, src/test/data/semaphore_30.json."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an adapter was made with: whom it asks, and for what.

    `router` and `proof` are for 3.0 (`proof` the zero address where the router checks proofs
    itself), `verifier`, `party` and `schema` for 4.0; `action` is hashed to the field.
    """

    action: int
    router: str = ""
    proof: str = ""
    verifier: str = ""
    party: int = 0
    schema: int = 0


def asked_by(name: str, read: CodeRead) -> Asked:
    """What the adapter `name` (one of `ADAPTERS`) was made with, out of its code."""
    words = read.immutables
    if name == "WorldId3":
        return Asked(
            _number(words["external_nullifier"]),
            router=_address(words["router"]),
            proof=_address(words["verifier"]),
        )
    return Asked(
        _number(words["action"]),
        verifier=_address(words["verifier"]),
        party=_number(words["rp_id"]),
        schema=_number(words["schema"]),
    )


def key_is_published(read: CodeRead) -> bool:
    """Whether a `WorldProof3` checks proofs by the key that World ID published."""
    key = read.immutables["DELTA"] + read.immutables["POINTS"]
    return "0x" + keccak(key).hex() == KEY_HASH


def _number(word: bytes) -> int:
    return int.from_bytes(word, "big")


def _address(word: bytes) -> str:
    return address_from_bytes(word[12:])
