"""Windows with words on them, kept out of screenshots and recordings where the system can do it.

Windows leaves such a window out of every picture (SetWindowDisplayAffinity), macOS out of those
that other programs take (NSWindow sharingType). X11 and Wayland have nothing like it: there it is
said to the person.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from typing import Any

from PySide6.QtWidgets import QWidget

_EXCLUDE, _MONITOR, _NONE = 0x11, 0x01, 0x00  # WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR, WDA_NONE
_PRIVATE, _READABLE = 0, 1  # NSWindowSharingNone, NSWindowSharingReadOnly

CANNOT = (
    "This system cannot keep other programs from taking pictures of the screen. Close those that "
    "record it or share it with others."
)


def can_keep() -> bool:
    """Whether this system has a way to leave a window out of pictures."""
    return sys.platform in ("win32", "darwin")


def keep_from_pictures(window: QWidget, apart: bool = True) -> bool:
    """Leave a window out of pictures of the screen, or let it in again; whether it is left out."""
    if sys.platform == "win32":
        return exclude_on_windows(ctypes.windll.user32, int(window.winId()), apart)
    if sys.platform == "darwin":
        library = ctypes.cdll.LoadLibrary(ctypes.util.find_library("objc") or "libobjc.dylib")
        return exclude_on_macos(library, int(window.winId()), apart)
    return False


def exclude_on_windows(user32: Any, handle: int, apart: bool) -> bool:
    """Ask Windows; before Windows 10 2004 the window shows black in pictures instead."""
    window = ctypes.c_void_p(handle)
    if not apart:
        user32.SetWindowDisplayAffinity(window, _NONE)
        return False
    kinds = (_EXCLUDE, _MONITOR)
    return any(bool(user32.SetWindowDisplayAffinity(window, kind)) for kind in kinds)


def exclude_on_macos(objc: Any, view: int, apart: bool) -> bool:
    """Ask macOS: [[view window] setSharingType: ...]."""
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    sharing = _PRIVATE if apart else _READABLE
    send(window, objc.sel_registerName(b"setSharingType:"), sharing)
    return apart
