"""Paying one's holders what an exit owes them, whole or in parts."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.button import Button
from ui.widgets.field import ParsedField
from ui.widgets.layout import Rule
from ui.widgets.sum_view import SumView
from wallet.acts.companies import PayDebt
from wallet.base.clock import when
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, require_some
from wallet.books.companies import Debt
from wallet.books.company_sums import sum_of
from wallet.books.sums import due_after


class PayDebtDialog(ActForm):
    """Asks for an amount; `outside` are one's units that others hold, `now` the chain's time."""

    def __init__(
        self, context: Context, debt: Debt, outside: int, now: int, parent: QWidget | None = None
    ) -> None:
        self.due_amount = debt.due_amount or 0  # one's own token is always read
        owed = dollars(self.due_amount, up=True)
        late = dollars(debt.late_interest or 0, up=True)
        interest = f", {late} of it interest for being late" if debt.late_interest else ""
        super().__init__(
            context,
            "Pay your holders",
            f"You owe them {owed} for {debt.company}{interest}. It is due {when(debt.due, now)}; "
            f"after that it costs {debt.rate} % a year. Whoever holds your shares now receives it.",
            parent=parent,
        )
        self.debt, self.outside, self.now = debt, outside, now
        self.amount = ParsedField("How much you pay now", self._amount, unit="dollars")
        whole = dollars(self.due_amount, exact=True).removeprefix("$")
        self.amount.line.addWidget(
            Button("All of it", lambda: self.amount.set_value(whole), kind="link")
        )
        self.sum = SumView()
        self.add_fields({"amount": self.amount})
        self.add(Rule())
        self.add(self.sum)
        self.amount.set_value(whole)

    def compose(self) -> Any:
        """The act."""
        return PayDebt(self.debt.id, self.amount.read())

    def meaning(self) -> str:
        """Say what is then still owed."""
        amount, debt = self.amount.peek(), self.debt
        self.sum.show_lines(sum_of(debt, self.outside, self.now, amount or 0).lines)
        if amount is None:
            return ""
        if amount >= self.due_amount:
            return "Nothing is owed then for this exit. You can raise money again once all is paid."
        left = due_after(amount, debt.gain_left, debt.due, self.outside, self.now)
        return (
            f"{dollars(left, up=True)} is owed after that, due {when(debt.due, self.now)}. What "
            "you pay goes to your holders at once."
        )

    def _amount(self, text: str) -> int:
        amount = require_some(parse_dollars(text), "the amount")
        if amount > self.due_amount:
            most = dollars(self.due_amount, exact=True)
            raise WalletError("That is more than you owe.", f"At most {most} is due.", "debt.more")
        return amount
