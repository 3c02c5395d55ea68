"""Joining the network, and renewing, with what a verifier signed."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import refuse
from wallet.acts.facts import Facts
from wallet.base.addresses import same_address

LEVEL_WORLD = 1
LEVEL_DOCUMENT = 2


@dataclass(frozen=True, slots=True)
class Attestation:
    """What a verifier confirms about one human (EIP-712 `Attestation`; times in unix seconds).

    `person_tag` is the same for the same human whoever verifies them; `country` is the numeric
    ISO 3166-1 code; hashes are 32 bytes.
    """

    account: str
    person_tag: bytes
    level: int
    country: int
    investor_class: int
    issued_at: int
    expires_at: int
    credential_hash: bytes
    nonce: int

    def fields(self) -> tuple[object, ...]:
        """The fields in the order of the contract."""
        return (
            self.account,
            self.person_tag,
            self.level,
            self.country,
            self.investor_class,
            self.issued_at,
            self.expires_at,
            self.credential_hash,
            self.nonce,
        )

    def __repr__(self) -> str:
        return f"Attestation(account={self.account}, expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True)
class Join:
    """Become a person of the network."""

    attestation: Attestation
    signature: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError for another's attestation."""
        _check(self.attestation, self.signature, facts)
        return (Call("Registry", "join", (self.attestation.fields(), self.signature)),)


@dataclass(frozen=True, slots=True)
class Renew:
    """Bring a newer attestation: a later end, another country or class, a further document."""

    attestation: Attestation
    signature: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the registry. Raises WalletError for another's attestation."""
        _check(self.attestation, self.signature, facts)
        if not facts.person:
            raise refuse(
                "This wallet has not joined, so there is nothing to renew.",
                "Join with this attestation instead.",
                "stranger",
            )
        return (Call("Registry", "renew", (self.attestation.fields(), self.signature)),)


def _check(attestation: Attestation, signature: bytes, facts: Facts) -> None:
    if not same_address(attestation.account, facts.account):
        raise refuse(
            "This attestation was made for another wallet.",
            "Open the wallet it was made for, or ask the verifier again.",
            "other_wallet",
            "attestation",
        )
    if len(signature) != 65:
        raise refuse(
            "The verifier's signature is not whole.",
            "Ask the verifier for the attestation again.",
            "signature",
            "attestation",
        )
    if attestation.expires_at <= facts.now:
        raise refuse(
            "This attestation has run out.",
            "Ask the verifier for a new one.",
            "expired",
            "attestation",
        )
