"""The frame of every dialog: content that scrolls when it must, and buttons at its foot."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.layout import Item, Rule, column
from ui.widgets.page import Scroll
from ui.widgets.text import Text

WIDTH = 640


class Dialog(QDialog):
    """A modal dialog; fill it by `add`, and its foot by `add_button` (the main one last)."""

    def __init__(
        self, title: str, parent: QWidget | None = None, width: int = WIDTH, heading: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        self.content = column(gap="l")
        if heading:
            self.content.addWidget(Text(title, "title"))
        self._canvas = QWidget()
        edge = space("xxl")
        inner = QVBoxLayout(self._canvas)
        inner.setContentsMargins(edge, edge, edge, space("l"))
        inner.addLayout(self.content)
        inner.addStretch(1)
        self.remark = Text("", "caption", "ink2")
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(edge, space("l"), edge, space("xl"))
        self._foot.setSpacing(space("s"))
        self._foot.addWidget(self.remark, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = Scroll(self._canvas)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(Rule())
        outer.addLayout(self._foot)
        self.setFixedWidth(width)

    def add(self, item: Item) -> None:
        """Add a widget or layout below what is there."""
        if isinstance(item, QWidget):
            self.content.addWidget(item)
        elif item is not None:
            self.content.addLayout(item)

    def add_button(self, button: Button) -> Button:
        """Place a button at the right of the foot."""
        self._foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return button

    def sizeHint(self) -> QSize:
        """Ask for all content, as far as the screen has room."""
        layout = self._canvas.layout()
        tall = layout.totalHeightForWidth(self._width) if layout is not None else 0
        wanted = max(tall, 1) + self._foot.sizeHint().height() + 3
        return QSize(self._width, min(wanted, self._room()))

    def fit(self) -> None:
        """Grow or shrink to the content after it has changed."""
        self._resize()
        QTimer.singleShot(0, self, self._resize)  # what was just added is laid out by then

    def bring_up(self, widget: QWidget) -> None:
        """Scroll to a part of the content that has just changed, once it is laid out."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the content asks for."""
        self.fit()
        super().showEvent(event)

    def _resize(self) -> None:
        # The innermost first: each passes on what it asks for now, not a round of events later.
        for widget in (*reversed(self._canvas.findChildren(QWidget)), self._canvas):
            layout = widget.layout()
            if layout is not None:
                layout.activate()
        inner = self._canvas.layout()
        if inner is not None:  # what is taller than the screen scrolls, and is not squeezed
            self._canvas.setMinimumHeight(inner.totalHeightForWidth(self._width))
        self.resize(self.sizeHint())

    def _room(self) -> int:
        screen = self.screen()
        return int(screen.availableGeometry().height() * 0.92)
