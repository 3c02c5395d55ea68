"""A wallet whose key is elsewhere asks a verifier: the other machine, or a device, signs a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jwcrypto import jwk
from pytestqt.qtbot import QtBot

from tests.acts.playing import few_join
from tests.ui.pages.conftest import page_of, settle
from tests.ui.two_machines import Online, offline, online, signed
from ui.dialogs.air_gap import AirGapDialog
from ui.dialogs.join import JoinDialog
from ui.dialogs.renew import RenewDialog
from ui.pages.identity import IdentityPage
from ui.widgets.button import Button
from wallet.base.errors import WalletError
from wallet.chain.networks import Network
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.cast import CAST, PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.local_network import LocalNetwork
from wallet.flows.offline import Offline
from wallet.identity.asking_to_join import ask_to_join
from wallet.identity.credential.issuing import holder_key
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.session import Session
from wallet.signing.asked import asked_of
from wallet.signing.device import DeviceSigner
from wallet.signing.messages import Message
from wallet.signing.request import Request
from wallet.signing.typed import TypedRequest
from wallet.signing.unlocked import Unlocked

__all__ = ["offline", "online"]


@pytest.fixture(scope="module")
def network(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Alice has joined, and nobody else."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("stage"))
        opened.unlock_envelope(cast_envelope(), PASSPHRASE)
        few_join(opened, "alice")
        opened.close()
        yield local.network


def test_the_other_machine_signs_the_request_and_the_keyring_keeps_the_secret(
    online: Online, offline: Offline, keyring_ready: None, qtbot: QtBot
) -> None:
    house = online.house
    assert house is not None
    house.go("identity")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, IdentityPage)
    page.main.click()
    renew = house.app.window.findChildren(RenewDialog)[0]
    next(one for one in renew.findChildren(Button) if one.text() == "Choose").click()
    join = house.app.window.findChildren(JoinDialog)[0]
    paper = CAST[0].paper
    for field, words in (
        (join.document.name, paper.name),
        (join.document.document, paper.document),
        (join.document.born, paper.born),
    ):
        field.set_value(words)
    join.document.country.set_value(paper.country)
    online.session.skip_time(86_400)
    join.go.click()
    gaps: list[AirGapDialog] = []

    def there() -> bool:
        gaps[:] = house.app.window.findChildren(AirGapDialog)
        return bool(gaps)

    qtbot.waitUntil(there, timeout=20_000)
    assert not gaps[0].leave.isVisible()
    gaps[0].take(signed(offline, gaps[0].code.text))
    settle(qtbot, house)
    assert not join.trouble.isVisible(), join.trouble.text.text()
    confirmation = online.dialog()
    assert "renew" in confirmation.sentence.text().lower()
    overview = online.session.proving.overview()
    (brought,) = overview.brought
    opened = online.session.proving.open(brought)
    assert {name: words for name, _, words in opened.rows}["family_name"] == "Moreau"
    confirmation.reject()


class Pocket:
    """A device with a key of its own, which shows what it signs."""

    kind = "Ledger"

    def __init__(self) -> None:
        self.keys = Unlocked(Secret(entropy_from_words(DEV_MNEMONIC)), ())
        self.shown: list[str] = []
        self.other = False

    def address(self, path: str, show: bool = False) -> str:
        return self.keys.address(1 if self.other else 0)

    def sign(self, path: str, request: Request) -> bytes:
        raise NotImplementedError

    def sign_typed(self, path: str, request: TypedRequest) -> bytes:
        raise NotImplementedError

    def sign_message(self, path: str, message: bytes) -> bytes:
        self.shown.append(message.decode())
        return self.keys.sign_asked(asked_of(Message(self.address(path), message.decode())), 0)

    def shows(self, request: Request) -> str:
        return ""

    def close(self) -> None:
        pass


def test_a_device_signs_the_text_that_it_shows() -> None:
    pocket = Pocket()
    me = pocket.address("")
    signer = DeviceSigner(pocket, "m/44'/60'/0'/0/0", me, ())
    holder: jwk.JWK = holder_key(b"s" * 32, me)
    asking = ask_to_join(me, 31_337, me, holder, 1_790_000_000)
    assert asking.signed(signer.sign_message(asking.message), holder)
    assert pocket.shown == [asking.text]
    with pytest.raises(WalletError, match="another account"):
        signer.sign_message(Message(pocket.keys.address(1), "Hello there."))
    pocket.other = True
    with pytest.raises(WalletError, match="other keys"):
        signer.sign_message(asking.message)
