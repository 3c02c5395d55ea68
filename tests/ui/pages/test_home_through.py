"""The row of Home that says what is owned through others, on the demo network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory
from tests.ui.eyes import clipped, nameless, outside
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.pages.home import HomePage, through_row
from ui.pages.portfolio import PortfolioPage
from ui.theme import Mode


def test_home_ends_with_what_is_owned_through_others(
    enter: Enter, qtbot: QtBot, story: PlayedStory, album: Path
) -> None:
    house = enter("alice")
    house.go("home")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, HomePage)
    seen = story.session.answers.through()
    rows = page.table.rows
    last = rows.row(rows.rowCount() - 1)
    assert last.cells[0].text == "Through others"
    assert rows.rowCount() == len(story.session.answers.home().holdings) + 1
    only = [one for one in seen.rows if one.hops > 1]
    assert int(last.cells[0].beneath.split()[0]) >= max(1, len(only))
    assert last.cells[1].text == last.cells[2].text == last.cells[4].text == "–"
    assert last.cells[3].text.startswith("$") or last.cells[3].text == "no price"
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 800), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            assert not [*clipped(page), *outside(page), *nameless(page)]
            house.app.window.grab().save(str(album / f"home-{mode}-{width}.png"))
    page.table.opened.emit(last.key)
    settle(qtbot, house)
    shown = page_of(house)
    assert isinstance(shown, PortfolioPage) and shown.choice.key == "through"


def test_what_is_not_known_is_the_least_and_nobody_is_no_row(
    enter: Enter, story: PlayedStory
) -> None:
    enter("alice")
    seen = story.session.answers.through()
    part = through_row(replace(seen, whole=False))
    assert part is not None and part.cells[0].beneath.startswith("at least ")
    assert through_row(replace(seen, rows=())) is None
