"""The activity page: narrowed by kind, time, person and words; each line leads to its record."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.record import RecordDialog
from ui.house import House
from ui.pages.activity import ActivityPage
from ui.widgets.details import Details


def _said(page: ActivityPage) -> list[str]:
    rows = page.table.rows
    return [rows.row(number).cells[0].text for number in range(rows.rowCount())]


def _open(house: House, qtbot: QtBot) -> ActivityPage:
    house.go("activity")
    settle(qtbot, house)
    return cast(ActivityPage, page_of(house))


def test_it_is_narrowed(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("alice")
    page = _open(house, qtbot)
    everything = _said(page)
    assert len(everything) > 15
    page.kind.set_value("trading")
    settle(qtbot, house)
    trading = _said(page)
    assert trading and set(trading) < set(everything)
    page.kind.set_value("")
    qtbot.keyClicks(page.whom.input, "bob")
    settle(qtbot, house)
    assert _said(page) == everything  # nobody is chosen yet
    qtbot.keyClick(page.whom.input, Qt.Key.Key_Return)
    settle(qtbot, house)
    with_bob = _said(page)
    assert with_bob and set(with_bob) < set(everything)
    assert all("Bob" in one or "shares of" in one or "of " in one for one in with_bob)
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        house.app.window.resize(1024, 700)
        settle(qtbot, house)
        picture(house.app.window, album, f"activity-narrowed-{mode}")
        assert not clipped(page) and not outside(page) and not nameless(page)
    page.words.set_value("nothing says this")
    settle(qtbot, house)
    assert page.nothing.isVisible() and not _said(page)
    page.words.set_value("")
    page.whom.set_value("")
    page.time.set_value("before")
    settle(qtbot, house)
    assert page.nothing.isVisible()
    page.time.set_value(365)
    settle(qtbot, house)
    assert _said(page) == everything


def test_a_line_leads_to_its_papers_and_what_was_signed(
    enter: Enter, qtbot: QtBot, album: Path
) -> None:
    house = enter("alice")
    page = _open(house, qtbot)
    page.words.set_value("you issued")
    settle(qtbot, house)
    page.table.setCurrentIndex(page.table.rows.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, house)
    (record,) = house.app.window.findChildren(RecordDialog)
    papers = [one for one in record.findChildren(Details) if one is not record.details]
    assert any("The terms" in one.toggle.text() for one in papers)
    record.ask.click()
    settle(qtbot, house)
    assert record.signed.text.text().startswith("You signed: ")
    picture(record, album, "record-issued")
    record.accept()
    settle(qtbot, house)
