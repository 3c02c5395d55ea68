"""One of a few views of the same thing: buttons side by side, of which one is down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.widgets.layout import row

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChoiceItem(QPushButton):
    """One view's name. The arrow keys are left to the choice."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose it."""
        if event.key() in _STEPS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Choice(QWidget):
    """Calls `chosen(key)` when another is chosen, by a click or by the arrow keys."""

    def __init__(
        self, name: str, views: Sequence[tuple[str, str]], chosen: Callable[[str], object]
    ) -> None:
        """`views` are keys and words; the first is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self.items: dict[str, ChoiceItem] = {}
        layout = row(gap="xs")
        for key, words in views:
            item = ChoiceItem(words)
            item.setCheckable(True)
            item.setAccessibleName(f"{name}: {words}")
            item.setCursor(Qt.CursorShape.PointingHandCursor)
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            item.clicked.connect(lambda _=False, key=key: self._chosen(key))
            self._group.addButton(item)
            self.items[key] = item
            layout.addWidget(item)
        layout.addStretch(1)
        self.setLayout(layout)
        next(iter(self.items.values())).setChecked(True)

    @property
    def key(self) -> str:
        """The view that is chosen."""
        return next(key for key, item in self.items.items() if item.isChecked())

    def choose(self, key: str) -> None:
        """Choose a view, as a click does."""
        self.items[key].setChecked(True)
        self._chosen(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from one to the next."""
        by = _STEPS.get(event.key())
        if by is None:
            super().keyPressEvent(event)
            return
        keys = list(self.items)
        key = keys[(keys.index(self.key) + by) % len(keys)]
        self.items[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.choose(key)
