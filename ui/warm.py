"""What the window will need next, loaded while nothing else is to be done.

All of it on the window's own thread, a little at a time: Qt's Python side keeps what it knows of
classes in tables without a lock, which Qt reads whenever it hands an event to an object. A class
that comes into being on another thread meanwhile - by an import, or by the first use of one of
Qt's names - makes the program fall over. Only what has nothing to do with Qt is for a worker.
"""

import importlib
import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

_TURN = 0.004  # seconds of the window's thread at a time


class Turns(QObject):
    """Takes small steps whenever no event waits; `finished` once, after the last."""

    def __init__(self, steps: Iterable[object], parent: QObject) -> None:
        """Each step is done by asking for the next of `steps`."""
        super().__init__(parent)
        self._steps = iter(steps)
        self._timer = QTimer(self)
        self._timer.setInterval(0)  # whenever no event waits
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def finished(self) -> None:
        """What comes after the last step."""

    def _go_on(self) -> None:
        until = time.monotonic() + _TURN
        for _ in self._steps:
            if time.monotonic() >= until:
                return
        self._timer.stop()
        self.finished()


def first_steps() -> Iterator[object]:
    """Make the widget kinds that Qt looks through once.

    The frame waits for the session: what it stands on is being loaded by the worker that opens it.
    """
    from PySide6 import QtWidgets

    for name in dir(QtWidgets):
        # The first call that hands a widget to Python makes every kind of widget known to it.
        yield getattr(QtWidgets, name)


def page_steps() -> Iterator[object]:
    """Load every page that a member has, with its dialogs, so that it only has to be built."""
    from ui.pages import MODULES

    for module in MODULES:
        yield importlib.import_module(module)


def warm_besides() -> None:
    """Load what pages need besides Qt; in a worker."""
    from ui.widgets.plotting import warm_library
    from wallet.base.countries import countries

    countries()
    warm_library()
