"""One account after the other at the page about one's identity, in a real window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import page_of, settle
from ui.app import App
from ui.dialogs.document_fields import DocumentFields
from ui.dialogs.sign import SignDialog
from ui.house import House
from ui.pages.identity import IdentityPage
from ui.widgets.button import Button
from ui.widgets.field import TextField
from ui.widgets.papers import PaperReader
from wallet.flows.papers import IdentityPaper
from wallet.session import Session

PATIENCE = 30_000
D = TypeVar("D", bound=QWidget)


class Seat:
    """One account after the other at one window."""

    def __init__(self, app: App, qtbot: QtBot, session: Session, album: Path) -> None:
        self.app, self.qtbot, self.session, self.album = app, qtbot, session, album
        self.house = House(app, session)
        with qtbot.waitExposed(app.window):
            app.window.show()
        settle(qtbot, self.house)

    def close(self) -> None:
        self.house.close()
        self.qtbot.waitUntil(lambda: self.app.tasks.idle, timeout=PATIENCE)

    def sit(self, account: int) -> IdentityPage:
        """An account's page about its identity."""
        self.session.use_account(account)
        self.house.turned()
        settle(self.qtbot, self.house)
        return self.page

    @property
    def page(self) -> IdentityPage:
        self.house.go("identity")
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, IdentityPage)
        return page

    def settle(self) -> None:
        settle(self.qtbot, self.house)

    def dialog(self, kind: type[D]) -> D:
        found: list[D] = []

        def there() -> bool:
            every = self.app.window.findChildren(kind)
            found[:] = [one for one in every if one.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=PATIENCE)
        return found[-1]

    def click(self, button: Button) -> None:
        assert button.isVisible() and button.isEnabled(), f"{button.text()} cannot be clicked"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def link(self, within: QWidget, words: str) -> Button:
        for button in within.findChildren(Button):
            if button.text() == words and button.isVisible():
                return button
        raise AssertionError(f"there is no {words}")

    def write(self, field: TextField, words: str) -> None:
        field.input.selectAll()
        self.qtbot.keyClicks(field.input, words)

    def type_document(self, fields: DocumentFields, paper: IdentityPaper) -> None:
        self.write(fields.name, paper.name)
        self.write(fields.document, paper.document)
        self.write(fields.born, paper.born)
        fields.country.set_value(paper.country)

    def bring(self, reader: PaperReader, path: Path) -> str:
        """Open a file as its button does; answers what was said of it."""
        reader.reader.read_file(path)
        self.settle()
        return reader.reader.said.text()

    def sign(self) -> str:
        """Read the confirmation, sign, wait for the block, close. Answers what it said."""
        sign = self.dialog(SignDialog)
        done: list[Any] = []
        sign.finished_act.connect(done.append)
        self.qtbot.waitUntil(
            lambda: sign.main.isEnabled() and sign.kind.text() != "One moment", timeout=PATIENCE
        )
        assert not sign.kind.text().startswith("This cannot"), sign.sentence.text()
        said = sign.sentence.text()
        self.click(sign.main)
        self.qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
        self.click(sign.main)
        self.settle()
        return said

    def look(self, name: str, widget: QWidget | None = None) -> None:
        """Nothing clipped or nameless in what is shown, and a picture of it."""
        shown = widget or self.app.window
        self.settle()
        wrong = [*clipped(shown), *outside(shown), *nameless(shown)]
        assert not wrong, f"{name}: {wrong}"
        picture(shown, self.album, f"identity-{name}")
        if os.environ.get("SYMBOLON_ALBUM"):
            self.app.theme.set_mode("dark")
            self.settle()
            picture(shown, self.album, f"identity-{name}-dark")
            self.app.theme.set_mode("light")
            self.settle()
