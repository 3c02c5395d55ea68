"""The frame of the open wallet: the sidebar, and the pages beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.layout import column, grouped, row
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.sidebar import Place, Sidebar

SAID_ON = "identity"
"""The page that says everything of a person's standing."""


class Frame(QWidget):
    """Sidebar and pages; a page is built when it is first opened. `shown(key)`."""

    shown = Signal(str)

    def __init__(
        self,
        places: Sequence[Place],
        build: Callable[[str], Page],
        parent: QWidget | None = None,
    ) -> None:
        """`build(key)` makes a page."""
        super().__init__(parent)
        self._build = build
        self._pages: dict[str, Page] = {}
        self._behind: set[str] = set()
        self.sidebar = Sidebar(places)
        self.sidebar.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        self._warning = Note("", "oxide")
        self.standing = Note("", "oxide")
        self.look = Button("Look", lambda: self.go(SAID_ON), kind="link")
        self._standing_line = grouped(row(self.standing, self.look, gap="m"))
        self._standing_line.hide()
        above = column(self._warning, self._standing_line)
        above.setContentsMargins(space("xxxl"), space("m"), space("xxxl"), 0)
        self._above = grouped(above)
        self._above.hide()
        pages = column(self._above, gap="none")
        pages.addWidget(self._stack, 1)
        layout.addLayout(pages, 1)
        for number, place in enumerate(places[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=place.key: self.go(key))
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(self.refresh)

    @property
    def warning(self) -> str:
        """What stands above every page, empty when nothing does."""
        return "" if self._warning.isHidden() else self._warning.text.text()

    def warn(self, sentence: str) -> None:
        """Let a sentence stand above every page, until an empty one takes it away."""
        self._warning.say(sentence)
        self._show_above()

    def tell_standing(self, sentence: str) -> None:
        """Let what is stopped for this person stand above every page but the one that says all."""
        self.standing.say(sentence)
        self._show_above()

    def _show_above(self) -> None:
        standing = bool(self.standing.text.text()) and self.key != SAID_ON
        self._standing_line.setVisible(standing)
        self._above.setVisible(standing or bool(self._warning.text.text()))

    @property
    def key(self) -> str:
        """The page that is shown."""
        current = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is current), "")

    @property
    def page(self) -> Page | None:
        """The page that is shown, as a widget."""
        return self._pages.get(self.key)

    def go(self, key: str, target: object = None) -> None:
        """Show a page, on one thing where a target is given."""
        page = self._pages.get(key)
        fresh = page is None
        if page is None:
            page = self._build(key)
            self._pages[key] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.sidebar.choose(key)
        self._show_above()
        if fresh or key in self._behind:
            self._behind.discard(key)
            page.refresh()
        if target is not None:
            page.open_on(target)
        self.shown.emit(key)

    def _choose(self, key: str) -> None:
        """Show a page; chosen once more, it goes back to its beginning."""
        if key == self.key and self.page is not None:
            self.page.open_on(None)
        self.go(key)

    def refresh(self) -> None:
        """Refresh the page that is shown now, the others when they are shown next."""
        self._behind = set(self._pages) - {self.key}
        if self.page is not None:
            self.page.refresh()
