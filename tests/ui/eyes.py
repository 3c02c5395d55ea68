"""What a careful eye would find in a window: clipped words, controls without a name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from ui.widgets.text import Text

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def clipped(root: QWidget) -> list[str]:
    """Return the words of every visible label that has less room than it needs."""
    found = []
    for text in root.findChildren(Text):
        if not text.isVisible() or not text.text():
            continue
        too_low = text.heightForWidth(text.width()) > text.height()
        too_narrow = text.minimumSizeHint().width() > text.width()
        if too_low or too_narrow:
            found.append(f"{text.text()} ({text.width()}x{text.height()})")
    return found


def outside(root: QWidget) -> list[str]:
    """Return controls that stick out of the right edge of what they are in."""
    found = []
    for widget in root.findChildren(QWidget):
        around = widget.parentWidget()
        if not widget.isVisible() or around is None or isinstance(widget, QScrollBar):
            continue
        if widget.isWindow() or not isinstance(widget, (*_CONTROLS, Text)):
            continue
        if widget.geometry().right() > around.rect().right():
            found.append(f"{type(widget).__name__} {widget.accessibleName() or widget}")
    return found


def nameless(root: QWidget) -> list[str]:
    """Return every visible control that a screen reader could not name."""
    return [
        f"{type(control).__name__} in {type(control.parentWidget()).__name__}"
        for control in root.findChildren(QWidget)
        if isinstance(control, _CONTROLS)
        and control.isVisible()
        and control.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not control.accessibleName()
    ]


def picture(widget: QWidget, folder: Path, name: str) -> Path:
    """Save what a widget looks like; returns the file."""
    path = folder / f"{name}.png"
    assert widget.grab().save(str(path))
    return path
