"""Progress through named steps: done, now, and to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colour, font, space
from ui.widgets.icon import draw

_DISC = 18


class Steps(QWidget):
    """Steps in a row. `current` counts from 0; as many as there are steps means all done."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._current, self._broken = 0, False
        self._tell()

    def show_step(self, current: int, broken: bool = False) -> None:
        """Show which step is being taken, and whether it failed."""
        self._current, self._broken = current, broken
        self._tell()
        self.update()

    def rename(self, names: Sequence[str]) -> None:
        """Show other steps, none of them taken."""
        self._names = tuple(names)
        self.show_step(0)
        self.updateGeometry()

    @property
    def current(self) -> int:
        """The step being taken."""
        return self._current

    def sizeHint(self) -> QSize:
        """Ask for the names and a short line between them."""
        metrics = QFontMetrics(font("caption"))
        wide = sum(metrics.horizontalAdvance(name) + _DISC + space("xxl") for name in self._names)
        return QSize(wide, _DISC + space("s"))

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a disc and a name for each step; a tick where it is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(font("caption"))
        painter.setFont(font("caption"))
        left = 0.0
        middle = self.height() / 2
        for number, name in enumerate(self._names):
            done, now = number < self._current, number == self._current
            bad = now and self._broken
            tone = "oxide" if bad else "accent"
            disc = QRectF(left + 1, middle - _DISC / 2 + 1, _DISC - 2, _DISC - 2)
            painter.setPen(colour(self, tone if done or now else "line"))
            painter.setBrush(colour(self, "accent" if done else "sheet"))
            painter.drawEllipse(disc)
            if done:
                draw(painter, "check", colour(self, "onAccent"), disc.adjusted(3, 3, -3, -3))
            elif now:
                painter.setBrush(colour(self, tone))
                painter.drawEllipse(disc.adjusted(5, 5, -5, -5))
            left += _DISC + space("s")
            painter.setPen(colour(self, "ink" if done or now else "ink2"))
            wide = metrics.horizontalAdvance(name)
            box = QRectF(left, 0, wide + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            left += wide + space("xl")
        painter.end()

    def _tell(self) -> None:
        if self._current >= len(self._names):
            self.setAccessibleName("All steps are done.")
            return
        state = "failed" if self._broken else "now"
        self.setAccessibleName(f"Step {self._current + 1}: {self._names[self._current]}, {state}")
