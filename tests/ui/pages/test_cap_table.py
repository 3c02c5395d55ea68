"""The cap table on the token page: its cuts, and the files that its button makes."""

from __future__ import annotations

import json
import time
import zipfile
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.token import TokenPage
from ui.printing import printed
from wallet.base.clock import DAY, date_of


def test_the_card_shows_each_cut_and_hands_out_the_files(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    house.go("token")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, TokenPage) and page.answer is not None
    cap = page.answer.cap
    assert page.raises.model().rowCount() == len(cap.raises) > 0
    assert page.lockups.model().rowCount() == len(cap.lockups) > 0
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 1500), (1024, 1500), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            for check in (clipped, outside, nameless):
                assert not list(check(page))
            picture(house.app.window, album, f"cap-table-{mode}-{width}-{height}")
    page.take_away.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(TakeAwayDialog)
    assert dialog.what.value == "cap-table" and not dialog.year.isVisible()
    picture(dialog, album, "cap-table-take-away")
    dialog.form.set_value("zip")
    dialog.file.set_value(str(tmp_path / "package"))
    dialog.go.click()
    settle(qtbot, house)
    assert dialog.saved == tmp_path / "package.zip"
    with zipfile.ZipFile(dialog.saved) as packed:
        assert "Manifest.ocf.json" in packed.namelist()


def test_the_card_looks_back_to_any_day_and_block(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    house.go("token")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, TokenPage) and page.answer is not None
    now = page.answer.cap

    def look(words: str) -> str:
        page.as_of.set_value(words)
        page.look_back()
        settle(qtbot, house)
        return page.as_of.said if page.as_of.wrong else page.then.text()

    first = page.answer.mine.holders[0].since
    assert look("block 1") == "Your token was not issued by then."
    assert not page.raises.isVisible()
    assert "held 0.00 % of you" in look(date_of(first - 30 * DAY)) or page.then.isVisible()
    then = look(date_of(first + DAY))
    assert "people held" in then and page.held_then.rows.rowCount() > 0
    picture(page.cap, album, "cap-table-then")
    assert not clipped(page) and not outside(page) and not nameless(page)
    assert look(f"{now.block:,}").startswith(f"At block {now.block:,}")
    assert page.held_then.rows.rowCount() == len(now.holders) - 1
    assert look("yesterday").startswith("This is neither a day nor a block.")
    assert look(f"block {now.block + 9_999}").startswith("The books do not know block")
    look(date_of(first + DAY))
    page.take_away.click()
    settle(qtbot, house)
    dialog = house.app.window.findChildren(TakeAwayDialog)[-1]
    assert dialog.as_of.isVisible() and dialog.as_of.value == page.as_of.value
    dialog.form.set_value("json")
    dialog.file.set_value(str(tmp_path / "then.json"))
    dialog.go.click()
    settle(qtbot, house)
    told = json.loads((tmp_path / "then.json").read_text())
    assert 0 < told["cap-table"]["block"] < now.block
    look("")
    assert not page.held_then.isVisible() and page.raises.isVisible()


def test_two_thousand_holders_are_shown_and_written(
    enter: Enter, qtbot: QtBot, album: Path
) -> None:
    house = enter("alice")
    house.go("token")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, TokenPage) and page.answer is not None
    answer = page.answer
    some, held = answer.mine.holders[0], answer.cap.holders[-1]
    crowd = [replace(some.person, id=1_000 + n, name=f"Person {n}") for n in range(2_000)]
    mine = replace(answer.mine, holders=tuple(replace(some, person=one) for one in crowd))
    cap = replace(
        answer.cap, holders=(answer.cap.holders[0], *(replace(held, person=one) for one in crowd))
    )
    began = time.monotonic()
    page.show_answer(replace(answer, mine=mine, cap=cap))
    page._show_then(cap)
    qtbot.wait(10)
    assert time.monotonic() - began < 2.0, "two thousand holders take too long"
    assert page.table.rows.rowCount() == page.held_then.rows.rowCount() == 2_000
    picture(page.cap, album, "cap-table-crowd")
    assert not clipped(page) and not outside(page)
    began = time.monotonic()
    pdf = printed(cap, "Local network", "UTC", None)
    assert pdf.startswith(b"%PDF") and time.monotonic() - began < 8.0
