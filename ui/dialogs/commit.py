"""Committing money to an offering: an amount, and what part of the person it is."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import ParsedField
from wallet.acts.investing import Commit
from wallet.base.clock import date_and_time, duration
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    DOLLAR,
    PRICE_UNITS,
    dollars,
    money_of,
    parse_dollars,
    percent_of_person,
    price_per_share,
    shares,
)
from wallet.books.raising import Offering

EXAMPLE = 100_000 * DOLLAR  # a gain whose part everybody can picture


class CommitDialog(ActForm):
    """Asks for dollars; the shares follow from the offering's price."""

    def __init__(self, context: Context, offer: Offering, parent: QWidget | None = None) -> None:
        lock = f" The shares are locked for {duration(offer.lockup)}." if offer.lockup else ""
        super().__init__(
            context,
            f"Back {offer.issuer.name}",
            f"One share costs {price_per_share(offer.price).split()[0]}. You can withdraw until "
            f"{date_and_time(offer.withdraw_until)}.{lock}",
            parent=parent,
        )
        self.offer = offer
        self.amount = ParsedField("Pay", parse_dollars, placeholder="1,000.00", unit="dollars")
        self.add_fields({"units": self.amount})

    def compose(self) -> Any:
        """The act."""
        amount = self.amount.read()
        units = _units(amount, self.offer.price)
        if not units:
            raise WalletError(
                "This buys no share.", "Write a larger amount.", "form.amount", "units"
            )
        return Commit(self.offer.id, units, self.offer.price)

    def meaning(self) -> str:
        """Say what the amount buys, and what waits in line."""
        amount = self.amount.peek()
        if not amount:
            return ""
        units = _units(amount, self.offer.price)
        said = (
            f"You receive {shares(units)}, {percent_of_person(units)} of "
            f"{self.offer.issuer.name}: of a gain of $100,000.00, "
            f"{dollars(EXAMPLE * units // ALL_SHARES)} are then yours."
        )
        room = max(0, self.offer.units_max - self.offer.committed_units)
        if units > room:
            waits = money_of(units - room, self.offer.price)
            said += f" {dollars(waits)} of it waits in line, in case others withdraw."
        return said


def _units(amount: int, price: int) -> int:
    """The whole units that an amount buys at a price."""
    return amount * PRICE_UNITS // price if price else 0
