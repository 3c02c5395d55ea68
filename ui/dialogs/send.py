"""Sending dollars: to whom, and how much."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import ParsedField, TextField
from wallet.acts.sending import SendDollars
from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, require_some


class SendDialog(ActForm):
    """Asks for an address and an amount; the name behind the address is said at once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Send dollars",
            "Dollars that were sent cannot be called back. Shares cannot be sent: they change "
            "hands in offerings and auctions only.",
            parent=parent,
        )
        self.to = TextField("To", placeholder="The address of an account, 0x and 40 digits")
        self.amount = ParsedField("Amount", _amount, placeholder="100.00", unit="dollars")
        self.add_fields({"to": self.to, "amount": self.amount})

    def compose(self) -> Any:
        """The act."""
        try:
            to = parse_address(self.to.value)
        except WalletError as error:
            self.to.fail(error)
            raise
        return SendDollars(to, self.amount.read())

    def meaning(self) -> str:
        """Say who would receive how much."""
        amount = self.amount.peek()
        try:
            to = parse_address(self.to.value)
        except WalletError:
            return ""
        name = self.app.session.names.name_at(to) or "somebody who is not known on this network"
        return f"{name} receives {dollars(amount, exact=True)}." if amount else f"That is {name}."


def _amount(text: str) -> int:
    return require_some(parse_dollars(text), "the amount")
