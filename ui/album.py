"""The album: a picture of every page, light and dark, painted without a screen.

Used by `symbolon demo --headless` and by whoever wants to look at all pages after a change.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

from ui.app import App
from ui.house import House
from ui.pages import PAGES, PLACES
from ui.settings import Settings
from ui.theme import Mode
from wallet.base.errors import WalletError
from wallet.base.files import private_dir

if TYPE_CHECKING:
    from wallet.session import Session

MODES: tuple[Mode, ...] = ("light", "dark")
SIZES = ((1280, 800), (1024, 700))
PATIENCE = 30.0  # seconds for one page to be filled


def paint_album(session: "Session", folder: Path, full: bool = False) -> int:
    """Paint every page into `folder`; returns how many pictures were made.

    `full` adds the smallest size that a window can have. Raises WalletError when the folder
    cannot be written to.
    """
    app = App(["symbolon"], Settings(mode="light"))
    house = House(app, session)
    app.window.show()
    private_dir(folder)
    count = 0
    try:
        _until(lambda: app.window.frame is not None)
        for mode, (width, height) in _ways(full):
            app.theme.set_mode(mode)
            app.window.resize(width, height)
            for place in PLACES:
                if place.key not in PAGES:
                    continue
                house.go(place.key)
                _settle(app)
                size = "" if (width, height) == SIZES[0] else f"-{width}"
                _save(app, folder / f"{place.key}-{mode}{size}.png")
                count += 1
    finally:
        app.window.close()
        app.close()
        app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return count


def _ways(full: bool) -> Iterator[tuple[Mode, tuple[int, int]]]:
    for mode in MODES:
        for size in SIZES if full else SIZES[:1]:
            yield mode, size


def _settle(app: App) -> None:
    """Wait until nothing is being asked, and what was answered is laid out and painted."""
    _until(lambda: app.tasks.idle)
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() > end:
            raise WalletError(
                "A page did not fill in time.",
                "The machine may be very busy: try once more.",
                "album.slow",
            )


def _save(app: App, path: Path) -> None:
    if not app.window.grab().save(str(path)):
        raise WalletError(
            f"The picture {path.name} could not be written.",
            "Choose a folder that you may write to, on a disk with room.",
            "album.write",
        )
