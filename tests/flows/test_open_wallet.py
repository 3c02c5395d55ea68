"""The open wallet: one window's, asked for its passphrase each time where wished, or watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signing.cases import NETWORK, PHRASE, SECRET, WALLET_ID, request_to
from wallet.base.errors import WalletError
from wallet.flows.bringing import keep_watched
from wallet.flows.open_wallet import OpenWallet
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import seal
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.signing.vault import Vault

ACCOUNTS = addresses(seed(SECRET.words), 3)
SEALED = seal(SECRET, PHRASE, WALLET_ID)
NETWORKS = (NETWORK,)
REQUEST = request_to("Ledger", b"\1\2\3\4", ACCOUNTS[0])


@pytest.fixture
def store(tmp_path: Path, home: Path) -> FileStore:
    made = FileStore(tmp_path / "wallets")
    made.add(new_card(WALLET_ID, "Mine", 1_700_000_000, ACCOUNTS), SEALED)
    return made


@pytest.fixture
def opened() -> Iterator[OpenWallet]:
    made = OpenWallet(Vault())
    yield made
    made.leave()


def ready(opened: OpenWallet) -> bool:
    """Whether a wallet is open now; asked anew each time."""
    return opened.ready


def refused(act: object) -> str:
    with pytest.raises(WalletError) as error:
        act()  # type: ignore[operator] # a function of no argument
    return error.value.code


def test_a_wallet_is_opened_and_left(store: FileStore, opened: OpenWallet) -> None:
    assert not ready(opened) and refused(lambda: opened.signer(0)) == "keys.locked"
    opened.unlock(store, WALLET_ID, PHRASE, NETWORKS)
    assert opened.address(0) == ACCOUNTS[0] and opened.signer(0).sign(REQUEST).raw
    assert opened.listed(5) == tuple(enumerate(addresses(seed(SECRET.words), 5)))
    opened.lock()
    assert opened.listed(5) == tuple(enumerate(ACCOUNTS)), "locked, what is on the card"
    assert refused(lambda: opened.address(7)) == "keys.locked"
    assert opened.hold is not None, "locked, it is still this window's"
    opened.leave()
    left = (opened.hold, opened.card)
    assert not any(left)


def test_a_second_window_is_told_and_knocks(store: FileStore, opened: OpenWallet) -> None:
    opened.unlock(store, WALLET_ID, PHRASE, NETWORKS)
    other = OpenWallet(Vault())
    assert refused(lambda: other.unlock(store, WALLET_ID, PHRASE, NETWORKS)) == (
        "wallets.open-elsewhere"
    )
    assert not ready(other) and opened.hold is not None and opened.hold.answer()
    opened.leave()
    other.unlock(store, WALLET_ID, PHRASE, NETWORKS)
    other.leave()


def test_a_wrong_passphrase_holds_nothing(store: FileStore, opened: OpenWallet) -> None:
    assert refused(lambda: opened.unlock(store, WALLET_ID, "wrong phrase", NETWORKS)) == (
        "keys.wrong-passphrase"
    )
    other = OpenWallet(Vault())
    other.unlock(store, WALLET_ID, PHRASE, NETWORKS)
    other.leave()


def test_asked_each_time_the_key_is_there_for_one_signature(
    store: FileStore, opened: OpenWallet
) -> None:
    opened.once = True
    opened.unlock(store, WALLET_ID, PHRASE, NETWORKS)
    assert ready(opened) and opened.asks and opened.vault.process is None
    assert opened.address(0) == ACCOUNTS[0], "who it is stays known"
    assert refused(lambda: opened.signer(0)) == "keys.locked"
    assert refused(lambda: opened.unlock_once("wrong phrase", NETWORKS)) == "keys.wrong-passphrase"
    opened.unlock_once(PHRASE, NETWORKS)
    signer = opened.signer(0)
    assert signer.sign(REQUEST).raw
    assert refused(lambda: signer.sign(REQUEST)) == "keys.locked", "one signature, not two"
    opened.after_signing()
    assert opened.vault.process is None
    assert ready(opened)
    opened.lock()
    assert not ready(opened)
    assert refused(lambda: opened.unlock_once(PHRASE, NETWORKS)) == "keys.locked"


def test_a_watched_wallet_is_never_locked_and_never_signs(
    store: FileStore, opened: OpenWallet
) -> None:
    address = "0x" + "11" * 20
    card = keep_watched(store, address, "Cold", 1_700_000_000)
    opened.watch(card)
    assert ready(opened) and opened.watched and opened.address(0) == address
    assert refused(lambda: opened.signer(0)) == "keys.watches-only"
    opened.lock()
    assert not ready(opened)
