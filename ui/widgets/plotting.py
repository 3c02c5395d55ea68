"""The chart library, PyQtGraph, taken in without what its import does to the process.

It draws on Qt's own scene, and needs no module beyond Qt's essentials and NumPy. It is loaded on
the window's own thread, because it goes through every name of Qt, and Qt's Python side makes what
is behind a name at its first use, which two threads must not do at once. So that the first picture
keeps nobody waiting, what it needs besides Qt is loaded ahead in a worker, and the names are gone
through a few at a time while nothing else is to be done (`Ahead`). Its import puts a hook of its
own around errors that nobody caught, and another at the end of the process; both are ours to
decide.
"""

import atexit
import importlib
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

_BESIDES_QT = (
    "colorama cProfile ctypes decimal difflib inspect locale mmap multiprocessing numpy pstats"
    " pydoc subprocess tempfile xml.dom.minidom xml.etree.ElementTree"
).split()

_QT: Final = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest")
_TURN: Final = 0.004  # seconds of the window's thread at a time


def warm_library() -> None:
    """Load what the library needs besides Qt, and is slow to load; in a worker."""
    for module in _BESIDES_QT:
        importlib.import_module(module)


@cache
def library() -> Any:
    """PyQtGraph, which comes without types. On the window's thread only."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("the chart library is loaded on the window's thread alone")
    hooks = sys.excepthook, threading.excepthook
    import pyqtgraph

    sys.excepthook, threading.excepthook = hooks
    atexit.unregister(pyqtgraph.cleanup)
    return pyqtgraph


class Ahead(QObject):
    """Loads the library while the window has nothing else to do; `warm_library` is done by now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = _names()
        self._timer = QTimer(self)
        self._timer.setInterval(0)  # whenever no event waits
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        until = time.monotonic() + _TURN
        for module, name in self._names:
            getattr(module, name, None)
            if time.monotonic() >= until:
                return
        self._timer.stop()
        library()


def _names() -> Iterator[tuple[Any, str]]:
    """Every name of Qt that the library goes through when it is loaded."""
    for module in _QT:
        loaded = importlib.import_module(f"PySide6.{module}")
        for name in dir(loaded):
            yield loaded, name
