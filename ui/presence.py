"""Whether the person may have gone: the screen is locked, or the machine goes to sleep.

Linux says both on D-Bus, and each desktop in its own name. Windows and macOS are asked now and
then whether the screen is locked. Sleep is noticed everywhere besides, by the clock (`ui.idle`).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from typing import Any, cast

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

_ASK_EVERY = 2_000  # milliseconds
_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
_LOGIN = "org.freedesktop.login1"
_SWITCH_DESKTOP = 0x0100  # DESKTOP_SWITCHDESKTOP
# PySide's declarations ask for bytes here, and its code for text.
_CHANGED, _LOCKS = (cast(bytes, SLOT(name)) for name in ("changed(bool)", "locks()"))
_LOCKED = b"CGSSessionScreenIsLocked"


class Presence(QObject):
    """`away` when the screen was locked or the machine is about to sleep."""

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY)
        self._timer.timeout.connect(self._ask)
        if sys.platform == "linux":
            self._listen()

    def start(self) -> None:
        """Begin to ask, where a system has to be asked."""
        if sys.platform in ("win32", "darwin"):
            self._timer.start()

    def stop(self) -> None:
        """Stop asking."""
        self._timer.stop()

    def screen_is(self, locked: bool) -> None:
        """The screen is locked, or no longer; said once each time it becomes so."""
        if locked and not self._locked:
            self.away.emit()
        self._locked = locked

    @Slot(bool)
    def changed(self, active: bool) -> None:
        """A screen saver began or ended, or sleep did: heard on D-Bus."""
        if active:
            self.away.emit()

    @Slot()
    def locks(self) -> None:
        """The session is being locked: heard on D-Bus."""
        self.away.emit()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # on Linux alone, and after the first paint

        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for path, name in _SAVERS:
                session.connect("", path, name, "ActiveChanged", self, _CHANGED)
        if system.isConnected():
            manager = f"{_LOGIN}.Manager"
            place = "/org/freedesktop/login1"
            system.connect(_LOGIN, place, manager, "PrepareForSleep", self, _CHANGED)
            system.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, _LOCKS)

    def _ask(self) -> None:
        if sys.platform == "win32":
            self.screen_is(locked_on_windows(ctypes.windll.user32))
        elif sys.platform == "darwin":
            self.screen_is(locked_on_macos(*_macos()))


def locked_on_windows(user32: Any) -> bool:
    """Whether the desktop that takes input is not the person's own: the lock screen has another."""
    user32.OpenInputDesktop.restype = ctypes.c_void_p
    desktop = user32.OpenInputDesktop(0, False, _SWITCH_DESKTOP)
    if not desktop:
        return True
    try:
        return not user32.SwitchDesktop(ctypes.c_void_p(desktop))
    finally:
        user32.CloseDesktop(ctypes.c_void_p(desktop))


def locked_on_macos(graphics: Any, core: Any) -> bool:
    """Whether the session's dictionary says that the screen is locked."""
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    core.CFDictionaryGetValue.restype = ctypes.c_void_p
    core.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    core.CFBooleanGetValue.argtypes = core.CFRelease.argtypes = [ctypes.c_void_p]
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return False
    name = core.CFStringCreateWithCString(None, _LOCKED, 0x08000100)
    value = core.CFDictionaryGetValue(session, name)
    locked = bool(value) and bool(core.CFBooleanGetValue(value))
    core.CFRelease(name)
    core.CFRelease(session)
    return locked


def _macos() -> tuple[Any, Any]:
    """The two frameworks that are asked."""
    return _library("CoreGraphics"), _library("CoreFoundation")


def _library(name: str) -> Any:
    return ctypes.cdll.LoadLibrary(ctypes.util.find_library(name) or name)
