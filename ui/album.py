"""The album: a picture of every page, light and dark, painted without a screen.

Used by `symbolon demo --headless` and by whoever wants to look at all pages after a change.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

from ui.app import App
from ui.house import House
from ui.pages import PLACES
from ui.settings import Settings
from ui.theme import Mode
from wallet.base.errors import WalletError
from wallet.base.files import private_dir
from wallet.books.desks import ATTEST, VERIFY
from wallet.flows.cast import ATTESTORS, VERIFIER

if TYPE_CHECKING:
    from wallet.session import Session

MODES: tuple[Mode, ...] = ("light", "dark")
SIZES = ((1280, 800), (1024, 700))
PATIENCE = 30.0  # seconds for one page to be filled


def paint_album(session: "Session", folder: Path, full: bool = False) -> int:
    """Paint every page into `folder`, as Alice, and the desks as those who serve at them.

    Returns how many pictures were made; the network is a local one. `full` adds the smallest size
    that a window can have. Raises WalletError when the folder cannot be written to.
    """
    session.enter_as("alice")
    app = App(["symbolon"], Settings(mode="light"))
    house = House(app, session)
    app.window.show()
    private_dir(folder)
    try:
        _until(lambda: app.window.frame is not None)
        pages = [place.key for place in PLACES if not place.desk]
        count = _paint(house, pages, folder, full)
        for who, desk in ((VERIFIER, VERIFY), (ATTESTORS[0].key, ATTEST)):
            session.enter_as(who)
            house.turned()
            count += _paint(house, [desk], folder, full)
    finally:
        app.window.close()
        app.close()
        app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return count


def _paint(house: House, pages: Sequence[str], folder: Path, full: bool) -> int:
    """Paint some pages in every way; how many pictures that made."""
    app, count = house.app, 0
    for mode, (width, height) in _ways(full):
        app.theme.set_mode(mode)
        app.window.resize(width, height)
        for key in pages:
            house.go(key)
            _settle(app)
            size = "" if (width, height) == SIZES[0] else f"-{width}"
            _save(app, folder / f"{key}-{mode}{size}.png")
            count += 1
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
