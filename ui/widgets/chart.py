"""A small chart: a history of prices, or the two sides of an auction, in ink on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Tone, colour, font, space, tokens
from ui.widgets.text import plain


@dataclass(frozen=True)
class Line:
    """One line of a chart: points left to right, its name, tone, and whether it goes in steps."""

    name: str
    points: tuple[tuple[float, float], ...]
    tone: Tone = "accent"
    steps: bool = False


class Chart(QWidget):
    """Lines over a baseline with words at the ends of both axes; `summary` is read aloud."""

    def __init__(self, summary: str, height: int = 168, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._lines: tuple[Line, ...] = ()
        self._ends = ("", "")
        self._range = ("", "")
        self._mark: tuple[float, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(summary)

    def show_lines(
        self,
        lines: Sequence[Line],
        across: tuple[str, str],
        upwards: tuple[str, str],
        mark: tuple[float, str] | None = None,
    ) -> None:
        """Draw lines; `across` and `upwards` name the ends, `mark` a height worth naming."""
        self._lines = tuple(line for line in lines if line.points)
        self._ends, self._range, self._mark = across, upwards, mark
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for some width and the fixed height."""
        return QSize(320, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes' words, the mark and the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = tokens().types["caption"].line
        box = QRectF(self.rect()).adjusted(0, line + space("xs"), -1, -line - space("s"))
        self._words(painter, box, line)
        scale = self._scale(box)
        if self._mark is not None and self._lines:
            height = scale(0, self._mark[0]).y()
            pen = QPen(colour(self, "ink3"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
            painter.setPen(colour(self, "ink2"))
            above = height - line >= box.top()  # else it would run into the names of the lines
            words = QRectF(box.left(), height - (line if above else 0), box.width(), line)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight, plain(self._mark[1], 60))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for drawn in self._lines:
            painter.setPen(QPen(colour(self, drawn.tone), 2))
            painter.drawPath(_path(drawn, scale))
        painter.end()

    def _words(self, painter: QPainter, box: QRectF, line: int) -> None:
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.setFont(font("caption"))
        painter.setPen(colour(self, "line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(colour(self, "ink2"))
        painter.drawText(QRectF(0, 0, box.width(), line), left, plain(self._range[1], 60))
        below = QRectF(0, box.bottom() + space("xs"), box.width(), line)
        painter.drawText(below, left, plain(self._ends[0], 60))
        painter.drawText(below, right, plain(self._ends[1], 60))
        names = QRectF(0, 0, box.width(), line)
        for drawn in reversed(self._lines):
            if drawn.name:
                painter.setPen(colour(self, drawn.tone))
                painter.drawText(names, right, plain(drawn.name, 40))
                wide = painter.fontMetrics().horizontalAdvance(plain(drawn.name, 40))
                names.setRight(names.right() - wide - space("m"))

    def _scale(self, box: QRectF) -> "_Scale":
        points = [point for drawn in self._lines for point in drawn.points]
        if self._mark is not None and points:
            points.append((points[0][0], self._mark[0]))
        return _Scale(box, points or [(0.0, 0.0)])


class _Scale:
    """Maps values to places within a box; the range is widened where it is a single value."""

    def __init__(self, box: QRectF, points: Sequence[tuple[float, float]]) -> None:
        self._box = box
        across = [point[0] for point in points]
        upwards = [point[1] for point in points]
        self._left, self._low = min(across), min(0.0, min(upwards))
        self._wide = (max(across) - self._left) or 1.0
        self._high = (max(upwards) - self._low) or 1.0

    def __call__(self, x: float, y: float) -> QPointF:
        box = self._box
        return QPointF(
            box.left() + (x - self._left) / self._wide * box.width(),
            box.bottom() - (y - self._low) / self._high * box.height(),
        )


def _path(drawn: Line, scale: _Scale) -> QPainterPath:
    path = QPainterPath(scale(*drawn.points[0]))
    before = drawn.points[0]
    for point in drawn.points[1:]:
        if drawn.steps:
            path.lineTo(scale(point[0], before[1]))
        path.lineTo(scale(*point))
        before = point
    if len(drawn.points) == 1:
        path.addEllipse(scale(*before), 2, 2)
    return path
