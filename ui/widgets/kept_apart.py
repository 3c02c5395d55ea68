"""A note that is there while words are to be seen: its window is left out of pictures meanwhile."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.capture import CANNOT, can_keep, keep_from_pictures
from ui.widgets.layout import column
from ui.widgets.note import Note


class KeptApart(QWidget):
    """Says so where the system cannot; where it can, there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Note("", "bronze")
        self.note.say("" if can_keep() else CANNOT)
        self.setLayout(column(self.note, gap="none"))
        self.apart = False

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the window out of pictures."""
        super().showEvent(event)
        self.apart = keep_from_pictures(self.window())
        if not self.apart and can_keep():  # an old system, or one that would not
            self.note.say(CANNOT)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the window in again."""
        super().hideEvent(event)
        keep_from_pictures(self.window(), apart=False)
        self.apart = False
