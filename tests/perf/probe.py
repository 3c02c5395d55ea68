"""What a benchmark runs in a process of its own; prints one line of JSON.

`painted-product` and `painted-bare` answer when their window was first painted and end there;
`story` fills the embedded network of this home; `live` opens it in the window and watches the
window's thread; `bare` is a window that does nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wallet.flows.local_network import LocalNetwork, Progress
    from wallet.session import Session

ROUNDS = 2  # in which every page is refreshed, after one in which it is opened
IDLE = 1.5  # seconds that the bare window is watched


def say(**figures: Any) -> None:
    """Print the answer."""
    print(json.dumps(figures), flush=True)


def painted(window: Any) -> None:
    """Answer when a window class is first painted, and end the process."""
    paint = window.paintEvent

    def first(self: Any, event: Any) -> None:
        paint(self, event)
        say(painted=time.monotonic())
        os._exit(0)

    window.paintEvent = first


def painted_product() -> None:
    """The command itself, up to its first paint."""
    from wallet import cli

    if not os.environ.get("DISPLAY"):
        # Without a display the command offers to do without a window; here it is to be measured.
        setattr(cli, "_need_screen", lambda: None)  # noqa: B010 - a plain assignment is refused
    from ui.window import Window

    painted(Window)
    cli.main(["demo"])


def painted_bare() -> None:
    """A window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        pass

    app = QApplication(["bare"])
    painted(Bare)
    window = Bare()
    window.resize(1280, 800)
    window.show()
    app.exec()


def story() -> None:
    """Play the story into this home's embedded network."""
    local, session = _opened(lambda sentence, done: None)
    session.close()
    local.stop()
    say(done=True)


def live() -> None:
    """Open the filled network in the window, open every page, refresh each; watch for stalls."""
    from PySide6.QtCore import QTimer

    from tests.perf.stalls import Stalls
    from ui.app import App
    from ui.pages import PLACES

    kept: list[LocalNetwork] = []

    def open_session(progress: Progress) -> Session:
        local, session = _opened(progress)
        kept.append(local)
        session.enter_as("alice")
        return session

    app = App(["symbolon"])
    stalls = Stalls()
    figures: dict[str, float] = {}
    turns = 0
    keys = [place.key for place in PLACES]
    steps = iter(keys * (1 + ROUNDS))

    def turn() -> None:
        """Once the home page is filled go from page to page, each time nothing is under way."""
        frame = app.window.frame
        if frame is None or not app.tasks.idle or app.house is None:
            return
        nonlocal turns
        turns += 1
        if turns == 1:
            figures.update(stall_start=stalls.longest(), resident=resident())
            stalls.begin()
        if turns == len(keys) + 1:
            figures["stall_open"] = stalls.longest()
            stalls.begin()
        key = next(steps, None)
        if key is None:
            figures["stall_refresh"] = stalls.longest()
            app.window.close()
            app.qt.quit()
            return
        app.house.go(key)
        frame.refresh()

    app.open(open_session)
    stalls.begin()
    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(100)
    app.qt.exec()
    app.close()
    for local in kept:
        local.stop()
    say(**figures)


def bare() -> None:
    """A bare window's resident memory, and its longest stall: the noise of the machine."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    from tests.perf.stalls import Stalls

    app = QApplication(["bare"])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    stalls = Stalls()
    stalls.begin()
    QTimer.singleShot(int(IDLE * 1000), app.quit)
    app.exec()
    say(resident=resident(), stall=stalls.longest())


def resident() -> float:
    """Resident memory of this process in megabytes."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def _opened(progress: Progress) -> tuple[LocalNetwork, Session]:
    from wallet.flows.demo import open_demo
    from wallet.flows.local_network import LocalNetwork, demo_folder
    from wallet.session import Session

    folder = demo_folder()
    local = LocalNetwork(folder, progress=progress)
    session, _ = open_demo(
        local, lambda network, at: Session(network, folder=at), folder / "wallet", progress
    )
    return local, session


KINDS = {
    "painted-product": painted_product,
    "painted-bare": painted_bare,
    "story": story,
    "live": live,
    "bare": bare,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]()
