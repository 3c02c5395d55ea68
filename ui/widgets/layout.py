"""Rows, columns and the few shapes that group widgets; distances by name, never by number."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import space

_L = TypeVar("_L", bound=QBoxLayout)
Item = QWidget | QLayout | None
TOP = Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignLeft
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def column(*items: Item, gap: str = "s", pad: str = "none") -> QVBoxLayout:
    """Stack items; None is a stretch. `gap` and `pad` are steps of the spacing scale."""
    return _fill(QVBoxLayout(), items, gap, pad)


def row(*items: Item, gap: str = "s", pad: str = "none") -> QHBoxLayout:
    """Place items side by side; None is a stretch."""
    return _fill(QHBoxLayout(), items, gap, pad)


def grouped(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """Wrap a layout in a widget that can be shown, hidden and put into a stack."""
    widget = QWidget(parent)
    widget.setLayout(layout)
    return widget


def needed_height(widget: QWidget, width: int) -> int:
    """Return the height that a widget asks for at a width, wrapped lines included."""
    least = max(widget.minimumSizeHint().height(), widget.minimumHeight())
    wanted = widget.sizeHint().height()
    if widget.hasHeightForWidth():
        wanted = widget.heightForWidth(width)
    return max(least, wanted, 0)


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Rule(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)


class Well(QFrame):
    """A sunken area within a card."""

    def __init__(self, content: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(content)


def _fill(layout: _L, items: tuple[Item, ...], gap: str, pad: str) -> _L:
    edge = space(pad)
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(space(gap))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout
