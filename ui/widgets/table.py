"""Tables without grids: the person first with what matters beneath, figures right-aligned.

Rows are plain data; a table never asks for anything itself.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.theme import font, space
from ui.widgets.table_draw import RowDelegate, wanted_width
from ui.widgets.table_head import TableHeader
from ui.widgets.table_model import Cell, Column, Order, Row, RowModel

__all__ = ["Cell", "Column", "Order", "Row", "Table"]

_LINE = 57
_LINE_PLAIN = 45
_HEAD = 32
_PART = 0.4  # of the width, for the column that stretches, before figures spread out
_MOST_SPARE = 90  # pixels by which a column of figures may be wider than it needs


class Table(QTableView):
    """Rows of cells. `opened(key)` when a row is chosen, `acted(key, action)` for its link.

    `reordered(key, turned)` when the rows are wanted in the order of a column; whoever fills the
    table then does so.
    """

    opened = Signal(object)
    acted = Signal(object, str)
    reordered = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        fit: bool = True,
        most_rows: int = 400,
        model: RowModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`fit` makes the table as tall as its rows (at most `most_rows`), so that pages scroll."""
        super().__init__(parent)
        self.rows = model or RowModel(columns, self)
        self._fit, self._most = fit, most_rows
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self.head = TableHeader(self)
        self.setHorizontalHeader(self.head)
        self.head.wanted.connect(self._reorder)
        QWidget.setTabOrder(self.head, self)  # as one reads: the headings first
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font("body"))
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self._shape()
        self.rows.modelReset.connect(self._resize)
        self._resize()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; the chosen row stays chosen when it is still there."""
        chosen = self.chosen()
        self.rows.fill(rows)
        if chosen is not None:
            for number, line in enumerate(rows):
                if line.key == chosen:
                    self.setCurrentIndex(self.rows.index(number, 0))
                    break

    def order_by(self, key: str, turned: bool = False) -> None:
        """Have the rows in the order of the column with this key, or turned round."""
        self.rows.put_in_order(key, turned)
        self.head.say_order()
        self.reordered.emit(key, turned)

    def _reorder(self, number: int) -> None:
        order = self.rows.columns[number].order
        if order is not None:
            self.order_by(order.key, order.key == self.rows.by and not self.rows.turned)

    def chosen(self) -> object | None:
        """The key of the row that is chosen, if one is."""
        index = self.currentIndex()
        return self.rows.row(index.row()).key if index.isValid() else None

    def sizeHint(self) -> QSize:
        """Ask for all rows where the table fits them."""
        if not self._fit:
            return super().sizeHint()
        count = min(self.rows.rowCount(), self._most)
        return QSize(super().sizeHint().width(), _HEAD + count * self._line())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the rows that are to be seen."""
        return QSize(0, self.sizeHint().height() if self._fit else _HEAD + 3 * _LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the columns over the new width."""
        super().resizeEvent(event)
        self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row or takes its step."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._take(self.rows.row(index.row()))
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be clicked."""
        row = self._row_at(event.position().toPoint())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor
            if row is not None and (row.action or row.opens)
            else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the step takes it; elsewhere it opens the row."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        row = self._row_at(point)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        on_step = self.columnAt(point.x()) == self.rows.columnCount() - 1
        if row.action and on_step:
            self.acted.emit(row.key, row.action)
        elif row.opens:
            self.opened.emit(row.key)

    def _take(self, row: Row) -> None:
        if row.action:
            self.acted.emit(row.key, row.action)
        elif row.opens:
            self.opened.emit(row.key)

    def _row_at(self, point: QPoint) -> Row | None:
        index = self.indexAt(point)
        return self.rows.row(index.row()) if index.isValid() else None

    def _line(self) -> int:
        return _LINE if self.rows.two_lines else _LINE_PLAIN

    def _shape(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(_HEAD)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(space("m"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _spread(self) -> None:
        """Give columns what they need, the stretching one its part, and the rest to figures."""
        columns = self.rows.columns
        needs = [wanted_width(self.rows, number) for number in range(len(columns))]
        if not self.rows.has_actions:
            needs[-1] = 0
        first = next((n for n, column in enumerate(columns) if column.stretch), 0)
        others = [n for n in range(len(columns)) if n != first and needs[n]]
        room = self.viewport().width() - sum(needs[n] for n in others)
        wide = max(min(needs[first], room), min(room, int(self.viewport().width() * _PART)))
        spare = max(0, room - wide)
        each = min(spare // len(others), _MOST_SPARE) if others else 0
        for number in others:
            self.setColumnWidth(number, needs[number] + each)
        self.setColumnWidth(first, room - each * len(others))

    def _resize(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._line())
        self.setColumnHidden(self.rows.columnCount() - 1, not self.rows.has_actions)
        if self._fit and self.rows.rowCount() <= self._most:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._spread()
        self.updateGeometry()
