"""When the open wallet is opened a second time, the window that has it comes to the front."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QWidget

from wallet.base.files import private_dir
from wallet.base.lock_file import lock_folder

if TYPE_CHECKING:
    from wallet.session import Session


class Door(QObject):
    """Watches for a knock at the open wallet's lock."""

    def __init__(self, session: "Session", window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self.look())

    def watch(self) -> None:
        """Begin to watch; once is enough."""
        folder = str(private_dir(lock_folder()))
        if folder not in self._watcher.directories():
            self._watcher.addPath(folder)

    def look(self) -> None:
        """Come to the front where somebody knocked."""
        hold = self._session.opened.hold
        if hold is None or not hold.answer():
            return
        state = self._window.windowState() & ~Qt.WindowState.WindowMinimized
        self._window.setWindowState(state | Qt.WindowState.WindowActive)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
