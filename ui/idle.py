"""Locking when nobody is there: after minutes without input, and after the machine slept."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_EVERY = 5_000  # milliseconds
_SLEPT = 60.0  # seconds by the wall clock between two looks that only sleep explains


class Idle(QObject):
    """`left` when the person has been away for `minutes`, or the machine has slept."""

    left = Signal()

    def __init__(
        self, idle_seconds: Callable[[], float], minutes: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._idle_seconds, self.minutes = idle_seconds, minutes
        self._looked = time.time()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._looked = time.time()
        self._timer.start()

    def stop(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def look(self) -> None:
        """Look once."""
        now = time.time()
        slept = now - self._looked > _SLEPT
        self._looked = now
        if slept or self._idle_seconds() > self.minutes * 60:
            self.left.emit()
