"""Cards group what belongs together; a figure card says one number and what it is."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.badge import Dot
from ui.widgets.big_figure import BigFigure
from ui.widgets.layout import column
from ui.widgets.text import Span, Text

UNKNOWN = "not known"


class Card(QFrame):
    """A sheet with an optional title and a column of content (`body`)."""

    def __init__(self, title: str = "", *, gap: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = column(gap=gap)
        self.title = Text(title, "strong", wrap=False)
        self.title.setVisible(bool(title))
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space("xl"), space("xl"), space("xl"), space("xl"))
        outer.setSpacing(space("m"))
        if title:
            outer.addLayout(self.head)
            self.setAccessibleName(title)
        outer.addLayout(self.body, 1)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget below what is there."""
        self.body.addWidget(widget, stretch)

    def add_head(self, widget: QWidget) -> None:
        """Put a small control at the right of the title."""
        self.head.addWidget(widget)


class Figure(QFrame):
    """A label, one big figure, a caption. Loading keeps the last figure, greyed, with its age."""

    def __init__(
        self,
        label: str,
        size: Literal["figure", "figureLarge"] = "figure",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self._label = label
        self._tone: Tone = "ink"
        self._said: tuple[str, str | Sequence[Span]] | None = None
        self.label = Text(label, "caption", "ink2", wrap=False)
        self.figure = BigFigure(size)
        self.caption = Text("", "caption", "ink2")
        layout = column(self.label, self.figure, self.caption, None, gap="none")
        layout.insertSpacing(1, space("xs"))
        layout.setContentsMargins(space("xl"), space("xl"), space("xl"), space("xl"))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.loading()

    def show_figure(
        self, text: str, caption: str | Sequence[Span] = "", tone: Tone = "ink"
    ) -> None:
        """Show a figure that is known now."""
        self._said, self._tone = (text, caption), tone
        self._draw(text, caption, tone)

    def unknown(self, why: str) -> None:
        """Say that the figure is not known, and why; never a zero."""
        self._said = None
        self._draw(UNKNOWN, why, "ink3")

    def stale(self, age: str) -> None:
        """Grey the last figure while a new one is fetched; `age` such as "2 minutes ago"."""
        if self._said is not None:
            self._draw(self._said[0], f"as it was {age}", "ink3")

    def failing(self, sentence: str) -> None:
        """Say beside the figure why it could not be fetched; the last one stays, greyed."""
        figure = self._said[0] if self._said is not None else UNKNOWN
        self._draw(figure, [Span(sentence, tone="oxide")], "ink3")

    def loading(self) -> None:
        """Show that nothing is known yet; a last known figure stays as it is."""
        if self._said is None:
            self._draw("–", "", "ink3")

    def _draw(self, text: str, caption: str | Sequence[Span], tone: Tone) -> None:
        self.figure.say(text)
        self.figure.set_tone(tone)
        self.caption.say(caption)
        self.setAccessibleName(f"{self._label}: {self.figure.text()}. {self.caption.text()}")


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

    def say(self, sentence: str | Sequence[Span]) -> None:
        """Show another sentence; an empty one hides the box."""
        self.text.say(sentence)
        self.setVisible(bool(self.text.text()))
