"""The chart library, PyQtGraph, taken in without what its import does to the process.

It draws on Qt's own scene, needs no module beyond Qt's essentials and NumPy, and is loaded by the
pages that have pictures, which are warmed in a worker. Its import puts a hook of its own around
errors that nobody caught, and another at the end of the process; both are ours to decide.
"""

import atexit
import sys
import threading
from typing import Any


def _library() -> Any:
    hooks = sys.excepthook, threading.excepthook
    import pyqtgraph

    sys.excepthook, threading.excepthook = hooks
    atexit.unregister(pyqtgraph.cleanup)
    return pyqtgraph


pg: Any = _library()
"""PyQtGraph comes without types."""
