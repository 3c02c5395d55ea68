"""The cap table on the token page: its cuts, and the files that its button makes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.token import TokenPage


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
