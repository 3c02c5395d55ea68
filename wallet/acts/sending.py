"""Sending money: dollars to somebody's account, and coins for fees."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call, Coins
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

    def plan(self, facts: Facts) -> tuple[Coins, ...]:
        """One payment. Raises WalletError beside `to` or `amount`."""
        _check_receiver(self.to, facts)
        if self.amount <= 0:
            raise refuse("The amount is zero.", "Write more than zero.", "zero", "amount")
        return (Coins(self.to, self.amount),)


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
