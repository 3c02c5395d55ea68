"""Sending money: dollars to somebody's account, and coins for fees."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Bare, Call
from wallet.acts.checks import refuse, require_money
from wallet.acts.facts import Facts
from wallet.base.addresses import ZERO, same_address

ACTS: tuple[str, ...] = ("sending.SendDollars", "sending.SendCoins")
"""The names under which these are in the journal."""


@dataclass(frozen=True, slots=True)
class SendDollars:
    """Send `amount` (base units) of the network's dollars to the address `to`."""

    to: str
    amount: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the dollar. Raises WalletError beside `to` or `amount`."""
        _check_receiver(self.to, facts)
        require_money(self.amount, facts)
        return (Call("Dollar", "transfer", (self.to, self.amount)),)


@dataclass(frozen=True, slots=True)
class SendCoins:
    """Send `amount` (the coin's smallest unit) of the coins that pay fees to the address `to`."""

    to: str
    amount: int

    def plan(self, facts: Facts) -> tuple[Bare, ...]:
        """One payment. Raises WalletError beside `to` or `amount`."""
        _check_receiver(self.to, facts)
        if self.amount <= 0:
            raise refuse("The amount is zero.", "Write more than zero.", "zero", "amount")
        return (Bare(self.to, self.amount),)


@dataclass(frozen=True, slots=True)
class SendUnread:
    """Send bytes that this wallet cannot read to `to`, with coins where `amount` is not zero.

    It is refused unless the person has switched on signing what cannot be read.
    """

    to: str
    data: bytes
    amount: int = 0

    def plan(self, facts: Facts) -> tuple[Bare, ...]:
        """One bare transaction."""
        if not self.data:
            raise refuse("There is nothing to send.", "Paste the data.", "empty", "data")
        if self.amount < 0:
            raise refuse("The amount is below zero.", "Write zero or more.", "zero", "amount")
        return (Bare(self.to, self.amount, self.data),)


def _check_receiver(to: str, facts: Facts) -> None:
    if same_address(to, facts.account):
        raise refuse(
            "This is your own account.", "Write the address of somebody else.", "self", "to"
        )
    if same_address(to, ZERO):
        raise refuse(
            "Nobody holds this address; what is sent there is lost.",
            "Check where the address came from.",
            "nobody",
            "to",
        )
