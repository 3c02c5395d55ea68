"""The session in its window: opened, followed, locked, unlocked, asked to sign, closed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.flows.test_airgap import ME, selling
from tests.ui.stand_in import StandIn
from ui import house as house_room
from ui.app import App
from ui.clipboard import copy_for_a_while
from ui.dialogs.air_gap import AirGapDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.unlock import UnlockDialog, UnlockForm
from ui.house import House
from ui.pages import PLACES
from ui.settings import Settings
from ui.widgets.gate import Opening
from ui.widgets.page import Page
from wallet.base.errors import WalletError
from wallet.base.lock_file import LockFile, lock_folder
from wallet.flows.airgap import Asking
from wallet.session import Session
from wallet.signing.ur.paths import KeyPath
from wallet.signing.ur.requests import Place

Progress = Callable[[str, float | None], None]


class Counted(Page):
    """A page that counts how often it was refreshed."""

    refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def session() -> StandIn:
    return StandIn()


@pytest.fixture
def app(
    qtbot: QtBot, theme: object, session: StandIn, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    """The application with pages that count, closed after the test."""
    pages = {place.key: lambda _, key=place.key: Counted(key) for place in PLACES}
    monkeypatch.setattr(house_room, "PAGES", pages)
    made = App(["symbolon"], Settings("light"))
    qtbot.addWidget(made.window)
    yield made
    made.window.close()
    made.close()


def _open(app: App, session: StandIn, qtbot: QtBot) -> House:
    app.open(lambda progress: cast(Session, session))
    qtbot.waitUntil(lambda: app.house is not None)
    assert app.house is not None
    return app.house


def _opened(app: App, session: StandIn, qtbot: QtBot) -> House:
    house = _open(app, session, qtbot)
    qtbot.waitUntil(lambda: app.window.frame is not None)
    return house


def _page(app: App) -> Counted:
    frame = app.window.frame
    assert frame is not None
    return cast(Counted, frame.page)


def _sign_dialog(app: App, qtbot: QtBot) -> SignDialog:
    qtbot.waitUntil(lambda: bool(app.window.findChildren(SignDialog)))
    return app.window.findChildren(SignDialog)[-1]


def test_opening_is_seen_before_the_session_is_there(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    def slowly(progress: Progress) -> Session:
        progress("Starting the local network.", 0.25)
        return cast(Session, session)

    app.open(slowly)
    opening = app.window.view
    assert isinstance(opening, Opening) and app.window.isVisible()
    said: list[str] = []
    show = opening.show_progress
    opening.show_progress = lambda *words: (said.append(words[0]), show(*words))  # type: ignore[method-assign,assignment,func-returns-value]  # listens in
    qtbot.waitUntil(lambda: app.window.frame is not None)
    assert "Starting the local network." in said


def test_failure_to_open_can_be_tried_again(app: App, session: StandIn, qtbot: QtBot) -> None:
    tries: list[int] = []

    def open_session(progress: Progress) -> Session:
        tries.append(1)
        if len(tries) == 1:
            raise WalletError("The local network could not be started.", "Free some disk space.")
        return cast(Session, session)

    app.open(open_session)
    opening = cast(Opening, app.window.view)
    qtbot.waitUntil(opening.again.isVisible)
    assert opening.problem.text().startswith("The local network could not be started.")
    opening.again.click()
    qtbot.waitUntil(lambda: app.window.frame is not None)


def test_person_and_standing_are_shown(app: App, session: StandIn, qtbot: QtBot) -> None:
    _opened(app, session, qtbot)
    frame = app.window.frame
    assert frame is not None
    qtbot.waitUntil(lambda: frame.sidebar.person.name.text() == "Alice Moreau")
    assert frame.sidebar.person.standing.text() == "Verified · until February 2028"


def test_change_on_the_chain_refreshes_the_page(app: App, session: StandIn, qtbot: QtBot) -> None:
    _opened(app, session, qtbot)
    before = _page(app).refreshed
    session.change()
    qtbot.waitUntil(lambda: _page(app).refreshed > before)


def test_lost_network_is_told_above_every_page_and_its_return_too(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    said: list[str] = []
    app.messages.arrived.connect(lambda message: said.append(message.sentence))
    assert app.window.frame is not None and not app.window.frame.warning
    session.lost = True
    for _ in range(3):
        house.follow()
        qtbot.waitUntil(lambda: app.tasks.idle)
    assert app.window.frame.warning.startswith("The node does not answer.")
    session.lost = False
    house.follow()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "answers again" in said[0]
    assert not app.window.frame.warning


def test_a_network_that_takes_long_is_told_above_every_page(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    held = session.hold()
    house.follow()
    session.waits = True
    house.follow()
    assert app.window.frame is not None
    assert app.window.frame.warning.startswith("The network takes long to answer.")
    session.waits = False
    held.set()
    qtbot.waitUntil(lambda: app.window.frame is not None and not app.window.frame.warning)


def test_locking_hides_everything_and_unlocking_returns(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    house.go("auctions")
    house.lock()
    qtbot.waitUntil(lambda: app.window.frame is None)
    assert session.locked and app.window.view is not None
    qtbot.waitUntil(lambda: app.window.findChild(UnlockForm) is not None)
    form = cast(UnlockForm, app.window.findChild(UnlockForm))
    form.passphrase.set_value("correct horse")
    form.submit()
    qtbot.waitUntil(lambda: app.window.frame is not None)
    assert app.window.frame is not None and app.window.frame.key == "auctions"


def test_nobody_there_locks(app: App, session: StandIn, qtbot: QtBot) -> None:
    house = _opened(app, session, qtbot)
    session.idle_seconds = 15 * 60.0 + 1
    house.idle.look()
    qtbot.waitUntil(lambda: session.locked)


def test_act_is_confirmed_signed_and_heard_of(app: App, session: StandIn, qtbot: QtBot) -> None:
    house = _opened(app, session, qtbot)
    receipts: list[Any] = []
    house.confirm("an act", receipts.append)
    dialog = _sign_dialog(app, qtbot)
    qtbot.waitUntil(dialog.main.isEnabled)
    assert dialog.sentence.text() == "You claim $1,862.15."
    before = _page(app).refreshed
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert dialog.sentence.text() == "You claimed $1,862.15."
    assert _page(app).refreshed > before
    assert receipts == [], "a receipt is read before the form beneath it closes"
    dialog.main.click()
    assert session.signed == ["an act"] and receipts[0].block == 5


def test_locked_wallet_asks_to_unlock_before_signing(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    session.locked = True
    house.confirm("an act")
    qtbot.waitUntil(lambda: bool(app.window.findChildren(UnlockDialog)))
    dialog = app.window.findChildren(UnlockDialog)[0]
    dialog.form.passphrase.set_value("correct horse")
    dialog.form.submit()
    signing = _sign_dialog(app, qtbot)
    qtbot.waitUntil(signing.main.isEnabled)
    signing.cancel.click()
    assert session.signed == []


def test_failed_signature_is_not_heard_of_as_done(app: App, session: StandIn, qtbot: QtBot) -> None:
    house = _opened(app, session, qtbot)
    session.wrong = WalletError("The signer stopped.", "Unlock again.")
    receipts: list[object] = []
    house.confirm("an act", receipts.append)
    dialog = _sign_dialog(app, qtbot)
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.main.click()
    qtbot.waitUntil(dialog.note.isVisible)
    assert receipts == [] and session.signed == []
    dialog.cancel.click()


def test_closing_ends_following_and_closes_the_session(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    _opened(app, session, qtbot)
    app.window.close()
    assert session.listeners == []
    app.close()
    assert session.closed


def test_a_locked_screen_locks_the_wallet(app: App, session: StandIn, qtbot: QtBot) -> None:
    house = _opened(app, session, qtbot)
    copy_for_a_while("something of the wallet's")
    house.presence.screen_is(True)
    qtbot.waitUntil(lambda: session.locked)
    assert QGuiApplication.clipboard().text() == ""


def test_locking_stays_switched_on_over_starts(app: App, session: StandIn, qtbot: QtBot) -> None:
    house = _opened(app, session, qtbot)
    house.lock()
    qtbot.waitUntil(lambda: app.window.findChild(UnlockForm) is not None)
    form = cast(UnlockForm, app.window.findChild(UnlockForm))
    form.passphrase.set_value("correct horse")
    form.submit()
    qtbot.waitUntil(lambda: app.window.frame is not None)
    session.idle_seconds = 15 * 60.0 + 1
    house.idle.look()
    qtbot.waitUntil(lambda: session.locked)


def test_a_knock_brings_the_window_to_the_front(
    app: App, session: StandIn, qtbot: QtBot, home: Path
) -> None:
    hold = LockFile(lock_folder() / "wallet.lock")
    assert hold.take()
    session.opened.hold = hold
    _opened(app, session, qtbot)
    app.window.showMinimized()
    qtbot.waitUntil(app.window.isMinimized)
    LockFile(hold.path).knock()
    qtbot.waitUntil(lambda: not app.window.isMinimized())
    assert not hold.door.exists()
    hold.release()


def test_the_passphrase_is_asked_for_at_a_signature(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    session.opened.asks = True
    house.confirm("an act")
    dialog = _sign_dialog(app, qtbot)
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.main.click()
    assert dialog.passphrase.wrong and session.signed == []
    dialog.passphrase.set_value("another one")
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.passphrase.said.startswith("This is not the passphrase"))
    assert session.signed == [] and dialog.main.isEnabled()
    dialog.passphrase.set_value("correct horse")
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert session.signed == ["an act"]
    assert dialog.passphrase.empty and dialog.passphrase.isHidden()
    dialog.main.click()


def test_a_watched_wallet_has_another_machine_sign(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    session.opened.watched = True
    place = Place(ME, KeyPath(()))
    session.asking = lambda _: lambda others: Asking([selling()], place, None, others)
    house.confirm("an act")
    (dialog,) = app.window.findChildren(SignDialog)
    qtbot.waitUntil(dialog.main.isEnabled)
    assert dialog.main.text() == "Sign on your other machine"
    dialog.main.click()
    qtbot.waitUntil(lambda: bool(app.window.findChildren(AirGapDialog)))
    (asking,) = app.window.findChildren(AirGapDialog)
    assert session.signed == []
    came = object()
    asking.signed.emit(came)
    asking.accept()
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert session.signers == [came] and session.signed == ["an act"]
    dialog.main.click()


def test_a_lock_does_not_wait_for_what_is_on_its_way(
    app: App, session: StandIn, qtbot: QtBot
) -> None:
    house = _opened(app, session, qtbot)
    block = threading.Event()
    app.tasks.run(lambda: block.wait(20), lane="sign")
    house.lock()
    qtbot.waitUntil(lambda: session.locked)
    block.set()
    qtbot.waitUntil(lambda: app.tasks.idle)
