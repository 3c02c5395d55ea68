"""Case files through the real window: one made of a position, one of a debt, and both checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.story.conftest import PlayedStory
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.calculation import CalculationDialog
from ui.dialogs.case_file import CaseFileDialog
from ui.dialogs.check_case import CheckCaseDialog
from ui.dialogs.record import HistoryDialog
from ui.house import House
from ui.pages.companies import CompaniesPage
from ui.pages.portfolio import PortfolioPage
from ui.pages.settings import SettingsPage
from wallet.case.verifying import CONDITIONAL, VERIFIED, verify


def of_position(house: House, qtbot: QtBot, token: int) -> CaseFileDialog:
    """The dialog, as the button on a position opens it."""
    house.go("portfolio", token)
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, PortfolioPage)
    page.view.case.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(CaseFileDialog)
    assert dialog.isVisible() and dialog.go.isEnabled()
    return dialog


def look(dialog: CaseFileDialog | CheckCaseDialog, house: House, qtbot: QtBot,
         album: Path, name: str) -> None:  # fmt: skip
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        for width, height in ((1280, 800), (1024, 700)):
            house.app.window.resize(width, height)
            settle(qtbot, house)
            for check in (clipped, outside, nameless):
                assert not check(dialog), (mode, width, check(dialog))
            picture(dialog, album, f"{name}-{mode}-{width}")


def test_a_position_becomes_a_file_that_is_signed_and_verified(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path, story: PlayedStory
) -> None:
    house = enter("eve")
    story.session.documents.set_label(1, "My cousin Alice")
    try:
        dialog = of_position(house, qtbot, 1)
        assert dialog.sign.isVisible() and dialog.sign.isChecked()
        assert not dialog.company.isVisible()
        look(dialog, house, qtbot, album, "case-form")
        dialog.called.set_value("Eve Example")
        dialog.words.set_value("She never answered.")
        path = tmp_path / "mine.pdf"
        dialog.file.set_value(str(path))
        dialog.go.click()
        settle(qtbot, house)
    finally:
        story.session.documents.set_label(1, "")
    assert dialog.saved == path, [one.said for one in dialog.fields.values()]
    data = path.read_bytes()
    assert b"My cousin" not in data and oct(path.stat().st_mode & 0o777) == "0o600"
    assert "mine.pdf" in dialog.said.text() and dialog.needed.isVisible()
    dialog.needed.toggle.click()
    look(dialog, house, qtbot, album, "case-made")
    header = next(
        line for line in dialog.needed.text.toPlainText().split("\n") if line.startswith("0x")
    )
    found = verify(data, [header], tuple(story.session.network.contracts.values()))
    assert found.outcome == VERIFIED and found.signer == story.session.account
    assert "Person 5 is called “Eve Example”." in found.quoted
    dialog.go.click()
    settle(qtbot, house)
    assert not house.app.window.findChildren(CaseFileDialog)
    picture(house.app.window, album, "case-position-page")
    check_it(house, qtbot, album, path, header)


def check_it(house: House, qtbot: QtBot, album: Path, path: Path, header: str) -> None:
    """The same file in the dialog of whoever is given one."""
    house.go("settings")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, SettingsPage)
    page.check_case.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(CheckCaseDialog)
    dialog.go.click()
    assert "No file was named" in dialog.file.said
    dialog.file.set_value(str(path))
    dialog.go.click()
    settle(qtbot, house)
    assert "Not verified yet" in dialog.outcome.text.text()
    assert header in dialog.more.text.toPlainText() and not dialog.claims.isVisible()
    picture(dialog, album, "case-check-open")
    dialog.hashes.set_value(header)
    dialog.go.click()
    settle(qtbot, house)
    assert dialog.outcome.text.text().startswith("Verified")
    assert "held 500,000 shares" in dialog.claims.text()
    look(dialog, house, qtbot, album, "case-check")
    dialog.hashes.set_value("no hash")
    dialog.go.click()
    settle(qtbot, house)
    assert "not the hash of a block" in dialog.hashes.said
    altered = bytearray(path.read_bytes())
    altered[100] ^= 1
    path.write_bytes(altered)
    dialog.hashes.set_value(header)
    dialog.go.click()
    settle(qtbot, house)
    assert "changed or damaged" in dialog.outcome.text.text()
    picture(dialog, album, "case-check-failed")
    dialog.accept()
    settle(qtbot, house)


def test_a_debt_of_one_s_own_and_of_another_become_files(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    house.go("companies")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, CompaniesPage)
    page.exits.opened.emit(2)
    for words in ("The debt", "What happened"):
        settle(qtbot, house)
        lines = [one for one in house.app.window.findChildren(CalculationDialog) if one.isVisible()]
        next(step for one in lines for step in one.steps if step.text() == words).click()
    settle(qtbot, house)
    (history,) = house.app.window.findChildren(HistoryDialog)
    picture(history, album, "case-debt-history")
    history.case.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(CaseFileDialog)
    assert dialog.company.isVisible() and not dialog.company.isChecked()
    dialog.sign.setChecked(False)
    for private in (False, True):
        dialog.company.setChecked(private)
        path = tmp_path / f"debt-{private}.pdf"
        dialog.file.set_value(str(path))
        dialog.go.click()
        settle(qtbot, house)
        assert dialog.saved == path
        found = verify(path.read_bytes(), [])
        assert found.outcome == CONDITIONAL and "owed the holders" in " ".join(found.claims)
        assert (b"Harbour Robotics" in path.read_bytes()) == private
        dialog.accept()
        settle(qtbot, house)
        if not private:
            history.case.click()
            settle(qtbot, house)
            (dialog,) = house.app.window.findChildren(CaseFileDialog)
            dialog.sign.setChecked(False)
    history.accept()
    settle(qtbot, house)


def test_what_is_wrong_is_said_and_nothing_is_written(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("farid")
    house.go("person", 1)
    settle(qtbot, house)
    dialog = of_position(house, qtbot, 1)
    there = tmp_path / "there.pdf"
    there.write_text("mine")
    (tmp_path / "empty").write_bytes(b"")
    for name, words in ((str(there), "already"), (str(tmp_path / "x.txt"), "is a PDF"),
                        ("", "No file was named")):  # fmt: skip
        dialog.file.set_value(name)
        dialog.go.click()
        settle(qtbot, house)
        assert words in dialog.file.said and dialog.saved is None
    dialog.file.set_value(str(tmp_path / "new.pdf"))
    dialog.credential.set_value(str(tmp_path / "none"))
    dialog.go.click()
    settle(qtbot, house)
    assert "not there" in dialog.credential.said
    dialog.credential.set_value("")
    dialog.paper.set_value(str(tmp_path / "empty"))
    dialog.go.click()
    settle(qtbot, house)
    assert "is empty" in dialog.paper.said
    picture(dialog, album, "case-wrong")
    dialog.paper.set_value("")
    dialog.file.set_value("/proc/x.pdf")
    dialog.go.click()
    settle(qtbot, house)
    assert "could not be written" in dialog.trouble.text.text()
    assert there.read_text() == "mine" and not (tmp_path / "new.pdf").exists()
    dialog.file.set_value(str(tmp_path / "stopped.pdf"))
    dialog.go.click()
    dialog.cancel.click()  # it says Stop now
    settle(qtbot, house)
    assert "It was stopped" in dialog.trouble.text.text() and dialog.go.isEnabled()
    picture(dialog, album, "case-stopped")
    assert not (tmp_path / "stopped.pdf").exists()
    dialog.cancel.click()
    settle(qtbot, house)
    assert not house.app.window.findChildren(CaseFileDialog)


def test_a_locked_wallet_is_asked_for_its_passphrase_or_signs_nothing(
    enter: Enter, qtbot: QtBot, tmp_path: Path, story: PlayedStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = enter("eve")
    dialog = of_position(house, qtbot, 1)
    story.session.lock()
    asked: list[Callable[[], object]] = []
    monkeypatch.setattr(house, "unlock_first", asked.append)
    dialog.file.set_value(str(tmp_path / "locked.pdf"))
    dialog.go.click()
    settle(qtbot, house)
    assert len(asked) == 1 and not (tmp_path / "locked.pdf").exists()
    assert dialog.go.isEnabled()  # who does not unlock it can go on
    dialog.sign.setChecked(False)
    dialog.go.click()
    settle(qtbot, house)
    assert dialog.saved == tmp_path / "locked.pdf"
    assert verify(dialog.saved.read_bytes(), []).signer == ""
    dialog.accept()
    settle(qtbot, house)
