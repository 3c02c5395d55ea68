"""Settings: what is told on the desktop while the window is not looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from ui.desktop import NOWHERE, SIGN
from ui.settings import NOTICES
from ui.theme import space
from ui.widgets.card import Card
from ui.widgets.field import Check
from ui.widgets.note import Note
from ui.widgets.text import Text

WORDS = {
    "distribution": "Somebody I hold shared a gain",
    "auction": "An auction of shares I hold or bid for",
    "debt": "A debt of mine falls due",
    "attestation": "My identity check runs out",
    "decision": "A decision about somebody I hold",
    "followed": "Somebody I follow raises money",
    "order": "An order of mine traded or was given back",
    "raise": "Somebody commits to my raise",
}

_SAID = {
    SIGN: "This desktop shows no notices of programs. What happens is said by the sign of this "
    "wallet in the tray, when you rest on it.",
    NOWHERE: "This desktop shows no notices, so nothing is told there. What happens is under "
    "Activity all the same.",
}


class NoticesCard(Card):
    """One box a kind of news. `chosen` when one was ticked or cleared."""

    chosen = Signal()

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__("Notices on the desktop")
        self.add(
            Text(
                "Names and amounts are shown where others may see them, at most once a minute. "
                "While the wallet is locked nothing is told.",
                "caption",
                "ink2",
            )
        )
        self.way = Note("", "bronze")
        self.way.hide()
        self.add(self.way)
        self.boxes = {kind: Check(WORDS[kind]) for kind in NOTICES}
        grid = QGridLayout()
        grid.setVerticalSpacing(space("s"))
        grid.setHorizontalSpacing(space("l"))
        for number, (kind, box) in enumerate(self.boxes.items()):
            box.setChecked(kind in kinds)
            box.toggled.connect(lambda _: self.chosen.emit())
            grid.addWidget(box, number // 2, number % 2)
        self.add(grid)

    def say_way(self, way: str) -> None:
        """Say what the person has to know of how this desktop shows notices."""
        self.way.say(_SAID.get(way, ""))

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())
