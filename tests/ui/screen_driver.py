"""Run on a session bus of its own: how often is it heard that a screen was locked and unlocked?

Every window of a session locks when its screen does, those of other tests as well; so the signal
is not sent on the bus that they share. `python -m tests.ui.screen_driver PATH INTERFACE`
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from ui.presence import Presence


def main(path: str, interface: str) -> int:
    """The number of times."""
    app = QCoreApplication([])
    presence = Presence()
    heard: list[int] = []
    presence.away.connect(lambda: heard.append(1))

    def wait(seconds: float, done: Callable[[], bool]) -> None:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.01)

    for locked, seconds in ((True, 10.0), (False, 0.2)):
        message = QDBusMessage.createSignal(path, interface, "ActiveChanged")
        message.setArguments([locked])
        if not QDBusConnection.sessionBus().send(message):
            return -1
        before = len(heard)
        wait(seconds, lambda before=before: len(heard) > before)  # type: ignore[misc] # one a turn
    return len(heard)


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
