"""Receive: the address of this wallet, to copy or to scan."""

from PySide6.QtWidgets import QWidget

from ui.widgets.address_card import AddressCard
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.note import Note


class ReceiveDialog(Dialog):
    """Shows where dollars can be sent."""

    def __init__(self, address: str, network: str, parent: QWidget | None = None) -> None:
        super().__init__("Receive dollars", parent=parent)
        self.add(
            AddressCard(address, f"Send dollars of {network} here. They belong to you at once.")
        )
        self.add(
            Note(
                "Shares cannot be sent. They change hands in offerings and auctions only, "
                "so that what is gained on them can be shared."
            )
        )
        self.add_button(Button("Close", self.accept))
