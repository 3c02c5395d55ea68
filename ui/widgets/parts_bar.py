"""One whole in its parts: a bar, and beneath it what each part is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colour
from ui.widgets.layout import column
from ui.widgets.text import Span, Text

_TALL = 14


@dataclass(frozen=True)
class Part:
    """A part of the whole: its words, how large, and its tone (a colour token)."""

    words: str
    size: int
    tone: str


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, _TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(part.size for part in self.parts) or 1
        left = 0.0
        for part in self.parts:
            wide = self.width() * part.size / whole
            if part.size:
                painter.setBrush(colour(self, part.tone))
                painter.drawRoundedRect(QRectF(left, 0, max(2.0, wide - 2), _TALL), 3, 3)
            left += wide
        painter.end()


class PartsBar(QWidget):
    """Shows parts side by side; those of no size are named all the same."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.bar = _Bar()
        self.legend = Text("", "caption", "ink2")
        layout = column(self.bar, self.legend, gap="xs")
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Replace what is shown."""
        self.bar.parts = tuple(parts)
        self.bar.update()
        words: list[Span] = []
        for part in parts:
            tone = "ink3" if part.tone in ("line", "sunk") else part.tone
            words.append(Span("   " if words else ""))
            words.append(Span("■ ", tone=tone))  # type: ignore[arg-type] # a tone of text
            words.append(Span(part.words))
        self.legend.say(words)
        self.setAccessibleName(f"{self._name}: {', '.join(part.words for part in parts)}")
