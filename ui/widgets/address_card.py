"""The address: grouped letters, a button that copies them, and the same as a QR code."""

from PySide6.QtWidgets import QFrame, QWidget

from ui.clipboard import copy_for_a_while
from ui.theme import space
from ui.widgets.button import Button, tell
from ui.widgets.layout import LEFT, TOP, column, row
from ui.widgets.qr import QrCode
from ui.widgets.text import Text


def grouped_address(address: str) -> str:
    """Write an address in groups of four, so that two people can compare it aloud."""
    head, rest = address[:2], address[2:]
    groups = [rest[start : start + 4] for start in range(0, len(rest), 4)]
    return f"{head} {' '.join(groups[:5])}\n   {' '.join(groups[5:])}"


class AddressCard(QFrame):
    """Shows an address to receive at, with what it is for."""

    def __init__(
        self, address: str, sentence: str, size: int = 168, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._address = address
        self.code = QrCode(address, size, "The address as a QR code")
        self.words = Text(grouped_address(address), "mono", wrap=False)
        self.words.setAccessibleName(f"Address {address}")
        self.copy = Button("Copy the address", self._copy, icon="copy")
        self.sentence = Text(sentence, "body", "ink2")
        side = column(self.sentence, self.words, gap="m")
        side.addWidget(self.copy, 0, LEFT)
        side.addStretch(1)
        layout = row(gap="xl")
        layout.addWidget(self.code, 0, TOP)
        layout.addLayout(side, 1)
        layout.setContentsMargins(0, space("xs"), 0, space("xs"))
        self.setLayout(layout)

    def _copy(self) -> None:
        copy_for_a_while(self._address)
        tell(self.copy, "Copied. Compare it where you paste it.")
