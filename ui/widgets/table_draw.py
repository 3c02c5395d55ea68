"""How a table's rows are drawn, and how wide they are."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme import colour, font, space, tokens
from ui.widgets.table_model import Cell, Column, RowModel
from ui.widgets.text import plain

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LOOKED_AT = 120  # rows; a wider one further down is elided
ARROW = " \u2193"
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class RowDelegate(QStyledItemDelegate):
    """Draws a cell: words, a line beneath, and a hairline under all rows but the last."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell in the colours of the palette in force."""
        model = model_of(self._view)
        cell, column = model.cell(index), model.columns[index.column()]
        painter.save()
        last = index.row() == model.rowCount() - 1
        if self._view.hasFocus() and bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(option.rect, colour(self._view, "accentSoft"))
        if not last:
            painter.setPen(colour(self._view, "line"))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = inner(option.rect, index.column())
        self._words(painter, box, cell, column, _is_step(model, index.column()))
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, cell: Cell, column: Column, step: bool) -> None:
        side = _RIGHT if column.figures else _LEFT
        line, small = tokens().types["body"].line, tokens().types["caption"].line
        height = line + small if cell.beneath else line
        top = box.top() + (box.height() - height) // 2
        kind = "strong" if step else "body"
        painter.setFont(font(kind))
        painter.setPen(colour(self._view, cell.tone))
        upper = QRect(box.left(), top, box.width(), line)
        painter.drawText(upper, side | _MIDDLE, _elided(cell.text, kind, box.width()))
        if cell.beneath:
            painter.setFont(font("caption"))
            painter.setPen(colour(self._view, cell.beneath_tone))
            lower = QRect(box.left(), top + line, box.width(), small)
            painter.drawText(lower, side | _MIDDLE, _elided(cell.beneath, "caption", box.width()))


def heading_width(metrics: QFontMetrics, column: Column) -> int:
    """Return the width of a heading, with room for the arrow where it can have one."""
    return metrics.horizontalAdvance(column.title + (ARROW if column.order else ""))


def wanted_width(model: RowModel, number: int) -> int:
    """Return the width in pixels that a column needs for its heading and its first rows."""
    body = QFontMetrics(font("strong" if _is_step(model, number) else "body"))
    small = QFontMetrics(font("caption"))
    widths = [heading_width(small, model.columns[number])]
    for row in model.first_rows(_LOOKED_AT):
        cell = model.cell_of(row, number)
        widths.append(body.horizontalAdvance(plain(cell.text, 120)))
        widths.append(small.horizontalAdvance(plain(cell.beneath, 160)))
    return max(widths) + (space("m") if number else 0) + 1


def model_of(view: QTableView) -> RowModel:
    """Return the rows of a table."""
    return cast(RowModel, view.model())


def _is_step(model: RowModel, column: int) -> bool:
    return column == len(model.columns) - 1


def inner(rect: QRect, number: int) -> QRect:
    """Leave a margin at the left of every column but the first."""
    gap = space("m")
    return rect.adjusted(gap if number else 0, 0, 0, 0)


def _elided(text: str, kind: str, width: int) -> str:
    metrics = QFontMetrics(font(kind))
    return metrics.elidedText(plain(text, 160), Qt.TextElideMode.ElideRight, width)
