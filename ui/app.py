"""The composition root: makes the application, the window and the tasks, and wires them.

Nothing here, nor what it imports, loads the chain: that happens in a worker after the first paint.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.crash import Crashes
from ui.messages import Messages
from ui.settings import Settings, load
from ui.tasks import Tasks
from ui.theme import Theme, load_fonts
from ui.warm import Turns, first_steps
from ui.widgets.gate import Opening
from ui.window import Window
from wallet.keys.hardening import harden

if TYPE_CHECKING:
    from ui.house import House
    from ui.offline_house import OfflineHouse
    from wallet.flows.offline import Offline
    from wallet.session import Session

Progress = Callable[[str, float | None], None]
OpenSession = Callable[[Progress], "Session"]
OpenOffline = Callable[[], "Offline"]


class App:
    """Everything that lives as long as the window: application, look, tasks, messages."""

    def __init__(self, argv: Sequence[str], settings: Settings | None = None) -> None:
        """Make the parts in the order in which they need each other; shows nothing yet."""
        existing = QApplication.instance()
        # The style by its name: to hand over a style makes a hundred names of it known to Python.
        asked = [*argv, "-style", "Fusion"]
        self.qt = existing if isinstance(existing, QApplication) else QApplication(asked)
        self.qt.setApplicationName("symbolon")
        self.qt.setApplicationDisplayName("Symbolon")
        self.qt.setDesktopFileName("symbolon")
        load_fonts()
        self.settings = settings if settings is not None else load()
        self.theme = Theme(self.qt, self.settings.mode)
        self.messages = Messages()
        self.crashes = Crashes()
        self.tasks = Tasks(self.crashes.show, self.messages.tell_error)
        self.window = Window(self.messages)
        self.crashes.attach(self.window)
        self.house: House | None = None
        self.offline: OfflineHouse | None = None
        self.link = ""  # where to go once the wallet is open

    def open_offline(self, open_wallets: OpenOffline) -> None:
        """Show the window without a network; nothing that could open a connection is loaded."""
        self.window.show_view(Opening())
        self.window.show()
        self.messages.connect_window()
        QTimer.singleShot(0, self.window, lambda: self._begin_offline(open_wallets))

    def open(self, open_session: OpenSession) -> None:
        """Show the window, then open the session in a worker."""
        self._opening = Opening()
        self.window.show_view(self._opening)
        self._opening.again.clicked.connect(lambda _=False: self._begin(open_session))
        self.window.show()
        self.messages.connect_window()
        QTimer.singleShot(0, self.window, lambda: self._begin(open_session))

    def close(self) -> None:
        """End the tasks, then lock and close the session; called when the window is gone."""
        self.tasks.close()
        for house in (self.house, self.offline):
            if house is not None:
                house.session.close()

    def _begin(self, open_session: OpenSession) -> None:
        self._opening.show_progress("One moment.")

        Turns(first_steps(), self._opening)  # while the session is opened
        self.tasks.follow(
            open_session,
            self._opening.show_progress,
            self._opened,
            self._opening.fail,
            lane="sign",
            owner=self._opening,
        )

    def _begin_offline(self, open_wallets: OpenOffline) -> None:
        self.tasks.run(open_wallets, self._opened_offline, lane="sign", owner=self.window)

    def _opened_offline(self, wallets: "Offline") -> None:
        from ui.offline_house import OfflineHouse  # what follows the first paint
        from ui.widgets.icon import app_icon

        self.window.setWindowIcon(app_icon())
        self.window.watch_input()
        self.offline = OfflineHouse(self, wallets)

    def _opened(self, session: "Session") -> None:
        from ui.house import House  # what follows the first paint is loaded after it
        from ui.widgets.icon import app_icon

        self.window.setWindowIcon(app_icon())
        self.window.watch_input()
        self.house = House(self, session)


def run(open_session: OpenSession, argv: Sequence[str] = ("symbolon",), link: str = "") -> int:
    """Open the window on a session and stay until it is closed; returns the exit code."""

    def begin(app: App) -> None:
        app.link = link
        app.open(open_session)

    return _stay(argv, begin)


def run_offline(open_wallets: OpenOffline, argv: Sequence[str] = ("symbolon",)) -> int:
    """Open the window without a network and stay until it is closed; returns the exit code."""
    return _stay(argv, lambda app: app.open_offline(open_wallets))


def _stay(argv: Sequence[str], begin: Callable[[App], None]) -> int:
    """Make the window and stay in it.

    Passphrases are typed here, so this process gives up core files and being traced. Some desktop
    services do not serve such a process; Qt's own dialogs stand in for them.
    """
    harden()
    app = App(argv)
    app.crashes.install()
    begin(app)
    try:
        return app.qt.exec()
    finally:
        app.close()
        app.crashes.remove()
