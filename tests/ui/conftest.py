"""Fixtures of the window: a themed application, tasks that end, a window that closes."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.messages import Messages
from ui.tasks import Tasks
from ui.theme import Theme, load_fonts
from ui.window import Window
from wallet.base.errors import WalletError


@pytest.fixture(scope="session", autouse=True)
def settled() -> None:
    """Keep what is loaded by now out of the guards' search for leaks, which is slow otherwise."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The one theme of the test process."""
    load_fonts()
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def light(theme: Theme) -> None:
    """Begin each test in the light."""
    theme.set_mode("light")


@pytest.fixture
def heard() -> list[WalletError]:
    """The failures that reached the messages."""
    return []


@pytest.fixture
def crashed() -> list[BaseException]:
    """The errors that reached the crash dialog."""
    return []


@pytest.fixture
def tasks(
    qapp: QApplication, heard: list[WalletError], crashed: list[BaseException]
) -> Iterator[Tasks]:
    """Tasks whose threads end with the test."""
    made = Tasks(crashed.append, heard.append)
    yield made
    assert made.close()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """An empty window of 1280 by 800."""
    made = Window(Messages())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget and wait until it is to be seen."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        qtbot.wait(20)
        return widget

    return show


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Where pictures go: SYMBOLON_ALBUM when somebody wants to look at them."""
    wanted = os.environ.get("SYMBOLON_ALBUM")
    folder = Path(wanted) if wanted else tmp_path / "album"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
