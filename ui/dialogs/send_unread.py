"""Sending what this wallet cannot read; only for those who have switched that on."""

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import AreaField, TextField
from ui.widgets.note import Note
from wallet.acts.sending import SendUnread
from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError
from wallet.signing.request import MAX_DATA

_HEX = re.compile(r"(?:0[xX])?((?:[0-9a-fA-F]{2})+)", re.ASCII)


class SendUnreadDialog(ActForm):
    """Asks for a contract's address and the bytes for it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Send what cannot be read",
            "For contracts that do not belong to the network. Your wallet cannot tell you what "
            "this does; it plays it through first and says what would leave your account.",
            parent=parent,
        )
        self.add(Note("Whoever asks you to paste something here may want to deceive you.", "oxide"))
        self.to = TextField("To", placeholder="The contract’s address, 0x and 40 digits")
        self.data = AreaField(
            "Data", "Digits of 0 to 9 and a to f, in pairs", longest=2 * MAX_DATA + 2, lines=5
        )
        self.add_fields({"to": self.to, "data": self.data})

    def compose(self) -> Any:
        """The act."""
        try:
            to = parse_address(self.to.value)
        except WalletError as error:
            self.to.fail(error)
            raise
        found = _HEX.fullmatch("".join(self.data.value.split()))
        if found is None or len(found[1]) > 2 * MAX_DATA:
            raise WalletError(
                "These are not digits of 0 to 9 and a to f, in pairs.",
                "Copy them again.",
                "form.data",
                "data",
            )
        return SendUnread(to, bytes.fromhex(found[1]))
