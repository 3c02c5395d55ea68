"""What only a hash is kept of on the chain: stakes, exits, reports, and how they are brought along.

The model knows what they say; names, salts and evidence are the contracts' affair, and made up
here, the same each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import keccak

Record = tuple[Any, ...]
"""A struct as a call takes it."""

ATTESTORS: Final = (2**32 - 1, 2**32 - 2, 2**32 - 3)
"""Three people who attest, with numbers that nobody of a run has."""
COMPANY: Final = "GB-COH:1"
ACQUIRED: Final = 1
HASH: Final = b"\x01" * 32
"""Where any hash will do."""
NO_HASH: Final = bytes(32)
NO_OPENING: Final = (0, 0, 0, NO_HASH)
NO_PERMIT: Final = (0, 0, 0, NO_HASH, NO_HASH)

_EXIT = ["uint256"] * 12 + ["bytes32"]
_STAKE = ["uint256", "bytes32", "bytes32", "bytes32", *["uint256"] * 4]
_CLAIM = "(uint256,string,uint256,uint256,bytes32)"


def hash32(number: int) -> bytes:
    """A number as 32 bytes, where any hash will do."""
    return number.to_bytes(32, "big")


def _hashed(kinds: list[str], values: list[Any]) -> bytes:
    from eth_abi.abi import encode

    return keccak(encode(kinds, values))


@dataclass(frozen=True)
class ExitFacts:
    """All that an exit says. One that was found out has neither stake nor attestors."""

    owner: int
    proceeds: int
    gain: int
    cost: int
    closed_at: int
    reported_at: int
    stake: int = 0
    units: int = 0
    costs: int = 0
    found: bool = False

    @property
    def record(self) -> Record:
        """As the contracts take it."""
        named = (0, 0, 0) if self.found else ATTESTORS
        return (
            *(self.stake, self.owner, self.units, self.proceeds, self.costs, self.cost, self.gain),
            *(self.closed_at, self.reported_at, named, NO_HASH if self.found else HASH),
        )

    @property
    def hashed(self) -> int:
        """What is kept of it."""
        *numbers, named, evidence = self.record
        return int.from_bytes(_hashed(_EXIT, [*numbers, *named, evidence]), "big")


@dataclass(frozen=True)
class VersionFacts:
    """A stake as it was declared, or corrected."""

    stake: int
    owner: int
    units: int
    cost: int
    declared_at: int = 0
    company: str = COMPANY

    @property
    def opening(self) -> Record:
        """What its commitment hides."""
        return self.units, self.cost, ACQUIRED, hash32(self.stake)

    @property
    def commitment(self) -> bytes:
        """What was published of it."""
        return _hashed(["uint256", "uint256", "uint256", "bytes32"], list(self.opening))

    @property
    def company_key(self) -> bytes:
        """The salted name of the company; the salt is the stake's number."""
        return keccak(self.company.encode() + b":" + hash32(self.stake))

    @property
    def record(self) -> Record:
        """As the contracts take it."""
        hashes = (self.company_key, self.commitment, HASH)
        return (self.owner, *hashes, ATTESTORS, self.declared_at)

    @property
    def hashed(self) -> int:
        """What is kept of it: the upper 224 bits of a hash."""
        owner, *hashes, named, declared = self.record
        return int.from_bytes(_hashed(_STAKE, [owner, *hashes, *named, declared]), "big") >> 32


@dataclass(frozen=True)
class ClaimFacts:
    """What a report says; the salt is its number."""

    number: int
    reporter: int
    subject: int
    company: str
    closed_at: int
    amount: int

    @property
    def claim(self) -> Record:
        """As the contracts take it."""
        return self.subject, self.company, self.closed_at, self.amount, HASH

    @property
    def salt(self) -> bytes:
        """What keeps it from being guessed."""
        return hash32(self.number)

    @property
    def company_hash(self) -> int:
        """What is kept once it is revealed."""
        return int.from_bytes(keccak(self.company.encode()), "big")

    @property
    def thing(self) -> bytes:
        """What two reports of the same have in common."""
        day = self.closed_at // 86_400
        kinds = ["uint256", "bytes32", "uint256"]
        return _hashed(kinds, [self.subject, hash32(self.company_hash), day])

    def commitment(self, chain_id: int, contract: str) -> bytes:
        """What is kept until then."""
        kinds = ["uint256", "address", "uint256", _CLAIM, "bytes32"]
        return _hashed(kinds, [chain_id, contract, self.reporter, self.claim, self.salt])
