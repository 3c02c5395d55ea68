"""Taking one's part of what others gained, and what the ledger keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.act import Call
from wallet.acts.checks import refuse, require_joined
from wallet.acts.facts import Facts

MOST_AT_ONCE: Final = 32
"""Tokens that one call claims from."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim from `tokens` what is mine. What must go on to my own holders goes on by itself."""

    tokens: tuple[int, ...]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """Calls of the ledger, of at most 32 tokens each."""
        return _claims(self.tokens, require_joined(facts), facts)


@dataclass(frozen=True, slots=True)
class ClaimFor:
    """Trigger the claim of another, `holder`: it is credited to them, and passed on."""

    tokens: tuple[int, ...]
    holder: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """Calls of the ledger, of at most 32 tokens each."""
        return _claims(self.tokens, self.holder, facts)


@dataclass(frozen=True, slots=True)
class WithdrawCredit:
    """Pay out what the ledger keeps for a person (0: for me) to that person's wallet."""

    person: int = 0

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the ledger. Raises `act.empty` where nothing is kept."""
        person = self.person or require_joined(facts)
        if not facts.credit(person):
            raise refuse(
                "The ledger keeps no money for you.", "There is nothing to withdraw.", "empty"
            )
        return (Call("Ledger", "withdraw", (person,)),)


def _claims(tokens: tuple[int, ...], holder: int, facts: Facts) -> tuple[Call, ...]:
    """One call for one token, else as few as carry them all."""
    facts.gather(*(("Ledger", "claimable", token, holder) for token in tokens))
    useful = tuple(token for token in tokens if facts.claimable(token, holder))
    if not useful:
        raise refuse(
            "There is nothing to claim here now.",
            "Come back when someone you hold has gained something.",
            "empty",
            "tokens",
        )
    if len(useful) == 1:
        return (Call("Ledger", "claim", (useful[0], holder)),)
    return tuple(
        Call("Ledger", "claim_many", (useful[at : at + MOST_AT_ONCE], holder))
        for at in range(0, len(useful), MOST_AT_ONCE)
    )
