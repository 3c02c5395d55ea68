"""Cards group what belongs together; a figure card says one number and what it is."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ui.theme import Tone, space
from ui.widgets.big_figure import BigFigure
from ui.widgets.layout import clear, column, needed_height, row
from ui.widgets.text import Span, Text

UNKNOWN = "not known"
_CAPTION = 80  # pixels that the words beneath a figure need at least


class Sheet(QFrame):
    """A bordered sheet that is as tall as its content asks and keeps the content at its top.

    It has no layout of its own, so that a tall sheet does not spread what is within it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = QWidget(self)
        self._edge = space("xl") + 1
        self.grows(False)

    def grows(self, grows: bool) -> None:
        """Let the content fill the sheet, which then takes what room there is."""
        self._grows = grows
        grow = QSizePolicy.Policy.MinimumExpanding if grows else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, grow)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._place()

    def sizeHint(self) -> QSize:
        """Ask for what the content asks for."""
        wide = self.canvas.sizeHint().width() + 2 * self._edge
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Ask for the least of the content."""
        least = self.canvas.minimumSizeHint()
        return QSize(least.width() + 2 * self._edge, least.height() + 2 * self._edge)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the content at a width."""
        return needed_height(self.canvas, width - 2 * self._edge) + 2 * self._edge

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the content."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew: nothing is passed on while a sheet is hidden."""
        super().showEvent(event)
        self.updateGeometry()
        self._place()

    def event(self, event: QEvent) -> bool:
        """Pass on that the content has changed what it asks for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        wide, tall = self.width() - 2 * self._edge, self.height() - 2 * self._edge
        if not self._grows:
            tall = min(tall, needed_height(self.canvas, wide))
        self.canvas.setGeometry(self._edge, self._edge, wide, tall)


class Card(Sheet):
    """A sheet with an optional title and a column of content (`body`)."""

    def __init__(self, title: str = "", *, gap: str = "s", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = column(gap=gap)
        self.title = Text(title, "strong", wrap=False)
        self.head = row(self.title, None)
        outer = column(gap="m")
        if title:
            outer.addLayout(self.head)
            self.setAccessibleName(title)
        outer.addLayout(self.body, 1)
        self.canvas.setLayout(outer)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Add a widget or layout below what is there; with a stretch the card fills its place."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)
        if stretch:
            self.grows(True)

    def clear(self) -> None:
        """Remove and delete the content; the title stays."""
        clear(self.body)

    def add_head(self, widget: QWidget) -> None:
        """Put a small control at the right of the title."""
        self.head.addWidget(widget)


class Figure(Sheet):
    """A label, one big figure, a caption. Loading keeps the last figure, greyed, with its age."""

    def __init__(
        self,
        label: str,
        size: Literal["figure", "figureLarge"] = "figure",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = label
        self._said: tuple[str, str | Sequence[Span]] | None = None
        self.label = Text(label, "caption", "ink2", wrap=False)
        self.figure = BigFigure(size)
        self.caption = Text("", "caption", "ink2")
        self.caption.setMinimumWidth(_CAPTION)  # a long name in it is broken where it must be
        layout = column(self.label, self.figure, self.caption, gap="none")
        layout.insertSpacing(1, space("xs"))
        self.canvas.setLayout(layout)
        self.loading()

    def show_figure(
        self, text: str, caption: str | Sequence[Span] = "", tone: Tone = "ink"
    ) -> None:
        """Show a figure that is known now."""
        self._said = (text, caption)
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
            self._draw("\u2013", "", "ink3")

    def _draw(self, text: str, caption: str | Sequence[Span], tone: Tone) -> None:
        self.figure.say(text)
        self.figure.set_tone(tone)
        self.caption.say(caption)
        self.setAccessibleName(f"{self._label}: {self.figure.text()}. {self.caption.text()}")
