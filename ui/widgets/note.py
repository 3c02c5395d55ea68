"""A soft box for what is unusual."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import restyle, space
from ui.widgets.badge import Dot
from ui.widgets.text import Span, Text


class Note(QFrame):
    """A soft box for what is unusual: a dot and a sentence; bronze, oxide or accent."""

    def __init__(
        self,
        sentence: str | Sequence[Span] = "",
        tone: Literal["bronze", "oxide", "accent"] = "bronze",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)

        self.setProperty("tone", tone)
        self.text = Text(sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space("m"), space("s"), space("m"), space("s"))
        layout.setSpacing(space("s"))
        self._dot = Dot(tone)
        layout.addWidget(self._dot)
        layout.addWidget(self.text, 1)

    def set_tone(self, tone: Literal["bronze", "oxide", "accent"]) -> None:
        """Show another tone."""
        self.setProperty("tone", tone)
        restyle(self)
        self._dot.set_tone(tone)

    def say(self, sentence: str | Sequence[Span]) -> None:
        """Show another sentence; an empty one hides the box."""
        self.text.say(sentence)
        self.setVisible(bool(self.text.text()))
