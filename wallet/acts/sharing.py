"""Giving one's own holders something without having sold anything."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import refuse, require_joined, require_money
from wallet.acts.facts import Facts


@dataclass(frozen=True, slots=True)
class Distribute:
    """Give `amount` to my holders, each by their shares."""

    amount: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the ledger, with the permit. Raises WalletError beside `amount`."""
        me = require_joined(facts)
        if not facts.outside(me):
            raise refuse(
                "Nobody else holds your shares, so there is nobody to give to.",
                "Raise money first, under Raise.",
                "no_holders",
                "amount",
            )
        require_money(self.amount, facts)
        return (Call("Ledger", "distribute", (self.amount, PERMIT), pays=self.amount),)
