"""Every page, filled and empty, light and dark, at both sizes: nothing clipped or nameless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.pages import PLACES
from ui.widgets.text import Text

SIZES = ((1280, 800), (1024, 700))
HEX = re.compile(r"0x[0-9a-fA-F]{9,}")
DEVELOPERS = re.compile(r"\b(hash|wei|calldata|revert(ed)?|nonce|gas)\b", re.IGNORECASE)


@pytest.mark.parametrize("who", ["alice", "kira", "newcomer"])
def test_nothing_is_clipped_or_nameless(who: str, enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter(who)
    wrong: list[str] = []
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in SIZES:
            house.app.window.resize(width, height)
            for place in PLACES:
                house.go(place.key)
                settle(qtbot, house)
                where = f"{who} {place.key} {mode} {width}"
                page = page_of(house)
                for check in (clipped, outside, nameless):
                    wrong += [f"{where}: {check.__name__} {one}" for one in check(page)]
                picture(house.app.window, album, where.replace(" ", "-"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["alice", "newcomer"])
def test_no_word_that_only_a_developer_would_say(who: str, enter: Enter, qtbot: QtBot) -> None:
    house = enter(who)
    found: list[str] = []
    for place in PLACES:
        house.go(place.key)
        settle(qtbot, house)
        for words in _words(page_of(house)):
            if HEX.search(words) or DEVELOPERS.search(words):
                found.append(f"{place.key}: {words}")
    assert not found, "\n".join(found)


def _words(page: QWidget) -> list[str]:
    return [text.text() for text in page.findChildren(Text) if text.isVisible()]
