"""A slider beneath a field: the field says it exactly, the slider lets one try."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from ui.theme import colour, space
from ui.widgets.field import ParsedField

STEPS = 1_000
_GROOVE = 4
_KNOB = 18
_INPUT = 140
_UNIT = 150


class Slider(QSlider):
    """A slider in the colours of the house. `tried` when the person moved it, with its place."""

    tried = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, STEPS)
        self.setPageStep(STEPS // 20)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._telling = True
        self.valueChanged.connect(self._moved)

    def place(self, at: int) -> None:
        """Put it somewhere without telling."""
        self._telling = False
        self.setValue(at)
        self._telling = True

    def sizeHint(self) -> QSize:
        """Ask for a line as tall as the knob."""
        return QSize(200, _KNOB + 4)

    def minimumSizeHint(self) -> QSize:
        """The same, narrower."""
        return QSize(80, _KNOB + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is behind the knob in the accent, the rest as a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, room = self.height() / 2, self.width() - _KNOB
        part = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        left = part * room
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(_KNOB / 2, middle - _GROOVE / 2, room, _GROOVE)
        painter.setBrush(colour(self, "line"))
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        painter.setBrush(colour(self, "accent" if self.isEnabled() else "ink3"))
        painter.drawRoundedRect(
            QRectF(groove.left(), groove.top(), left, _GROOVE), _GROOVE / 2, _GROOVE / 2
        )
        painter.setPen(colour(self, "accent"))
        painter.setBrush(colour(self, "accent" if self.hasFocus() else "sheet"))
        painter.drawEllipse(QRectF(left + 1, middle - _KNOB / 2 + 1, _KNOB - 2, _KNOB - 2))
        painter.end()

    def _moved(self, at: int) -> None:
        if self._telling:
            self.tried.emit(at)


class SlidingField(ParsedField):
    """A field with a slider: each follows the other.

    `at` answers the place of a value, from 0 to `STEPS`; `write` the words for a place.
    """

    def __init__(
        self,
        label: str,
        parse: Callable[[str], int],
        at: Callable[[int], int],
        write: Callable[[int], str],
        hint: str = "",
        *,
        placeholder: str = "",
        unit: str = "",
    ) -> None:
        super().__init__(label, parse, hint, placeholder=placeholder, unit=unit)
        self._at, self._write = at, write
        self.slider = Slider(f"{label}, slider")
        self.input.setFixedWidth(_INPUT)
        self.unit.setMinimumWidth(_UNIT)  # so that sliders beneath each other begin alike
        self.line.addSpacing(space("m"))
        self.line.addWidget(self.slider, 2)
        self.line.setStretch(0, 0)
        self.slider.tried.connect(self._tried)

    def _edited(self, _: str = "") -> None:
        super()._edited()
        value = self.peek()
        if value is not None:
            self.slider.place(max(0, min(STEPS, self._at(value))))

    def _tried(self, at: int) -> None:
        self.input.setText(self._write(at))
        self.clear_error()
        self.changed.emit()
