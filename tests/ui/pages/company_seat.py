"""Whoever sits at the window in tests of companies: the owner, then attestors at their desks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import D, Hands
from ui.dialogs.bring_paper import BringPaperDialog
from ui.dialogs.declare import DeclareDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.house import House
from ui.pages.attesting import AttestPage
from ui.pages.companies import CompaniesPage
from ui.widgets.button import Button
from wallet.books.companies import Companies


class Seat(Hands):
    """One window at which several people sit down, one after the other."""

    def __init__(self, house: House, qtbot: QtBot, album: Path) -> None:
        super().__init__(house, qtbot)
        self.album = album

    def dialog(self, kind: type[D]) -> D:
        super().dialog(kind)
        self.settle()  # what it asks first is answered
        return super().dialog(kind)

    def click(self, button: Button) -> None:
        super().click(button)
        self.settle()

    def sit(self, who: str) -> None:
        """Another person sits down."""
        self.house.session.enter_as(who)
        self.house.turned()
        settle(self.qtbot, self.house)

    def page(self, key: str) -> Any:
        self.house.go(key)
        settle(self.qtbot, self.house)
        return page_of(self.house)

    @property
    def companies(self) -> CompaniesPage:
        page = self.page("companies")
        assert isinstance(page, CompaniesPage)
        return page

    @property
    def desk(self) -> AttestPage:
        page = self.page("attest")
        assert isinstance(page, AttestPage)
        return page

    @property
    def answer(self) -> Companies:
        answer: Companies = self.house.session.answers.companies()
        return answer

    @property
    def newest(self) -> int:
        """Alice's newest stake."""
        return self.answer.stakes[0].id

    def look(self, widget: QWidget, name: str) -> None:
        """Nothing is clipped, outside or nameless; pictures for whoever wants to look at them."""
        for mode in ("light", "dark") if "SYMBOLON_ALBUM" in os.environ else ():
            self.house.app.theme.set_mode(mode)
            settle(self.qtbot, self.house)
            picture(widget, self.album, f"{name}-{mode}")
            if widget is self.house.app.window:
                widget.resize(1024, 700)
                settle(self.qtbot, self.house)
                picture(widget, self.album, f"{name}-{mode}-1024")
                assert not clipped(widget) and not outside(widget)
                widget.resize(1280, 800)
        self.house.app.theme.set_mode("light")
        settle(self.qtbot, self.house)
        assert not clipped(widget) and not outside(widget) and not nameless(widget)

    def handed(self) -> str:
        """What a dialog hands over; closes it."""
        dialog = self.dialog(HandOverDialog)
        text = dialog.code.text.strip()
        dialog.accept()
        settle(self.qtbot, self.house)
        return text

    def bring(self, button: Button, text: str) -> BringPaperDialog:
        self.click(button)
        dialog = self.dialog(BringPaperDialog)
        dialog.reader.take(text)
        settle(self.qtbot, self.house)
        return dialog

    def card(self, who: str) -> str:
        self.sit(who)
        self.click(self.desk.card_button)
        assert "papers for me are sealed to this key" in self.sign()
        return self.handed()

    def close_all(self) -> None:
        for dialog in self.house.app.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        settle(self.qtbot, self.house)


def declare(seat: Seat, tmp_path: Path) -> None:
    """Alice declares a part of a company, with a file."""
    certificate = tmp_path / "share certificate.pdf"
    certificate.write_bytes(b"%PDF-1.7 one million ordinary shares")
    seat.click(seat.companies.declare)
    form = seat.dialog(DeclareDialog)
    seat.write(form.company, "Northwind Sorting Ltd")
    seat.write(form.number, "12O45678")
    assert "eight digits" in form.number.said
    seat.write(form.number, "9812345")
    assert not form.number.wrong
    seat.write(form.units, "1,000,000")
    seat.write(form.cost, "24000")
    seat.write(form.acquired, "25 November 2024")
    form.package.set_value("1,000,000 ordinary shares, fully paid.")
    form.files.take([certificate])
    seat.look(form, "declare")
    seat.click(form.go)
    seat.sign()
