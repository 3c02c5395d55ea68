"""Settings: the depth of the open network turned in the window, and books held against proofs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory
from tests.ui.eyes import clipped, nameless, outside
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.house import House
from ui.pages.answered import AnsweredPage
from ui.pages.person import PersonView
from ui.pages.portfolio import THROUGH, PortfolioPage
from ui.pages.settings import SettingsPage
from ui.theme import Mode
from wallet.books.depth import AT_LEAST, MINE, NETWORK, NOT_READ


@pytest.fixture
def house(enter: Enter, story: PlayedStory) -> Iterator[House]:
    """Alice's window; the books are whole again afterwards."""
    yield enter("alice")
    story.session.deepen(NETWORK)
    story.session.refresh()


def settings(house: House, qtbot: QtBot) -> SettingsPage:
    house.go("settings")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, SettingsPage)
    return page


def look(page: SettingsPage, house: House, qtbot: QtBot) -> None:
    settle(qtbot, house)
    assert not [*clipped(page), *outside(page), *nameless(page)]


def shots(house: House, qtbot: QtBot, album: Path, name: str, part: QWidget) -> None:
    """Pictures in both modes and sizes, with a part of the page in sight."""
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 800), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            for area in house.app.window.findChildren(QScrollArea):
                if area.isAncestorOf(part):
                    area.ensureWidgetVisible(part, 0, 300)
            settle(qtbot, house)
            house.app.window.grab().save(str(album / f"{name}-{mode}-{width}.png"))


def followed(house: House, qtbot: QtBot) -> None:
    """The chain was followed and the page shows it."""
    qtbot.waitUntil(lambda: house.session.anew is None, timeout=60_000)
    settle(qtbot, house)


def test_the_depth_is_turned_there_and_back(
    house: House, qtbot: QtBot, story: PlayedStory, album: Path
) -> None:
    before = story.session.answers.home()
    card = settings(house, qtbot).books
    assert card.deep.value == NETWORK and not card.turn_to.isVisible()
    card.deep.set_value(MINE)
    card.deep.changed.emit()
    assert card.turn_to.isVisible() and "not known" in card.cost.text()
    look(settings(house, qtbot), house, qtbot)
    shots(house, qtbot, album, "settings-depth", card.turn_to)
    card.turn_to.click()
    followed(house, qtbot)
    assert story.session.depth == MINE and not card.turn_to.isVisible()
    settle(qtbot, house)
    after = story.session.answers.home()
    assert (after.holdings, after.to_claim) == (before.holdings, before.to_claim)


def test_strangers_are_said_not_to_be_read(
    house: House, qtbot: QtBot, story: PlayedStory, album: Path
) -> None:
    with story.session.store.writing() as tables:
        tables.run("DELETE FROM interest")  # everybody of the story has looked at these books
    story.session.deepen(MINE)
    story.session.refresh()
    answers = story.session.answers
    issuers = [one for one in answers.people() if one.person.has_token]
    stranger = next(one for one in issuers if not one.read)
    house.go("invest", ("person", stranger.person.id))
    settle(qtbot, house)
    (view,) = house.app.window.findChildren(PersonView)
    assert view.public.isVisible() and stranger.person.name in view.public.text.text()
    assert view.spread.text() == NOT_READ
    assert not [*clipped(view), *outside(view), *nameless(view)]
    shots(house, qtbot, album, "stranger", view.public)
    shots(house, qtbot, album, "stranger-holders", view.holders_card)
    known = next(one for one in issuers if one.read and one.my_units)
    house.go("invest", ("person", known.person.id))
    settle(qtbot, house)
    assert view.holders.isVisible() and view.spread.text() != NOT_READ
    house.go("portfolio")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, PortfolioPage)
    page.choice.items[THROUGH].click()
    settle(qtbot, house)
    assert page.through.least.text.text() == AT_LEAST
    shots(house, qtbot, album, "through", page.through.least)


def test_books_that_are_not_complete_say_so_on_every_page(
    house: House, qtbot: QtBot, story: PlayedStory, album: Path
) -> None:
    qtbot.waitUntil(lambda: house.app.tasks.idle, timeout=20_000)
    house._follow_timer.stop()
    story.session.index.deepen(MINE)  # nothing has followed the chain since
    house.turned()
    for key in ("home", "companies", "portfolio"):
        before = page_of(house)
        house.go(key)
        qtbot.waitUntil(lambda: house.app.tasks.idle, timeout=20_000)
        page = page_of(house)
        assert isinstance(page, AnsweredPage)
        if page.answer is not None:  # what was known before stays, with its age
            assert page is before and "is from" in page.anew.text.text()
            shots(house, qtbot, album, "anew-greyed", page.anew)
            continue
        assert not page.anew.isVisible() and page.states.currentWidget() is page.states.waiting
        assert "being read anew" in page.states.waiting.sentence.text()
        shots(house, qtbot, album, f"anew-{key}", page.states.waiting.button)
    assert isinstance(page, AnsweredPage)
    page.states.waiting.button.click()
    qtbot.waitUntil(lambda: house.app.tasks.idle, timeout=20_000)
    assert page.states.currentWidget() is not page.states.waiting
    assert page.anew.isVisible() and "too low" in page.anew.text.text()
    shots(house, qtbot, album, "anew-as-it-is", page.anew)
    story.session.refresh()
    house.turned()
    settle(qtbot, house)
    assert not page.anew.isVisible() and page.states.graphicsEffect() is None


def test_books_are_held_against_the_chain(
    house: House, qtbot: QtBot, story: PlayedStory, album: Path
) -> None:
    page = settings(house, qtbot)
    card = page.books
    card.check.click()
    qtbot.waitUntil(lambda: card.check.isEnabled(), timeout=60_000)
    settle(qtbot, house)
    assert "figures agree" in card.found.text.text() and not card.wrong.isVisible()
    look(page, house, qtbot)
    with story.session.store.writing() as tables:
        tables.run("UPDATE position SET units = '7' WHERE person = 1 AND token = 2")
    card.check.click()
    qtbot.waitUntil(lambda: card.check.isEnabled(), timeout=60_000)
    assert "differ from" in card.wrong.text.text() and "in the books" in card.wrong.text.text()
    assert not card.found.isVisible()
    look(page, house, qtbot)
    shots(house, qtbot, album, "settings-differs", card)
    story.session.index.deepen(MINE)
