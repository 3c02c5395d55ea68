"""Cycles of objects are collected on the window's thread alone.

Python collects them on whichever thread happens to make an object, and what is in a cycle may be a
widget or an item of a picture: destroyed on a worker, it takes the whole process with it. So while
there are workers the collector is off, and a timer of the window does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """Collects cycles from the thread it was made on, until it is stopped."""

    _running = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)
        Collector._running += 1
        gc.disable()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would have."""
        counts, due = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > due[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect again, once nobody else wants it off."""
        if self._timer.isActive():
            self._timer.stop()
            Collector._running -= 1
            if not Collector._running:
                gc.enable()
