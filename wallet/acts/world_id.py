"""World ID: joining by it alone, renewing by it, or tying it to oneself as a further tag.

A proof is made in the World App for this account and this network, and is the bytes that the
network's adapter reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.acts.identity import LEVEL_WORLD
from wallet.base.addresses import ZERO

SIZES: Final = (288, 320)
"""The bytes of a proof of World ID 4.0, and of 3.0."""


@dataclass(frozen=True, slots=True)
class JoinByWorldId:
    """Become a person of the network by a World ID alone, for a year."""

    proof: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError beside `proof`."""
        _check(self.proof, facts)
        if facts.person:
            raise refuse(
                "This wallet has joined already.",
                "Add your World ID to your membership instead.",
                "joined",
            )
        return (Call("Registry", "join_world", (self.proof,)),)


@dataclass(frozen=True, slots=True)
class RenewByWorldId:
    """Renew, for a year from now, a membership that rests on a World ID alone."""

    proof: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError beside `proof`."""
        _check(self.proof, facts)
        me = require_joined(facts)
        if int(facts.read("Registry", "person", me).level) != LEVEL_WORLD:
            raise refuse(
                "Your membership rests on a document, which a World ID cannot replace.",
                "Have the document confirmed again under Identity.",
                "document",
            )
        return (Call("Registry", "renew_world", (self.proof,)),)


@dataclass(frozen=True, slots=True)
class AddWorldId:
    """Tie one's World ID to one's membership, so that nobody else can join with it."""

    proof: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError beside `proof`."""
        _check(self.proof, facts)
        require_joined(facts)
        return (Call("Registry", "add_world", (self.proof,)),)


def _check(proof: bytes, facts: Facts) -> None:
    """The network takes World IDs, and this may be a proof of one."""
    if facts.read("Registry", "world_id") == ZERO:
        raise refuse(
            "World IDs are not accepted on this network.",
            "Have your identity confirmed by a verifier.",
            "no_world_id",
        )
    if len(proof) not in SIZES:
        raise refuse(
            "This is not a whole proof of a World ID.",
            "Make a new one in the World App.",
            "proof",
            "proof",
        )
