"""The longest time in which a window's thread answered nobody."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Stalls(QObject):
    """A timer of one millisecond; what it misses, a person would have missed."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._last = self._longest = 0.0

    def begin(self) -> None:
        """Forget what was seen and watch from now on."""
        self._last, self._longest = time.monotonic(), 0.0
        self._timer.start()

    def longest(self) -> float:
        """The longest gap so far, in milliseconds."""
        return self._longest * 1000

    def _tick(self) -> None:
        now = time.monotonic()
        self._longest = max(self._longest, now - self._last)
        self._last = now
