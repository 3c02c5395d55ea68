"""A wallet that was lost: asking for its membership with a new one, cancelling, and finishing."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts
from wallet.base.addresses import same_address

FEWEST = 2
IN_PERSON = 3
"""How many verifiers have to sign, and how many after proof in person."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What verifiers confirm of a human with a new wallet (EIP-712 `Recovery`)."""

    account: str
    person_tag: bytes
    in_person: bool
    issued_at: int
    nonce: int

    def fields(self) -> tuple[object, ...]:
        """The fields in the order of the contract."""
        return (self.account, self.person_tag, self.in_person, self.issued_at, self.nonce)


@dataclass(frozen=True, slots=True)
class Recover:
    """Ask that this wallet takes the place of a lost one, with what verifiers signed."""

    recovery: Recovery
    signatures: tuple[bytes, ...]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError beside `attestation`."""
        if not same_address(self.recovery.account, facts.account):
            raise refuse(
                "This confirmation is for another wallet than the one that is open.",
                "Open the new wallet, or ask the verifiers for another confirmation.",
                "other_wallet",
                "attestation",
            )
        wanted = IN_PERSON if self.recovery.in_person else FEWEST
        if len(self.signatures) != wanted or any(len(one) != 65 for one in self.signatures):
            raise refuse(
                f"{wanted} verifiers have to sign this.",
                "Ask another verifier.",
                "signatures",
                "attestation",
            )
        return (Call("Registry", "recover", (self.recovery.fields(), self.signatures)),)


@dataclass(frozen=True, slots=True)
class CancelRecovery:
    """Say from the present wallet that it is not lost."""

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry."""
        require_joined(facts)
        return (Call("Registry", "cancel_recovery", ()),)


@dataclass(frozen=True, slots=True)
class FinishRecovery:
    """Let the new wallet of `person` take over, once the wait is over; anyone can."""

    person: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry."""
        return (Call("Registry", "finish_recovery", (self.person,)),)
