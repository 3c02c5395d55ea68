"""The frame and the window: pages on demand, keyboard, badges, both sizes and both schemes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import sample
from tests.ui.eyes import clipped, nameless, outside, picture
from ui.frame import Frame
from ui.pages import PLACES
from ui.theme import Theme
from ui.widgets.gate import Gate, Opening
from ui.widgets.page import Page
from ui.window import Window
from wallet.base.errors import WalletError

Show = Callable[[QWidget], QWidget]


class Counted(Page):
    """A page that counts."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.refreshed = 0
        self.targets: list[object] = []

    def refresh(self) -> None:
        self.refreshed += 1

    def open_on(self, target: object) -> None:
        self.targets.append(target)


def _counting(built: list[str]) -> Frame:
    def build(key: str) -> Page:
        built.append(key)
        return Counted(key)

    return Frame(PLACES, build)


def _page(frame: Frame) -> Counted:
    assert isinstance(frame.page, Counted)
    return frame.page


def test_pages_are_built_when_first_opened(window: Window, shown: Show) -> None:
    built: list[str] = []
    frame = _counting(built)
    window.show_frame(frame)
    shown(window)
    assert built == []
    frame.go("home")
    frame.go("auctions", 12)
    frame.go("home")
    assert built == ["home", "auctions"]
    assert _page(frame).refreshed == 1
    frame.go("auctions")
    assert _page(frame).targets == [12]


def test_change_refreshes_the_page_shown_now_and_others_later(window: Window, shown: Show) -> None:
    frame = _counting([])
    window.show_frame(frame)
    frame.go("home")
    frame.go("auctions")
    frame.refresh()
    assert _page(frame).refreshed == 2
    frame.go("home")
    assert _page(frame).refreshed == 2
    frame.go("auctions")
    assert _page(frame).refreshed == 2


def test_keyboard_reaches_every_everyday_page(window: Window, shown: Show, qtbot: QtBot) -> None:
    frame = _counting([])
    window.show_frame(frame)
    shown(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    frame.go("home")
    for number, place in enumerate(PLACES[:9], start=1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert frame.key == place.key
        assert frame.sidebar.items[place.key].isChecked()


def test_ctrl_l_asks_to_lock(window: Window, shown: Show, qtbot: QtBot) -> None:
    shown(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.lock_asked):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_input_is_noticed(window: Window, shown: Show, qtbot: QtBot) -> None:
    shown(window)
    window.watch_input()
    handle = window.windowHandle()
    with qtbot.waitSignal(window.used):
        QTest.keyClick(handle, Qt.Key.Key_A)


def test_badges_say_what_awaits(window: Window, shown: Show) -> None:
    window.show_frame(sample.frame())
    shown(window)
    items = window.frame.sidebar.items if window.frame else {}
    window.show_person(
        "Alice Moreau", "Verified · until March 2028", {"companies": 1, "raise": 120}
    )
    assert items["companies"].badge.isVisible()
    assert items["companies"].accessibleName() == "Companies, 1 awaits you"
    assert items["raise"].badge.text() == "99+"
    assert not items["distributions"].badge.isVisible()
    assert items["home"].accessibleName() == "Home"


def test_long_names_stay_in_the_sidebar(window: Window, shown: Show, qtbot: QtBot) -> None:
    window.show_frame(sample.frame())
    shown(window)
    name = "Wolfeschlegelsteinhausenbergerdorff Maximiliana"
    window.show_person(name, "Verified · until September 2028", {})
    qtbot.wait(20)
    assert window.frame is not None
    assert window.frame.sidebar.width() == 216
    assert clipped(window.frame.sidebar) == []
    assert window.frame.sidebar.person.toolTip() == name


def test_views_replace_each_other(window: Window, shown: Show) -> None:
    window.show_view(Gate("Welcome back"))
    frame = sample.frame()
    seen = [window.frame]
    window.show_frame(frame)
    seen.append(window.frame)
    window.show_view(Gate("Welcome back"))
    assert [*seen, window.frame] == [None, frame, None]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (1920, 1200)])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_home_as_drawn_fits(
    window: Window, shown: Show, qtbot: QtBot, theme: Theme, album: Path, mode: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    theme.set_mode("dark" if mode == "dark" else "light")
    window.show_frame(sample.frame())
    window.resize(*size)
    shown(window)
    qtbot.wait(30)
    assert clipped(window) == [] and outside(window) == [] and nameless(window) == []
    assert window.frame is not None and window.frame.page is not None
    content = window.frame.page.content.geometry()
    assert content.width() <= 1120
    picture(window, album, f"home-{mode}-{size[0]}")


def test_smallest_window(window: Window) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 700)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_opening_shows_progress_and_failure(
    window: Window, shown: Show, theme: Theme, album: Path, mode: str, qtbot: QtBot
) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    opening = Opening()
    window.show_view(opening)
    shown(window)
    opening.show_progress("Playing the story: Bob’s offering closes.", 0.6)
    assert opening.bar.isVisible() and opening.bar.value() == 600
    opening.fail(WalletError("The local network could not be started.", "Free some disk space."))
    qtbot.wait(20)
    assert opening.problem.text().endswith("Free some disk space.")
    assert opening.again.isVisible() and not opening.bar.isVisible()
    assert clipped(window) == [] and nameless(window) == []
    picture(window, album, f"opening-failed-{mode}")
    opening.show_progress("Again.", None)
    assert not opening.problem.isVisible() and not opening.again.isVisible()
