"""What is known of a network when signing: its id, its name, and which contract is where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wallet.base.addresses import address_bytes, checksum
from wallet.signing import fields
from wallet.signing.faces import faces_of

MAX_TEXT = 16_384


@dataclass(frozen=True)
class KnownNetwork:
    """One network that may be signed for.

    `contracts` maps contract names (Registry, Ledger, Offering, Auction, Companies, Dollar) to
    addresses. `creations` are hashes of code that may be deployed, empty but while deploying.
    `undecoded` is whether what cannot be read may be signed all the same: the person has switched
    that on, and is shown that it cannot be read.
    """

    chain_id: int
    name: str
    contracts: Mapping[str, str]
    creations: frozenset[str] = field(default=frozenset())
    undecoded: bool = False

    def __post_init__(self) -> None:
        marked = {name: checksum(address) for name, address in self.contracts.items()}
        object.__setattr__(self, "contracts", marked)

    def contract_at(self, address: str) -> str | None:
        """The name of the contract at an address, or None when there is none that is known.

        Whatever the ledger created is a face: of those there are as many as tokens that have one.
        """
        wanted = checksum(address)
        for name, there in self.contracts.items():
            if there == wanted:
                return name
        ledger = self.contracts.get("Ledger")
        if ledger is not None and address_bytes(wanted) in faces_of(ledger):
            return "Face"
        return None

    def to_json(self) -> str:
        """The form in which it is handed to the signer's process."""
        said: dict[str, Any] = {
            "kind": "network",
            "v": 1,
            "chain": str(self.chain_id),
            "name": self.name,
            "contracts": dict(self.contracts),
            "creations": sorted(self.creations),
        }
        # Left out where it is not so: the books of a network are known by this text.
        return json.dumps({**said, "undecoded": True} if self.undecoded else said)


def parse_network(text: str) -> KnownNetwork:
    """Read what `to_json` wrote; anything else is refused with a WalletError."""
    found = fields.object_of(text, MAX_TEXT, "network")
    contracts: Any = found.get("contracts")
    creations: Any = found.get("creations")
    if not isinstance(contracts, dict) or len(contracts) > 64 or not isinstance(creations, list):
        raise fields.unreadable()
    if not all(isinstance(name, str) and len(name) <= 64 for name in contracts):
        raise fields.unreadable()
    if not all(isinstance(one, str) and len(one) == 66 for one in creations):
        raise fields.unreadable()
    return KnownNetwork(
        fields.number(found, "chain", 2**53 - 1),
        fields.words(found, "name"),
        {name: fields.address(contracts, name) for name in contracts},
        frozenset(creations),
        fields.truth(found, "undecoded") if "undecoded" in found else False,
    )
