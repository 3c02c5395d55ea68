"""What all pictures share: a line that reads a value out, keys, and a table of the figures behind.

A picture is never the only way to a figure: the pointer or the arrow keys read out each point, a
screen reader hears what is read out, and "Show the figures" opens them as a table.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ui.theme import colour, font, tokens
from ui.widgets.button import Button
from ui.widgets.layout import column, row
from ui.widgets.plotting import library
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Span, Text

Say = Callable[[float], str]
"""Says a value in words."""
_EDGE = 3  # beside the picture, for the frame of the one that has the keys
_OVER = 8  # above the picture, for the upper half of a figure at its very top
_PLACES = {"left": (0, 0), "bottom": (1, 1)}
_MOST_ROWS = 12  # of the table behind, before it scrolls


class Plot(QWidget):
    """A picture with its read-out and its table. Subclasses draw, and say what a place holds.

    `summary` is what the picture shows, as a screen reader says it. What draws it is made when it
    is first to be seen: `view` is the canvas, `box` the frame within the axes.
    """

    steps = (Qt.Key.Key_Left, Qt.Key.Key_Right)
    """Keys that go from one point to the next."""

    def __init__(self, summary: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = summary
        self.at: int | None = None
        self.view: Any = None
        self.box: Any = None
        self.axes: dict[str, Any] = {}
        self.readout = Text("", "caption", "ink2", wrap=False)
        self.legend = Text("", "captionBold", "ink2", wrap=False, right=True)
        self._room = QWidget()
        self._room.setLayout(column(gap="none"))
        self.set_height(height)
        self.figures = Button("Show the figures", self._toggle, kind="link")
        self._table: Table | None = None
        self._body = column(
            row(self.readout, None, self.legend), self._room, row(self.figures, None), gap="xs"
        )
        self._body.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self.setLayout(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(summary)
        self.figures.hide()

    def make_axes(self, pg: Any) -> dict[str, Any]:
        """The axes, by their side."""
        return {"left": pg.AxisItem("left"), "bottom": pg.AxisItem("bottom")}

    def make(self, pg: Any) -> None:
        """Make what stays in the picture."""

    def draw(self, pg: Any) -> None:
        """Draw what is to be shown now, in place of what was."""

    def count(self) -> int:
        """How many places can be read out."""
        return 0

    def nearest(self, x: float, y: float) -> int | None:
        """The place nearest to a point of the picture."""
        return None

    def words(self, at: int) -> str:
        """What is read out at a place."""
        return ""

    def point(self, at: int | None) -> None:
        """Mark a place in the picture, or none."""

    def table(self) -> tuple[list[Column], list[Row]]:
        """The figures behind the picture."""
        return [], []

    def colours(self) -> None:
        """Draw in the colours of the palette in force."""
        self.view.setBackground(colour(self, "sheet"))  # pictures stand on cards
        for axis in self.axes.values():
            axis.setTextPen(colour(self, "ink2"))
            axis.setPen(colour(self, "line"))

    def set_height(self, height: int) -> None:
        """Choose how tall the picture is."""
        self._room.setFixedHeight(height)

    def read_out(self, at: int | None) -> None:
        """Read out a place, for the eye and for the ear."""
        at = None if at is None or not 0 <= at < self.count() else at
        if at == self.at:
            return
        self.at = at
        self.point(at)
        self._say()

    def redraw(self) -> None:
        """Something else is to be shown: forget the place, and show its figures if open."""
        self.at = None
        self.figures.setVisible(self.count() > 0)
        self._fill()
        if self.view is None:
            return  # it is drawn when it is first seen
        self.draw(library())
        self.point(None)
        self.colours()
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the picture when it is first to be seen."""
        super().showEvent(event)
        self._build()

    def show_legend(self, names: Sequence[Span]) -> None:
        """Name the lines in their own colours."""
        parts: list[Span] = []
        for name in names:
            parts += [Span("    ")] if parts else []
            parts.append(name)
        self.legend.say(parts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view is not None:
            self.colours()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line around the picture that has the keys."""
        super().paintEvent(event)
        if self.view is not None and self.view.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(self, "accent"), 2))
            edge, round_ = self._room.geometry(), tokens().radius["control"]
            painter.drawRoundedRect(edge.adjusted(-2, -2, 1, 1), round_, round_)
            painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read out under the pointer and by keys; leave scrolling to the page."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            place = self.box.mapSceneToView(QPointF(event.position()))
            self.read_out(self.nearest(place.x(), place.y()))
        elif event.type() == QEvent.Type.Leave:
            self.read_out(None)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()  # the frame that says so
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        last = self.count() - 1
        if last < 0:
            return False
        at = self.at
        moves: dict[int, int] = {
            self.steps[0]: last if at is None else max(0, at - 1),
            self.steps[1]: 0 if at is None else min(last, at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key not in moves:
            return False
        self.read_out(moves[key])
        return True

    def _build(self) -> None:
        """Make the canvas: axes in small letters, no zoom, no menu, and a page that scrolls."""
        if self.view is not None:
            return
        pg = library()
        self.view = pg.GraphicsView()
        grid = pg.GraphicsLayout()
        grid.setContentsMargins(0, _OVER, 0, 0)
        grid.setSpacing(0)
        self.view.setCentralItem(grid)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        grid.addItem(self.box, 0, 1)
        self.axes = self.make_axes(pg)
        for side, axis in self.axes.items():
            grid.addItem(axis, *_PLACES[side])
            axis.linkToView(self.box)
            axis.setStyle(tickFont=font("caption"), tickLength=0, tickTextOffset=6)
            axis.enableAutoSIPrefix(False)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.setAccessibleDescription("Arrow keys read out the values.")
        for watched in (self.view, self.view.viewport()):
            watched.installEventFilter(self)
        self.view.viewport().setMouseTracking(True)
        cast(QLayout, self._room.layout()).addWidget(self.view)
        QWidget.setTabOrder(self.view, self.figures)
        self.make(pg)
        self.redraw()

    def _say(self) -> None:
        words = "" if self.at is None else self.words(self.at)
        self.readout.say(words)
        self.view.setAccessibleName(f"{self.summary}. {words}" if words else self.summary)
        QAccessible.updateAccessibility(QAccessibleEvent(self.view, QAccessible.Event.NameChanged))

    def _toggle(self) -> None:
        if self._table is None:
            columns, _ = self.table()
            self._table = Table(columns, f"{self.summary}, as figures", most_rows=_MOST_ROWS)
            self._table.hide()
            self._body.addWidget(self._table)
        shown = self._table.isHidden()
        self._table.setVisible(shown)
        self.figures.say("Hide the figures" if shown else "Show the figures")
        self._fill()

    def _fill(self) -> None:
        if self._table is not None and not self._table.isHidden():
            self._table.show_rows(self.table()[1])


def figure_row(key: object, words: Sequence[str]) -> Row:
    """A row of the table behind."""
    return Row(key, tuple(Cell(word) for word in words))
