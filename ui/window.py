"""The one main window: a gate before the wallet is open, then the frame."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.messages import Message, Messages
from ui.theme import tokens

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.widgets.toast import Toast

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Window(QMainWindow):
    """The one main window. `used` on input, `lock_asked` on Ctrl+L, `closed` when it closes."""

    used = Signal()
    lock_asked = Signal()
    closed = Signal()

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setWindowTitle("Symbolon")
        frame = tokens().frame
        self.setMinimumSize(frame["minWidth"], frame["minHeight"])
        self.resize(1280, 800)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._toast: Toast | None = None
        self._messages = messages
        messages.arrived.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)
        self._watched: QObject | None = None
        self._frame: Frame | None = None

    @property
    def view(self) -> QWidget | None:
        """What fills the window: a gate or the frame."""
        return self._stack.currentWidget()

    @property
    def frame(self) -> "Frame | None":
        """The frame, when the wallet is open."""
        return self._frame

    @property
    def toast(self) -> "Toast":
        """The message bar, made when it is first needed."""
        if self._toast is None:
            from ui.widgets.toast import Toast  # nothing to say before the first paint

            self._toast = Toast(self)
        return self._toast

    def show_frame(self, frame: "Frame") -> None:
        """Fill the window with the frame of an open wallet."""
        self.show_view(frame)
        self._frame = frame

    def show_view(self, view: QWidget) -> None:
        """Fill the window with a gate; what was there before is deleted."""
        before = self.view
        self._frame = None
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
