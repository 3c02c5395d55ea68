"""The desktop's own notices: by the tray where there is one, else by D-Bus, else by nothing.

Qt's D-Bus for Python cannot say an unsigned number, which the desktop's call begins with; jeepney,
by which the system's keyring is reached as well, can.
"""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from ui.tasks import Tasks
from ui.widgets.text import plain

APP = "Symbolon"
LONGEST = 240
"""Letters of one notice."""
_SHOWN = 10_000  # milliseconds
_PATIENCE = 2.0  # seconds for the desktop's answer
_PLACE, _NAME = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"


class Desktop(QObject):
    """Shows a notice outside of the window. `chosen` when it was clicked, where that is heard."""

    chosen = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._tray: QSystemTrayIcon | None = None

    def show(self, words: str) -> None:
        """Show plain words; nothing happens where the desktop shows none."""
        clean = words_for_desktop(words)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            tray = self._tray or self._make_tray()
            tray.show()
            tray.showMessage(APP, clean, tray.icon(), _SHOWN)
        elif has_bus():
            self._tasks.run(lambda: notify(clean), owner=self)

    def close(self) -> None:
        """Take the tray's icon away."""
        if self._tray is not None:
            self._tray.hide()

    def _make_tray(self) -> QSystemTrayIcon:
        from ui.widgets.icon import app_icon

        self._tray = QSystemTrayIcon(app_icon(), self)
        self._tray.setToolTip(APP)
        self._tray.messageClicked.connect(self.chosen)
        self._tray.activated.connect(lambda _: self.chosen.emit())
        return self._tray


def words_for_desktop(words: str) -> str:
    """Words without anything that a desktop could take for markup, and not long."""
    clean = plain(words, LONGEST)
    return "".join(" " if char in "<>&\n\r\t" else char for char in clean)


def has_bus() -> bool:
    """Whether there is a session's bus to ask."""
    return sys.platform == "linux" and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def notify(words: str) -> bool:
    """Ask the desktop over D-Bus; False where nothing there shows notices. Blocks, not for long."""
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    address = DBusAddress(_PLACE, bus_name=_NAME, interface=_NAME)
    body: tuple[object, ...] = (
        APP,
        0,
        "symbolon",
        APP,
        words,
        [],
        {"desktop-entry": ("s", "symbolon")},
        _SHOWN,
    )
    message = new_method_call(address, "Notify", "susssasa{sv}i", body)
    try:
        with open_dbus_connection("SESSION") as bus:
            reply = bus.send_and_get_reply(message, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError, KeyError):
        return False  # the bus is gone, or is none
    return bool(reply.header.message_type is MessageType.method_return)


Show = Callable[[str], object]
"""Shows words on the desktop."""
