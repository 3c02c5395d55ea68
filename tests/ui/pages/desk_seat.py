"""A verifier at the window of a new local network, entered as a new user enters it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.flows.desk_room import circle_of
from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import PATIENCE, Hands
from ui.app import App
from ui.dialogs.desk_check import CheckDialog
from ui.house import House
from ui.pages.verifying import VerifyPage
from wallet.chain.networks import Network
from wallet.flows.desk.desk import Desk
from wallet.session import Session


class DeskSeat(Hands):
    """The verifier's hands and eyes."""

    @property
    def desk(self) -> Desk:
        return self.session.desk()

    @property
    def page(self) -> VerifyPage:
        """The desk's page, filled."""
        self.house.go("verify")
        self.settle()
        page = page_of(self.house)
        assert isinstance(page, VerifyPage)
        return page

    def until(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=PATIENCE)

    def open(self, text: str) -> CheckDialog:
        """Bring a request and open it from its row."""
        row = self.desk.bring(text)
        page = self.page
        page.refresh()
        self.settle()
        page.table.opened.emit(row)
        dialog = self.dialog(CheckDialog)
        self.settle()
        return dialog

    def fill(self, dialog: CheckDialog, zone: str, **words: str) -> None:
        """Write down what a careful verifier sees, and tick everything."""
        form = dialog.form
        assert form is not None
        form.zone.set_value(zone)
        self.write(form.given, words.get("given", "Willeke"))
        self.write(form.surname, words.get("surname", "De Bruijn"))
        self.write(form.national, words.get("national", ""))
        form.country.set_value(528)
        for box in form.boxes.values():
            if box.isVisible() and not box.isChecked():
                box.click()


@contextmanager
def seated(
    app: App, qtbot: QtBot, folder: Path, network: Network, circle: bool = True
) -> Iterator[DeskSeat]:
    """A verifier whose circle is set up, or not yet."""
    session = Session(network, folder=folder / "books")
    session.enter_as("verifier")
    session.refresh()
    if circle:
        circle_of(session)
    house = House(app, session)
    with qtbot.waitExposed(app.window):
        app.window.show()
    settle(qtbot, house)
    yield DeskSeat(house, qtbot)
    house.close()
    qtbot.waitUntil(lambda: app.tasks.idle, timeout=PATIENCE)
    session.close()
