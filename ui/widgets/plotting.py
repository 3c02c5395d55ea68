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
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, Final

from PySide6.QtCore import QObject

from ui.warm import Turns

_BESIDES_QT = (
    "colorama cProfile ctypes decimal difflib inspect locale mmap multiprocessing numpy pstats"
    " pydoc subprocess tempfile xml.dom.minidom xml.etree.ElementTree"
).split()

_QT: Final = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest")


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


class Ahead(Turns):
    """Loads the library while the window has nothing else to do; `warm_library` is done by now."""

    def __init__(self, parent: QObject, before: Iterable[object] = ()) -> None:
        """`before` are steps that come first."""
        super().__init__(chain(before, (getattr(at, name, None) for at, name in _names())), parent)

    def finished(self) -> None:
        """Every name is made by now: the import is short."""
        library()


def _names() -> Iterator[tuple[Any, str]]:
    """Every name of Qt that the library goes through when it is loaded."""
    for module in _QT:
        loaded = importlib.import_module(f"PySide6.{module}")
        for name in dir(loaded):
            yield loaded, name
