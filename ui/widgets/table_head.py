"""A table's headings; those that put its rows in order do so by a click and by the keyboard."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QHoverEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.theme import colour, font
from ui.widgets.table_draw import inner, model_of

_SIDEWAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TAKEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TableHeader(QHeaderView):
    """Headings in small letters above a hairline. `wanted(column)` when one is to order the rows.

    Where columns have an order, Tab reaches the headings, the arrows go from one to the next, and
    Enter or Space takes the one that is marked.
    """

    wanted = Signal(int)

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._over = -1
        columns = model_of(view).columns
        self._orders = [number for number, column in enumerate(columns) if column.order]
        self._at = self._orders[0] if self._orders else -1
        self.setSectionsClickable(bool(self._orders))
        if self._orders:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setMouseTracking(True)
            self.sectionClicked.connect(self._clicked)
            self.sectionEntered.connect(lambda _: self.viewport().update())
            self.say_order()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one heading, with an arrow where the rows are in its order."""
        model = model_of(self._view)
        column, arrow = model.columns[logical], model.arrow(logical)
        box = inner(rect, logical)
        painter.save()
        painter.setPen(colour(self._view, "line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(font("captionBold" if arrow else "caption"))
        lit = arrow or (column.order is not None and logical == self._over)
        painter.setPen(colour(self._view, "ink" if lit else "ink2"))
        side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
        words = f"{column.title} {arrow}" if arrow else column.title
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus() and logical == self._at:
            wide = QFontMetrics(painter.font()).horizontalAdvance(words)
            left = box.right() + 1 - wide if column.figures else box.left()
            painter.fillRect(left, rect.bottom() - 2, wide, 3, colour(self._view, "accent"))
        painter.restore()

    def say_order(self) -> None:
        """Say for the ear which heading is marked, and what the rows are in the order of."""
        if not self._orders:
            return
        marked = model_of(self._view).said_heading(self._at)
        self.setAccessibleName(f"Order of {self._view.accessibleName()}: {marked}")
        told = "Left and right go from heading to heading, Enter puts the rows in its order."
        self.setAccessibleDescription(told)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next heading, or take the marked one."""
        by = _SIDEWAYS.get(event.key())
        if by is not None and self._orders:
            place = self._orders.index(self._at) + by
            self._at = self._orders[max(0, min(place, len(self._orders) - 1))]
            self.say_order()
        elif event.key() in _TAKEN and self._orders:
            self.wanted.emit(self._at)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show by the pointer which headings can be clicked."""
        if event.type() == QEvent.Type.HoverLeave:
            self._hover(QPoint(-1, -1))
        elif isinstance(event, QHoverEvent):
            self._hover(event.position().toPoint())
        return super().viewportEvent(event)

    def _hover(self, point: QPoint) -> None:
        over = self.logicalIndexAt(point) if point.x() >= 0 else -1
        if over not in self._orders:
            over = -1
        if over != self._over:
            self._over = over
            hand, plain = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand if over >= 0 else plain)
            self.viewport().update()

    def _clicked(self, logical: int) -> None:
        if logical in self._orders:
            self._at = logical
            self.wanted.emit(logical)
