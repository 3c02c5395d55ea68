"""The hands of whoever sits at a window in tests: they find what is shown, press, type and sign."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import settle
from ui.dialogs.sign import SignDialog
from ui.house import House
from ui.widgets.button import Button
from ui.widgets.field import TextField
from wallet.session import Session

PATIENCE = 30_000
D = TypeVar("D", bound=QWidget)


class Hands:
    """Somebody at the window of a house."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house, self.qtbot = house, qtbot

    @property
    def session(self) -> Session:
        return self.house.session

    def settle(self) -> None:
        """Wait until every question is answered and laid out."""
        settle(self.qtbot, self.house)

    def dialog(self, kind: type[D]) -> D:
        """The newest dialog of a kind, once it is there."""
        found: list[D] = []

        def there() -> bool:
            every = self.house.app.window.findChildren(kind)
            found[:] = [one for one in every if one.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=PATIENCE)
        return found[-1]

    def click(self, button: Button) -> None:
        assert button.isVisible() and button.isEnabled(), f"{button.text()} cannot be clicked"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def link(self, within: QWidget, words: str) -> Button:
        """The button with these words that is to be seen."""
        found = [one for one in within.findChildren(Button) if one.text() == words]
        shown = [one for one in found if one.isVisible()]
        assert shown, f"{words} is not to be seen"
        return shown[0]

    def write(self, field: TextField, words: str) -> None:
        field.input.selectAll()
        self.qtbot.keyClicks(field.input, words)

    def sign(self) -> str:
        """Read the confirmation, sign, wait for what comes of it, close. Answers what it said."""
        sign = self.dialog(SignDialog)
        done: list[Any] = []
        sign.finished_act.connect(done.append)
        self.qtbot.waitUntil(
            lambda: sign.main.isEnabled() and sign.kind.text() != "One moment", timeout=PATIENCE
        )
        said = sign.sentence.text()
        assert not sign.kind.text().startswith("This cannot"), said
        self.seen(sign, "sign")
        self.click(sign.main)
        self.qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
        assert done[0].worked, done[0].sentences
        self.seen(sign, "signed")
        self.click(sign.main)
        self.settle()
        return said

    def seen(self, dialog: SignDialog, name: str) -> None:
        """For whoever takes pictures of the confirmation."""
