"""What an issuer does in an offering: open it, reject, close, take the money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wallet.acts.act import Call
from wallet.acts.checks import (
    refuse,
    require_joined,
    require_price,
    require_share_of_all,
    require_units,
)
from wallet.acts.facts import Facts
from wallet.base.clock import HOUR, YEAR
from wallet.base.money import ALL_SHARES, MAX_MONEY, money_of

LONGEST_LOCKUP: Final = 2 * YEAR
MOST_OUTSIDE: Final = ALL_SHARES * 49 // 100
MOST_AT_ONCE: Final = 32
"""Entries that one call takes."""


@dataclass(frozen=True, slots=True)
class OpenOffering:
    """Offer own shares at a fixed price until `deadline` (unix seconds); `lockup` in seconds.

    `terms_hash` names the document of this offering, 32 bytes; `regime` is the compliance row.
    """

    units_min: int
    units_max: int
    price: int
    deadline: int
    lockup: int
    terms_hash: bytes
    regime: int = 0

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering. Raises WalletError beside the field that does not fit."""
        me = require_joined(facts)
        require_units(self.units_max, ALL_SHARES, "units_max")
        require_units(self.units_min, self.units_max, "units_min")
        require_share_of_all(self.units_max, MOST_OUTSIDE - facts.outside(me), "units_max")
        require_price(self.price)
        if money_of(self.units_max, self.price) > MAX_MONEY or not money_of(
            self.units_min, self.price
        ):
            raise refuse(
                "At this price the least or the most you raise is not an amount of money.",
                "Write another price.",
                "price",
                "price",
            )
        self._check_times(facts)
        if len(self.terms_hash) != 32 or not any(self.terms_hash):
            raise refuse("The terms of the offering are missing.", "Write them.", "empty", "terms")
        args = (
            self.units_min,
            self.units_max,
            self.price,
            self.deadline,
            self.regime,
            self.lockup,
            self.terms_hash,
        )
        return (Call("Offering", "open", args),)

    def _check_times(self, facts: Facts) -> None:
        """The deadline and the lock-up lie within the rules' bounds."""
        now = facts.now
        if self.deadline < now + facts.number("NO_WITHDRAWAL") + HOUR:
            raise refuse(
                "The deadline is too near: people may withdraw until "
                f"{facts.said('NO_WITHDRAWAL')} before it.",
                "Choose a later day.",
                "too_soon",
                "deadline",
            )
        if self.deadline > now + facts.number("LONGEST_OFFERING"):
            raise refuse(
                f"An offering is open for at most {facts.said('LONGEST_OFFERING')}.",
                "Choose an earlier day.",
                "too_late",
                "deadline",
            )
        if not 0 <= self.lockup <= LONGEST_LOCKUP:
            raise refuse(
                "A lock-up is at most two years.", "Write a shorter one.", "lockup", "lockup"
            )


@dataclass(frozen=True, slots=True)
class RejectCommitment:
    """Decline one investor's commitment, before the close."""

    offering: int
    entry: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering."""
        return (Call("Offering", "reject", (self.offering, self.entry)),)


@dataclass(frozen=True, slots=True)
class CloseOffering:
    """Close an offering whose deadline has passed. Anyone may."""

    offering: int
    steps: int = 512

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering."""
        return (Call("Offering", "close", (self.offering, self.steps)),)


@dataclass(frozen=True, slots=True)
class TakeShares:
    """Bring investors their shares after a successful close. Anyone may.

    More entries than one call carries make several requests.
    """

    offering: int
    entries: tuple[int, ...] = field(default=())

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """Calls of the offering, of at most 32 entries each."""
        if not self.entries:
            raise refuse(
                "There is nothing to take here.", "Come back after the close.", "empty", "entries"
            )
        return tuple(
            Call("Offering", "take", (self.offering, self.entries[at : at + MOST_AT_ONCE]))
            for at in range(0, len(self.entries), MOST_AT_ONCE)
        )


@dataclass(frozen=True, slots=True)
class WithdrawProceeds:
    """Receive the money of the shares that were taken, once it has rested after the close."""

    offering: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the offering."""
        return (Call("Offering", "proceeds", (self.offering,)),)
