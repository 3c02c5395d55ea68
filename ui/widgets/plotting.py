"""The chart library, PyQtGraph, taken in without what its import does to the process.

It draws on Qt's own scene, and needs no module beyond Qt's essentials and NumPy. It is loaded on
the window's own thread, because it goes through every name of Qt, and Qt's Python side makes what
is behind a name at its first use, which two threads must not do at once. What it needs besides Qt
is loaded ahead in a worker; about a tenth of a second is left for the first picture. Its import
puts a hook of its own around errors that nobody caught, and another at the end of the process; both
are ours to decide.
"""

import atexit
import importlib
import sys
import threading
from functools import cache
from typing import Any

_BESIDES_QT = (
    "colorama cProfile ctypes decimal difflib inspect locale mmap multiprocessing numpy pstats"
    " pydoc subprocess tempfile xml.dom.minidom xml.etree.ElementTree"
).split()


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
