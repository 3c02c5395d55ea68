"""A graph to be walked: somebody in the middle, neighbours at both sides, each a step away.

Nodes are buttons, so that Tab, the arrow keys and a screen reader find them; lines are as thick as
what passes along them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import colour, font, space
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.text import Text, plain

MOST = 6
"""Most neighbours to be seen at each side."""
_TALL = 52
_BETWEEN = 96  # pixels for the lines
_THICK = 7.0
_ACROSS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Node:
    """Somebody: their name, a line beneath, and how much passes along their line (0 to 1)."""

    key: int
    name: str
    words: str
    weight: float = 0.0


class WalkNode(QPushButton):
    """A node. The arrow keys are left to the graph."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.setFixedHeight(_TALL)
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self._lines = Text("", "body", wrap=False), Text("", "caption", "ink2", wrap=False)
        for text in self._lines:
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        lines = column(None, *self._lines, None, gap="none")
        lines.setContentsMargins(space("m"), 0, space("m"), 0)
        self.setLayout(lines)
        self.setAccessibleName(f"{plain(node.name, 80)}. {plain(node.words, 120)}")
        self.setToolTip(plain(f"{node.name}: {node.words}", 240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of both lines as there is room for."""
        super().resizeEvent(event)
        room = self.width() - 2 * space("m") - 2
        said = ("body", self.node.name), ("caption", self.node.words)
        for text, (kind, words) in zip(self._lines, said, strict=True):
            metrics = QFontMetrics(font(kind))
            text.say(metrics.elidedText(plain(words, 120), Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space walk here; other keys are the graph's."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class Walk(QWidget):
    """`walked(key)` when a neighbour is chosen, `went_back()` for Backspace."""

    walked = Signal(int)
    went_back = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._sides = column(gap="s"), column(gap="s")
        self._middle = column(gap="s")
        self._nodes: tuple[list[WalkNode], list[WalkNode]] = ([], [])
        self.centre: WalkNode | None = None
        self._columns: list[QWidget] = []
        layout = row(gap="none")
        # The way between two columns belongs to the outer one, and goes where that is hidden.
        self._sides[0].setContentsMargins(0, 0, _BETWEEN, 0)
        self._sides[1].setContentsMargins(_BETWEEN, 0, 0, 0)
        for side in (self._sides[0], self._middle, self._sides[1]):
            self._columns.append(grouped(side))
            layout.addWidget(self._columns[-1], 1)
        self.setLayout(layout)

    def show_graph(
        self,
        centre: Node,
        sides: tuple[Sequence[Node], Sequence[Node]],
        heads: tuple[str, str],
        more: tuple[int, int] = (0, 0),
    ) -> None:
        """Stand on somebody. `more` neighbours at a side are only counted."""
        focused = self._focused() is not None
        for side in (*self._sides, self._middle):
            clear(side)
        self._nodes = ([], [])
        for number, nodes in enumerate(sides):
            side = self._sides[number]
            side.addWidget(Text(heads[number], "caption", "ink2"))
            for node in nodes[:MOST]:
                made = WalkNode(node)
                made.clicked.connect(lambda _=False, key=node.key: self.walked.emit(key))
                self._nodes[number].append(made)
                side.addWidget(made)
            left = len(nodes[MOST:]) + more[number]
            if left:
                side.addWidget(Text(f"and {left} more", "caption", "ink3"))
            side.addStretch(1)
        # Where nobody leads here, the middle begins at the left.
        self._columns[0].setVisible(bool(sides[0] or more[0] or heads[0]))
        self.centre = WalkNode(centre)
        self._middle.addStretch(1)
        self._middle.addWidget(self.centre)
        self._middle.addStretch(1)
        self._order()
        if focused:
            self.centre.show()  # what is not to be seen yet takes no keys
            self.centre.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go to the next node, Backspace back along the way."""
        key = event.key()
        if key == Qt.Key.Key_Backspace:
            self.went_back.emit()
            return
        target = self._next(key)
        if target is None:
            super().keyPressEvent(event)
            return
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line between the middle and each neighbour."""
        super().paintEvent(event)
        if self.centre is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, nodes in enumerate(self._nodes):
            for one in nodes:
                left, right = (one, self.centre) if number == 0 else (self.centre, one)
                start = QPointF(left.mapTo(self, left.rect().topRight())) + QPointF(4, _TALL / 2)
                end = QPointF(right.mapTo(self, right.rect().topLeft())) + QPointF(-4, _TALL / 2)
                half = QPointF((end.x() - start.x()) / 2, 0)
                path = QPainterPath(start)
                path.cubicTo(start + half, end - half, end)
                wide = 1.0 + _THICK * min(1.0, max(0.0, one.node.weight))
                painter.setPen(QPen(colour(self, "bronze"), wide))
                painter.drawPath(path)
        painter.end()

    def _order(self) -> None:
        """Tab goes from the left over the middle to the right."""
        every = [*self._nodes[0], self.centre, *self._nodes[1]]
        known = [one for one in every if one is not None]
        for before, after in pairwise(known):
            QWidget.setTabOrder(before, after)

    def _focused(self) -> WalkNode | None:
        """The node that has the keys."""
        has = self.window().focusWidget()
        return has if isinstance(has, WalkNode) and self.isAncestorOf(has) else None

    def _next(self, key: int) -> WalkNode | None:
        columns = [self._nodes[0], [self.centre] if self.centre else [], self._nodes[1]]
        for number, nodes in enumerate(columns):
            for at, node in enumerate(nodes):
                if node is not self._focused():
                    continue
                if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                    at += 1 if key == Qt.Key.Key_Down else -1
                    return nodes[at] if 0 <= at < len(nodes) else None
                by = _ACROSS.get(key)
                there = columns[number + by] if by and 0 <= number + by < 3 else []
                return there[min(at, len(there) - 1)] if there else None
        return None
