"""Plain text on the type scale: wraps, keeps its line height, never interprets markup.

Whatever a node, a file or a person wrote is shown through this widget.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Tone, colour, font, tokens

LONGEST = 4_000
# Control characters, and marks that make text read in another order than it is written.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UNBOUND = 16_000_000
_TOGETHER = re.compile(r"(?<=[+\u2212]) (?=[$\d])|(?<=\d) (?=%)")
_KEEP = "\u00a0"
"""No line breaks between a sign and its figure, or a figure and its per cent."""
_KEPT = 16  # widths that layouts ask for again and again


@dataclass(frozen=True)
class Span:
    """A run of text within a line: bold or not, in its own tone or that of the line."""

    text: str
    bold: bool = False
    tone: Tone | None = None


def plain(text: str, longest: int = LONGEST) -> str:
    """Strip what cannot be seen and cap the length; the result is safe to show."""
    clean = _UNSEEN.sub("", text[: longest * 2])
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


class Text(QLabel):
    """Plain text of one kind of the type scale and one tone; may carry bold and toned spans."""

    def __init__(
        self,
        text: str | Sequence[Span] = "",
        kind: str = "body",
        tone: Tone = "ink",
        *,
        wrap: bool = True,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._tone, self._right = kind, tone, right
        self._spans: tuple[Span, ...] = ()
        self._cache: dict[int, tuple[int, float]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(kind))
        self.setWordWrap(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str | Sequence[Span]) -> None:
        """Show other text; a plain string or spans."""
        spans = (Span(text),) if isinstance(text, str) else tuple(text)
        cleaned = tuple(Span(plain(span.text), span.bold, span.tone) for span in spans)
        if cleaned == self._spans:
            return
        self._spans = cleaned
        self._cache = {}
        super().setText("".join(span.text for span in cleaned))
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show plain text."""
        self.say(text)

    def set_tone(self, tone: Tone) -> None:
        """Show the same text in another tone."""
        self._tone = tone
        self.update()

    @property
    def tone(self) -> Tone:
        """The tone of the text where no span has its own."""
        return self._tone

    @property
    def spans(self) -> tuple[Span, ...]:
        """What is shown, run by run."""
        return self._spans

    def set_kind(self, kind: str) -> None:
        """Show the same text in another size."""
        self._kind = kind
        self.setFont(font(kind))
        self._cache = {}
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the width of the longest line as written."""
        _, width = self._measure(_UNBOUND)
        width = int(width) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for the longest word, where lines may break; else for the whole line."""
        if not self.wordWrap():
            return self.sizeHint()
        metrics = QFontMetricsF(font(self._kind))
        words = self.text().split() or [""]
        width = max(metrics.horizontalAdvance(word) for word in words)
        return QSize(min(int(width) + 4, 240), self._line_height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width in pixels."""
        lines, _ = self._measure(width if self.wordWrap() else _UNBOUND)
        return max(1, lines) * self._line_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each line in the middle of its line height."""
        painter = QPainter(self)
        height = self._line_height()
        limit = self.width() if self.wordWrap() else _UNBOUND
        painter.setPen(colour(self, self._tone if self.isEnabled() else "ink3"))
        metrics = QFontMetricsF(font(self._kind))
        lead = (height - metrics.height()) / 2
        top = max(0.0, (self.height() - self.heightForWidth(self.width())) / 2)
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = 0.0
        for layout in self._layouts(limit):
            for index in range(layout.lineCount()):
                line = layout.lineAt(index)
                left = self.width() - line.naturalTextWidth() if self._right else 0.0
                line.draw(painter, QPointF(left, top + lead - line.y()))
                top += height
        painter.end()

    def _line_height(self) -> int:
        return tokens().types[self._kind].line

    def _measure(self, width: int) -> tuple[int, float]:
        """Return how many lines there are at a width to break at, and the widest of them."""
        known = self._cache.get(width)
        if known is None:
            lines = [
                layout.lineAt(index).naturalTextWidth()
                for layout in self._layouts(width)
                for index in range(layout.lineCount())
            ]
            if len(self._cache) >= _KEPT:
                self._cache.clear()
            known = self._cache[width] = (len(lines), max(lines, default=0.0))
        return known

    def _layouts(self, width: int) -> list[QTextLayout]:
        """Break every paragraph into lines; their formats carry bold and tones."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made = []
        start = 0
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(_TOGETHER.sub(_KEEP, paragraph), font(self._kind))
            layout.setTextOption(option)
            layout.setFormats(self._formats(start, len(paragraph)))
            layout.beginLayout()
            line = layout.createLine()
            while line.isValid():
                line.setLineWidth(width)
                line = layout.createLine()
            layout.endLayout()
            made.append(layout)
            start += len(paragraph) + 1
        return made

    def _formats(self, start: int, length: int) -> list[QTextLayout.FormatRange]:
        """Cut the spans to one paragraph that begins at `start` of the whole text."""
        ranges = []
        place = 0
        for span in self._spans:
            begin, end = max(place - start, 0), min(place + len(span.text) - start, length)
            place += len(span.text)
            if end <= begin or (not span.bold and span.tone is None):
                continue
            from PySide6.QtGui import QTextCharFormat  # not needed for the first view

            style = QTextCharFormat()
            if span.bold:
                bold = QFont(font(self._kind))
                bold.setWeight(QFont.Weight.DemiBold)
                style.setFont(bold)
            if span.tone is not None:
                style.setForeground(colour(self, span.tone))
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = begin, end - begin, style
            ranges.append(piece)
        return ranges
