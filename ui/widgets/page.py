"""A page: a title, one line of context, at most one main button, and content that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import space, tokens
from ui.widgets.button import Button
from ui.widgets.layout import Item, column, grouped, row
from ui.widgets.text import Text


class Scroll(QScrollArea):
    """A vertical scroll area whose content is as wide as itself."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # the ground of the page or dialog shows through


class Page(QWidget):
    """The frame of every page. Subclasses fill `content` and override `refresh` and `open_on`."""

    def __init__(self, title: str, context: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Text(title, "title")
        self.context = Text(context, "caption", "ink2")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(space("s"))
        titles = column(self.title, self.context, gap="xs")
        head = row(titles, None, self._actions, gap="l")
        self._actions.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.content = column(gap="xl")
        inner = column(head, gap="xl")
        inner.addLayout(self.content)
        inner.addStretch(0)
        self._inner = inner
        limited = grouped(inner)
        limited.setMaximumWidth(tokens().frame["content"])
        inner.setContentsMargins(0, 0, 0, 0)
        canvas = QWidget()
        margins = QHBoxLayout(canvas)
        edge = space("xxxl")
        margins.setContentsMargins(edge, space("xxl"), edge, space("xxl"))
        margins.addWidget(limited, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(canvas))
        self.setAccessibleName(title)

    def say(self, title: str, context: str) -> None:
        """Change the title and the line of context."""
        self.title.say(title)
        self.setAccessibleName(title)
        self.context.say(context)

    def add_action(self, button: Button) -> None:
        """Place a button at the right of the title; only the last may be the main one."""
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, item: Item, stretch: int = 0) -> None:
        """Add a widget or layout below what is there; one with a stretch fills the page."""
        if stretch:
            self._inner.setStretchFactor(self.content, 1)
        if item is None:
            self.content.addStretch(1)
        elif isinstance(item, QWidget):
            self.content.addWidget(item, stretch)
        else:
            self.content.addLayout(item, stretch)

    def refresh(self) -> None:
        """Ask for the answers again; called when the page is shown and when something changed."""

    def open_on(self, target: object) -> None:
        """Show one thing of the page, such as a person or an offering; None: its beginning."""
