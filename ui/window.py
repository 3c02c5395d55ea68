"""The window: a gate before the wallet is open, then the frame of sidebar and pages."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from ui.messages import Message, Messages
from ui.theme import tokens
from ui.widgets.icon import app_icon
from ui.widgets.page import Page
from ui.widgets.sidebar import Place, Sidebar
from ui.widgets.toast import Toast

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


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
        self.sidebar.chosen.connect(self.go)
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self._stack, 1)
        for number, place in enumerate(places[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=place.key: self.go(key))
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(self.refresh)

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
        if fresh or key in self._behind:
            self._behind.discard(key)
            page.refresh()
        if target is not None:
            page.open_on(target)
        self.shown.emit(key)

    def refresh(self) -> None:
        """Refresh the page that is shown now, the others when they are shown next."""
        self._behind = set(self._pages) - {self.key}
        if self.page is not None:
            self.page.refresh()


class Window(QMainWindow):
    """The one main window. `used` on input, `lock_asked` on Ctrl+L, `closed` when it closes."""

    used = Signal()
    lock_asked = Signal()
    closed = Signal()

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setWindowTitle("Symbolon")
        self.setWindowIcon(app_icon())
        frame = tokens().frame
        self.setMinimumSize(frame["minWidth"], frame["minHeight"])
        self.resize(1280, 800)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.toast = Toast(self)
        self._messages = messages
        messages.arrived.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)
        self._watched: QObject | None = None

    @property
    def view(self) -> QWidget | None:
        """What fills the window: a gate or the frame."""
        return self._stack.currentWidget()

    @property
    def frame(self) -> Frame | None:
        """The frame, when the wallet is open."""
        return self.view if isinstance(self.view, Frame) else None

    def show_view(self, view: QWidget) -> None:
        """Fill the window with a gate or a frame; what was there before is deleted."""
        before = self.view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.setFocus()
        if before is not None and before is not view:
            self._stack.removeWidget(before)
            before.deleteLater()

    def show_person(self, name: str, standing: str, counts: Mapping[str, int]) -> None:
        """Show in the sidebar who one is and what awaits one."""
        if self.frame is not None:
            self.frame.sidebar.person.show_person(name, standing)
            self.frame.sidebar.show_counts(counts)

    def watch_input(self) -> None:
        """Begin to notice input, for locking when there is none."""
        if self._watched is None:
            self._watched = self.windowHandle()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice input; never keeps it from anybody."""
        if event.type() in _INPUT:
            self.used.emit()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window closes."""
        super().closeEvent(event)
        self.closed.emit()

    def _tell(self, message: Message) -> None:
        self.toast.tell(message.sentence, message.tone)
