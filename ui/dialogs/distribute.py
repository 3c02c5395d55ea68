"""Sharing a gain of one's own accord: an amount that all holders divide."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import ParsedField
from wallet.acts.sharing import Distribute
from wallet.base.money import dollars, parse_dollars, percent_of_person


class DistributeDialog(ActForm):
    """Asks for the amount. `outside` are the units that others hold."""

    def __init__(self, context: Context, outside: int, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Share a gain with your holders",
            "For gains that the network cannot see, and that came from no company you declared.",
            parent=parent,
        )
        self.outside = outside
        self.amount = ParsedField("Amount for all holders together", parse_dollars, unit="dollars")
        self.add_fields({"amount": self.amount})

    def compose(self) -> Any:
        """The act."""
        return Distribute(self.amount.read())

    def meaning(self) -> str:
        """Say who receives what."""
        amount = self.amount.peek()
        if not amount or not self.outside:
            return ""
        return (
            f"Your holders have {percent_of_person(self.outside)} of you between them. Whoever "
            f"holds half of that receives {dollars(amount // 2)}."
        )
