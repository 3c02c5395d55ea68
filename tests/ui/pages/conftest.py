"""A real session in a real window: as somebody of the story, or as a newcomer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory, story
from ui.app import App
from ui.house import House
from ui.settings import Settings
from ui.widgets.page import Page

__all__ = ["story"]

NEWCOMER = 12
"""The account of the published phrase that never joined."""

Enter = Callable[[str], House]


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, home: object) -> Iterator[App]:
    """The application with its window, as `symbolon` makes it."""
    made = App(["symbolon"], Settings(mode="light"))
    yield made
    qtbot.waitUntil(lambda: made.tasks.idle, timeout=20_000)
    made.window.close()
    assert made.tasks.close()
    made.window.deleteLater()


@pytest.fixture
def enter(app: App, qtbot: QtBot, story: PlayedStory) -> Iterator[Enter]:
    """Open the wallet of one of the cast by name; "newcomer" is nobody's yet."""
    houses: list[House] = []

    def open_house(key: str) -> House:
        story.session.enter_as("alice" if key == "newcomer" else key)
        if key == "newcomer":
            story.session.use_account(NEWCOMER)
        house = House(app, story.session)
        houses.append(house)
        with qtbot.waitExposed(app.window):
            app.window.show()
        settle(qtbot, house)
        return house

    yield open_house
    for house in houses:
        house.close()
        qtbot.waitUntil(lambda: app.tasks.idle, timeout=20_000)
    story.session.leave()


def settle(qtbot: QtBot, house: House) -> None:
    """Wait until every question is answered and laid out."""
    qtbot.waitUntil(lambda: house.app.tasks.idle, timeout=20_000)
    for _ in range(10):  # a card within a card passes on what it asks for one round at a time
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    qtbot.wait(30)


def page_of(house: House) -> Page:
    """The page that is shown."""
    frame = house.app.window.frame
    assert frame is not None and frame.page is not None
    return frame.page
