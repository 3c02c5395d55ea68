"""One account after the other at the page about one's identity, in a real window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import PATIENCE, Hands
from ui.app import App
from ui.dialogs.document_fields import DocumentFields
from ui.house import House
from ui.pages.identity import IdentityPage
from ui.widgets.papers import PaperReader
from wallet.flows.papers import IdentityPaper
from wallet.session import Session


class Seat(Hands):
    """One account after the other at one window."""

    def __init__(self, app: App, qtbot: QtBot, session: Session, album: Path) -> None:
        super().__init__(House(app, session), qtbot)
        self.app, self.album = app, album
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
