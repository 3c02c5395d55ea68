"""A copy of papers through the real window: saved, brought back, and refused by another wallet."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.papers_copy import PapersCopyDialog
from ui.house import House
from ui.pages.settings import SettingsPage


def opened(house: House, qtbot: QtBot, bring: bool) -> PapersCopyDialog:
    house.go("settings")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, SettingsPage)
    (page.bring_papers if bring else page.save_papers).click()
    settle(qtbot, house)
    dialog = [one for one in house.app.window.findChildren(PapersCopyDialog) if one.isVisible()][-1]
    assert not [*clipped(dialog), *nameless(dialog), *outside(dialog)]
    return dialog


def done(dialog: PapersCopyDialog, house: House, qtbot: QtBot, path: Path) -> str:
    """Press the button; what is then said of the file, nothing where it worked."""
    dialog.file.set_value(str(path))
    dialog.go.click()
    settle(qtbot, house)
    return dialog.file.said if isValid(dialog) else ""


def test_papers_are_saved_and_brought_back(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    documents = house.session.documents
    documents.set_label(9, "The cousin")
    path = tmp_path / "mine.papers"
    dialog = opened(house, qtbot, bring=False)
    dialog.go.click()
    assert "No file was named" in dialog.file.said
    assert done(dialog, house, qtbot, path) == ""
    assert b"cousin" not in path.read_bytes()
    again = opened(house, qtbot, bring=False)
    assert "already" in done(again, house, qtbot, path)
    again.reject()

    documents.set_label(9, "")
    assert done(opened(house, qtbot, bring=True), house, qtbot, path) == ""
    assert documents.labels()[9] == "The cousin"
    documents.set_label(9, "")
    bring = opened(house, qtbot, bring=True)
    assert "not there" in done(bring, house, qtbot, tmp_path / "nothing.papers")
    (tmp_path / "other").write_bytes(b"something else")
    assert "no copy of the papers" in done(bring, house, qtbot, tmp_path / "other")
    picture(bring, album, "papers-copy-refused")
    picture(page_of(house), album, "settings-papers")
    bring.reject()


def test_another_account_does_not_open_it(enter: Enter, qtbot: QtBot, tmp_path: Path) -> None:
    house = enter("alice")
    path = tmp_path / "mine.papers"
    assert done(opened(house, qtbot, bring=False), house, qtbot, path) == ""
    house.session.enter_as("bob")
    house.turned()
    bring = opened(house, qtbot, bring=True)
    assert "another key" in done(bring, house, qtbot, path)
    bring.reject()
