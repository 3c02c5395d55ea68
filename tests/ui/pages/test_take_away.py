"""Taking it away through the real window: files on the disk, errors beside their fields."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.take_away import TakeAwayDialog
from ui.house import House
from ui.pages.distributions import DistributionsPage
from ui.pages.settings import SettingsPage
from wallet.flows.taking import CAP_TABLE, FORMS, WHATS, forms_of


class Desk(QObject):
    """Stands where the system's file manager would be asked."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def opened(house: House, qtbot: QtBot, place: str) -> TakeAwayDialog:
    """The dialog, as the page's button opens it."""
    house.go(place)
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, DistributionsPage | SettingsPage)
    page.take_away.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(TakeAwayDialog)
    assert dialog.isVisible() and dialog.go.isEnabled()
    return dialog


def save(
    dialog: TakeAwayDialog, house: House, qtbot: QtBot, what: str, form: str, at: Path
) -> Path:
    dialog.what.set_value(what)
    dialog.form.set_value(form)
    dialog.year.set_value("all")
    dialog.file.set_value(str(at))
    dialog.go.click()
    settle(qtbot, house)
    assert dialog.saved is not None, [field.said for field in dialog.fields.values()]
    return dialog.saved


@pytest.mark.parametrize("what", ["statement", "everything", "disposals", "lots"])
def test_every_form_is_written_where_it_was_said(
    what: str, enter: Enter, qtbot: QtBot, tmp_path: Path
) -> None:
    house = enter("alice")
    for form in forms_of(what):
        dialog = opened(house, qtbot, "settings")
        file = save(dialog, house, qtbot, what, form, tmp_path / f"mine-{what}.{form}")
        data = file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        if form == "pdf":
            assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
        elif form == "json":
            assert json.loads(data)[what]["disposals" if what == "everything" else "at"]
        elif form == "xlsx":
            assert openpyxl.load_workbook(file).sheetnames[0] == "About"
        else:
            rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
            assert rows[0][0] == "Asset" and len(rows) > 1
        dialog.go.click()
        settle(qtbot, house)
    assert sorted(one.suffix[1:] for one in tmp_path.glob("mine-*")) == sorted(forms_of(what))


def test_the_folder_is_opened_and_the_way_out_closes(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("bob")
    dialog = opened(house, qtbot, "distributions")
    assert dialog.what.value == "distributions"
    saved = save(dialog, house, qtbot, "distributions", "csv", tmp_path / "no ending")
    assert saved == tmp_path / "no ending.csv"
    assert "no ending.csv" in dialog.said.text() and dialog.folder.isVisible()
    assert not any(field.isVisible() for field in dialog.fields.values())
    picture(dialog, album, "take-away-saved")
    desk = Desk()
    # The stub wants bytes, which the function refuses.
    QDesktopServices.setUrlHandler("file", desk, "open")  # type: ignore[arg-type]  # see above
    try:
        dialog.folder.click()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert desk.opened == [str(tmp_path)]
    dialog.go.click()
    settle(qtbot, house)
    assert not house.app.window.findChildren(TakeAwayDialog)


def test_what_is_wrong_is_said_beside_its_field(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    dialog = opened(house, qtbot, "settings")
    there = tmp_path / "there.csv"
    there.write_text("mine")
    dialog.what.set_value("lots")
    for name, words in (
        (str(there), "already"),
        (str(tmp_path / "none" / "x.csv"), "no folder"),
        (str(tmp_path / "x.pdf"), "ends in .pdf"),
        ("", "No file was named"),
        ("a\0b", "No file was named"),
        (str(tmp_path / ("x" * 300 + ".csv")), "could not be written"),
        ("/proc/x.csv", "could not be written"),
    ):
        dialog.file.set_value(name)
        dialog.go.click()
        settle(qtbot, house)
        assert words in dialog.file.said and dialog.saved is None, name
        assert dialog.go.isEnabled() and dialog.file.value == name.replace(
            "\0", dialog.file.value[1:2]
        )
    picture(dialog, album, "take-away-wrong")
    assert there.read_text() == "mine" and not list(tmp_path.glob("x*"))


def test_forms_follow_what_and_a_name_is_suggested_until_one_is_typed(
    enter: Enter, qtbot: QtBot, album: Path
) -> None:
    house = enter("alice")
    dialog = opened(house, qtbot, "settings")
    year = dialog.year.value
    assert isinstance(year, int) and dialog.year.input.currentText() == f"{year}, so far"
    assert dialog.file.value.endswith(f"symbolon-statement-{year}.pdf")
    for what in WHATS:
        dialog.what.set_value(what)
        shown = [dialog.form.input.itemText(at) for at in range(dialog.form.input.count())]
        assert shown == [FORMS[form] for form in forms_of(what)]
        of = "" if what == CAP_TABLE else f"-{year}"
        assert f"symbolon-{what}{of}." in dialog.file.value
    dialog.what.set_value("raised")
    dialog.year.set_value("all")
    assert dialog.file.value.endswith("symbolon-raised.csv")
    dialog.file.set_value("/tmp/mine.csv")
    dialog.what.set_value("statement")
    assert dialog.file.value == "/tmp/mine.csv"
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 800), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            for check in (clipped, outside, nameless):
                assert not check(dialog), (mode, width)
            picture(dialog, album, f"take-away-{mode}-{width}")
