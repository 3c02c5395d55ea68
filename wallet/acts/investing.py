"""What an investor does in an offering: commit, withdraw, be refunded."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import refuse, require_joined, require_money, require_units
from wallet.acts.facts import Facts
from wallet.acts.raising import MOST_AT_ONCE
from wallet.base.money import ALL_SHARES, money_of


@dataclass(frozen=True, slots=True)
class Commit:
    """Pay into an offering for `units` at its `price` (as the person was shown it).

    What is offered above the maximum waits in line, so `units` is bounded by all shares only.
    """

    offering: int
    units: int
    price: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering, with the permit. Raises WalletError beside `units`."""
        require_joined(facts)
        require_units(self.units, ALL_SHARES)
        cost = money_of(self.units, self.price, up=True)
        require_money(cost, facts, "units")
        return (Call("Offering", "commit", (self.offering, self.units, PERMIT), pays=cost),)


@dataclass(frozen=True, slots=True)
class WithdrawCommitment:
    """Take a commitment back, until some time before the deadline, as the rules have it."""

    offering: int
    entry: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering."""
        return (Call("Offering", "withdraw", (self.offering, self.entry)),)


@dataclass(frozen=True, slots=True)
class Refund:
    """Pull back what was paid into an offering that failed, or from which one was rejected."""

    offering: int
    entry: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering."""
        return (Call("Offering", "refund", (self.offering, self.entry)),)


@dataclass(frozen=True, slots=True)
class Believe:
    """Have the cost of shares counted that were taken before three buyers had taken theirs."""

    offering: int
    entries: tuple[int, ...]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """Calls of the offering, of at most 32 entries each."""
        if not self.entries:
            raise refuse("There is nothing to count.", "", "empty", "entries")
        return tuple(
            Call("Offering", "believe", (self.offering, self.entries[at : at + MOST_AT_ONCE]))
            for at in range(0, len(self.entries), MOST_AT_ONCE)
        )
