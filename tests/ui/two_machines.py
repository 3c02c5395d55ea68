"""An online wallet in a real window on a real network, and the offline one beside it.

Nothing passes between them but the codes that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import page_of, settle
from ui.app import App
from ui.dialogs.air_gap import AirGapDialog
from ui.dialogs.sign import SignDialog
from ui.house import House
from ui.pages.activity import ActivityPage
from ui.pictures import codes_in_image
from ui.settings import Settings
from ui.widgets.button import Button
from ui.widgets.moving_code import MovingCode
from ui.widgets.note import Note
from wallet.chain.networks import Network
from wallet.flows import offline as offline_flow
from wallet.flows.airgap_accounts import Importing
from wallet.flows.bringing import keep_watched
from wallet.flows.cast import ENVELOPE, PASSPHRASE, PHRASE
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.offline import Offline
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import parse_envelope
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.session import Session
from wallet.signing.known import KnownNetwork

SOMEBODY = "0x" + "77" * 20


@pytest.fixture(scope="module")
def network(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """The cast has joined and issued."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("stage"))
        opened.unlock_envelope(cast_envelope(), PASSPHRASE)
        play(set_stage(opened), SessionPlayer(opened), RAISING[:2])
        opened.close()
        yield local.network


@pytest.fixture
def offline(
    network: Network, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Offline]:
    """The machine with the keys."""
    known = KnownNetwork(network.chain_id, network.name, network.contracts)
    monkeypatch.setattr(offline_flow, "known_networks", lambda: (known,))
    envelope = parse_envelope(ENVELOPE)
    store = FileStore(tmp_path / "keys")
    card = new_card(envelope.wallet_id, "Cast", 0, tuple(addresses(seed(PHRASE), 3)))
    store.add(card, envelope)
    made = Offline(store)
    made.unlock(card.wallet_id, PASSPHRASE)
    yield made
    made.close()


@dataclass
class Online:
    """The machine with the network, which can be closed and opened again."""

    network: Network
    folder: Path
    wallet_id: str
    app: App
    qtbot: QtBot
    house: House | None = None

    def open(self) -> House:
        session = Session(
            self.network, FileStore(self.folder / "watched"), folder=self.folder / "books"
        )
        session.watch(self.wallet_id)
        self.house = House(self.app, session)
        with self.qtbot.waitExposed(self.app.window):
            self.app.window.show()
        settle(self.qtbot, self.house)
        return self.house

    def close(self) -> None:
        """The window is closed and the process ends."""
        house, self.house = self.house, None
        if house is None:
            return
        for dialog in self.app.window.findChildren(QDialog):
            dialog.reject()
        house.close()
        settle(self.qtbot, house)
        house.session.close()

    @property
    def session(self) -> Session:
        assert self.house is not None
        return self.house.session

    def confirm(self, act: object) -> SignDialog:
        """Put an act before the person, up to where it can be sent to the other machine."""
        assert self.house is not None
        self.house.confirm(act)
        return self.dialog()

    def dialog(self) -> SignDialog:
        found = [one for one in self.app.window.findChildren(SignDialog) if one.isVisible()]
        (dialog,) = found
        self.qtbot.waitUntil(dialog.main.isEnabled, timeout=20_000)
        return dialog

    def show(self, dialog: SignDialog) -> AirGapDialog:
        """Press the button that shows the codes."""
        assert dialog.main.text() == "Sign on your other machine", dialog.note.text.text()
        before = set(self.app.window.findChildren(AirGapDialog))
        dialog.main.click()

        def opened() -> list[AirGapDialog]:
            return [o for o in self.app.window.findChildren(AirGapDialog) if o not in before]

        self.qtbot.waitUntil(lambda: bool(opened()), timeout=20_000)
        return opened()[0]

    def activity(self) -> ActivityPage:
        """The page, as things stand now."""
        assert self.house is not None
        self.session.refresh()
        self.house.go("activity")
        self.house.turned()
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, ActivityPage)
        return page

    def buttons(self, word: str) -> list[Button]:
        """The buttons of the card of what is on its way that begin with a word."""
        found = self.activity().pending.findChildren(Button)
        return [one for one in found if one.isVisible() and one.text() == word]

    def finish(self) -> SignDialog:
        (button,) = self.buttons("Finish")
        button.click()
        return self.dialog()

    def wait_for(self, act: object) -> str:
        """Begin an act, show it, and leave it for another day; answers what was shown."""
        dialog = self.confirm(act)
        gap = self.show(dialog)
        shown = gap.code.text
        gap.reject()
        self.qtbot.waitUntil(lambda: dialog.kind.text() == "Not signed yet")
        dialog.main.click()
        return shown

    def done(self, dialog: SignDialog) -> None:
        self.qtbot.waitUntil(lambda: dialog.kind.text() == "Done", timeout=20_000)
        dialog.main.click()

    def dollars(self, account: str) -> int:
        return int(self.session.chain.read("Dollar", "balanceOf", account))

    def state(self, entry: int) -> tuple[str, str]:
        found = self.session.journal.entry(entry)
        return found.state, found.reason


@pytest.fixture
def online(
    network: Network, offline: Offline, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Online]:
    store = FileStore(tmp_path / "watched")
    importing = Importing()
    importing.take(offline.accounts().text)
    card = keep_watched(store, importing.found[0], "Watched", 0)
    app = App(["symbolon"], Settings(mode="light"))
    made = Online(network, tmp_path, card.wallet_id, app, qtbot)
    mark = made.open().session.chain.client.call("evm_snapshot", ())
    yield made
    client = made.session.chain.client
    client.call("anvil_dropAllTransactions")
    client.call("evm_setAutomine", (True,))
    client.call("evm_revert", (mark,))
    made.close()
    app.window.close()
    assert app.tasks.close()
    app.window.deleteLater()


def photographs(
    code: MovingCode, into: Callable[[str], object], enough: Callable[[], bool]
) -> None:
    """Hold a camera to the pictures until it was enough."""
    for _ in range(80):
        for text in codes_in_image(code.picture.grab().toImage()):
            into(text)
        if enough():
            return
        code._next()
    raise AssertionError("the codes did not arrive")


def signed(offline: Offline, shown: str) -> str:
    """What the machine with the keys answers to a text of codes."""
    asked = offline.asking()
    asked.take(shown)
    return offline.sign(asked).text


def identity(offline: Offline, shown: str) -> tuple[bytes, bytes | None, int]:
    """What makes a request that request: its bytes, its id, its number."""
    asked = offline.asking()
    asked.take(shown)
    (one,) = asked._questions
    assert one.request is not None
    return one.asked.data, one.request_id, one.request.nonce


def notes_in(dialog: SignDialog) -> str:
    return " ".join(one.text.text() for one in dialog.findChildren(Note))
