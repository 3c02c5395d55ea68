"""The desktop's own notices: by the tray where there is one, else by D-Bus, else by nothing.

A tray of the newer kind hands a message on to the desktop's service for notices, and nobody is told
where there is none: there the sign in the tray says it to whoever rests on it.

Qt's D-Bus for Python cannot say an unsigned number, which the desktop's call begins with; jeepney,
by which the system's keyring is reached as well, can.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from ui.tasks import Tasks
from ui.widgets.text import plain

APP = "Symbolon"
LONGEST = 240
"""Letters of one notice."""
_SHOWN = 10_000  # milliseconds
_PATIENCE = 2.0  # seconds for the desktop's answer
TRAY: Final = "tray"
BUS: Final = "bus"
SIGN: Final = "sign"
NOWHERE: Final = ""
"""How a desktop shows notices: messages of the tray, over D-Bus, by the sign alone, not at all."""
_WATCHER = "org.kde.StatusNotifierWatcher"
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
        self.ask(partial(self._show, words_for_desktop(words)))

    def ask(self, then: Callable[[str], object]) -> None:
        """Find out how this desktop shows notices now: `then` is called with one of the ways."""
        tray = QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()
        if has_bus():
            self._tasks.run(lambda: way_of(tray, *services()), then, owner=self)
        else:
            then(way_of(tray, shows=False, hands_on=False))

    def _show(self, clean: str, way: str) -> None:
        if way == BUS:
            self._tasks.run(lambda: notify(clean), owner=self)
        elif way in (TRAY, SIGN):
            tray = self._tray or self._make_tray()
            tray.setToolTip(f"{APP}: {clean}" if way == SIGN else APP)
            tray.show()
            tray.showMessage(APP, clean, tray.icon(), _SHOWN)  # of a sign alone: it asks to be seen

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


def way_of(tray: bool, shows: bool, hands_on: bool) -> str:
    """How notices are shown where there is a `tray` or none, and a service that `shows` them.

    `hands_on` says whether the tray only hands them on to that service.
    """
    if tray:
        return TRAY if shows or not hands_on else SIGN
    return BUS if shows else NOWHERE


def services() -> tuple[bool, bool]:
    """Whether a service on the bus shows notices, and whether one keeps trays. Blocks a little."""
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    try:
        with open_dbus_connection("SESSION") as bus:

            def said(message: Any) -> Any:
                return bus.send_and_get_reply(message, timeout=_PATIENCE).body[0]

            shows, watches = (bool(said(message_bus.NameHasOwner(n))) for n in (_NAME, _WATCHER))
            return shows or _NAME in said(message_bus.ListActivatableNames()), watches
    except (OSError, TimeoutError, ValueError, KeyError, IndexError):
        return False, False  # the bus is gone, or is none


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
