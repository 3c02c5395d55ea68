"""Sending one's dollars to another account."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import Call
from wallet.acts.checks import require_money
from wallet.acts.facts import Facts
from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError


@dataclass(frozen=True, slots=True)
class SendDollars:
    """Send `amount` (base units) to `receiver`, an address; nobody can call it back."""

    receiver: str
    amount: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the dollar. Raises WalletError beside `receiver` or `amount`."""
        try:
            receiver = parse_address(self.receiver)
        except WalletError as error:
            raise WalletError(error.sentence, error.next_step, error.code, "receiver") from None
        require_money(self.amount, facts)
        return (Call("Dollar", "transfer", (receiver, self.amount)),)
