"""Refusing a request: why, in a sentence that whoever asked will read."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import AreaField
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.attestor_answer import MOST_REASON, check_reason


class RefuseDialog(Dialog):
    """Asks for the reason; `refused(reason)` when one was written."""

    def __init__(self, refused: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__("Refuse this request", parent, width=520)
        self._refused = refused
        self.add(
            Text(
                "They are told why, and nobody else is. You cannot confirm it afterwards: they "
                "would have to amend what they declared.",
                "body",
                "ink2",
            )
        )
        self.reason = AreaField("Why", longest=MOST_REASON, lines=4)
        self.add(self.reason)
        self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Refuse", self.submit, kind="danger"))

    def submit(self) -> None:
        """Refuse, where a reason is there."""
        try:
            reason = check_reason(self.reason.value)
        except WalletError as error:
            self.reason.fail(error)
            self.fit()
            return
        self.accept()
        self._refused(reason)
