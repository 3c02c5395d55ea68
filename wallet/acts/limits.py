"""What a person may invest in a year: a verifier confirms it, and anyone brings it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import Call
from wallet.acts.checks import refuse
from wallet.acts.facts import Facts
from wallet.base.clock import DAY
from wallet.base.money import MAX_MONEY

LONGEST: Final = 366 * DAY
"""How long such a confirmation holds at most."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a verifier confirms of a person's means (EIP-712 `Limit`; times in unix seconds).

    `yearly` is the income or wealth, in base units, of which rules let a part be invested.
    """

    person: int
    yearly: int
    issued_at: int
    expires_at: int

    def fields(self) -> tuple[int, int, int, int]:
        """The fields in the order of the contract."""
        return (self.person, self.yearly, self.issued_at, self.expires_at)

    def __repr__(self) -> str:
        return f"Limit(person={self.person}, expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True)
class BringLimit:
    """Hand in what a verifier confirmed of a person's means: mine, or another's."""

    limit: Limit
    signature: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of compliance. Raises WalletError beside `attestation`."""
        limit = self.limit
        if len(self.signature) != 65 or not 0 <= limit.yearly <= MAX_MONEY:
            raise refuse(
                "The verifier's confirmation is not whole.",
                "Ask the verifier for it again.",
                "signature",
                "attestation",
            )
        if limit.expires_at <= facts.now:
            raise refuse(
                "This confirmation has run out.",
                "Ask the verifier for a new one.",
                "expired",
                "attestation",
            )
        if limit.expires_at > limit.issued_at + LONGEST:
            raise refuse(
                "This confirmation would hold for more than a year.",
                "Ask the verifier for one that holds for a year.",
                "too_long",
                "attestation",
            )
        return (Call("Compliance", "set_limit", (*limit.fields(), self.signature)),)
