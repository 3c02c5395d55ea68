"""Looking after a wallet's keys: each change is whole, each check reveals nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keys.key_files import KEY, quick_file
from tests.keys.quick import quick
from wallet.base.errors import WalletError
from wallet.flows import key_care
from wallet.keys.accounts import account_key, addresses
from wallet.keys.card import WalletCard, new_card
from wallet.keys.envelope import Envelope, Secret, open_envelope, seal
from wallet.keys.file_store import FileStore
from wallet.keys.keystore import open_key_file, parse_key_file
from wallet.keys.words import entropy_from_words, seed
from wallet.signing.desk import KeyDesk

__all__ = ["quick"]
PHRASE = "a good passphrase"
OTHER = "a better passphrase"
WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
WALLET_ID = "00112233445566778899aabbccddeeff"
ROOT = seed(WORDS)


@pytest.fixture(autouse=True)
def in_no_time(quick: None) -> None:
    """Nobody waits here for a passphrase to be stretched."""


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "wallets")


@pytest.fixture
def sealed(in_no_time: None) -> Envelope:
    return seal(Secret(entropy_from_words(WORDS)), PHRASE, WALLET_ID)


@pytest.fixture
def card(store: FileStore, sealed: Envelope) -> WalletCard:
    made = new_card(WALLET_ID, "Mine", 1_700_000_000, addresses(ROOT, 3))
    store.add(made, sealed)
    return made


@pytest.fixture
def desk(store: FileStore, card: WalletCard) -> Iterator[KeyDesk]:
    with key_care.open_desk(store, WALLET_ID, PHRASE) as opened:
        yield opened


def test_the_passphrase_is_changed_in_the_store(
    store: FileStore, card: WalletCard, sealed: Envelope
) -> None:
    for old, new, again, field in (
        ("wrong passphrase", OTHER, OTHER, "old"),
        ("", OTHER, OTHER, "old"),
        (PHRASE, "short", "short", "passphrase"),
        (PHRASE, OTHER, PHRASE, "again"),
    ):
        with pytest.raises(WalletError) as refused:
            key_care.change_passphrase(store, WALLET_ID, old, new, again)
        assert refused.value.field == field
        assert store.envelope(WALLET_ID) == sealed
    envelope = key_care.change_passphrase(store, WALLET_ID, PHRASE, OTHER, OTHER)
    assert store.envelope(WALLET_ID) == envelope
    assert open_envelope(envelope, OTHER).words == WORDS.encode()
    with pytest.raises(WalletError):
        open_envelope(envelope, PHRASE)
    assert store.card(WALLET_ID) == card


def test_a_key_file_is_saved_anew_and_for_this_user_alone(
    store: FileStore, card: WalletCard, tmp_path: Path
) -> None:
    path = tmp_path / "key.json"
    strange = "\u00b2 squares \ufb01"  # other wallets take it as it was typed
    key_care.save_key_file(store, WALLET_ID, PHRASE, 1, strange, strange, path, "pbkdf2")
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_key_file(parse_key_file(path.read_text()), strange) == account_key(ROOT, 1)
    before = path.read_bytes()
    with pytest.raises(WalletError) as refused:
        key_care.save_key_file(store, WALLET_ID, PHRASE, 1, OTHER, OTHER, path, "pbkdf2")
    assert (refused.value.code, refused.value.field) == ("file.there", "file")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["key.json"]


def test_a_sheet_has_what_belongs_on_paper(store: FileStore, card: WalletCard) -> None:
    sheet = key_care.sheet_of(store, WALLET_ID, PHRASE, 1_800_000_000)
    assert " ".join(sheet.words) == WORDS
    assert (sheet.name, sheet.address, sheet.made) == ("Mine", card.addresses[0], 1_800_000_000)
    assert not sheet.extra
    assert "chunk" not in repr(sheet)
    with pytest.raises(WalletError) as refused:
        key_care.sheet_of(store, WALLET_ID, OTHER, 1_800_000_000)
    assert refused.value.field == "old"


def test_a_backup_is_checked_without_revealing_it(desk: KeyDesk) -> None:
    listed = WORDS.split()
    places = desk.ask_positions(key_care.QUESTIONS)
    key_care.check_some_words(desk, " ".join(listed[place - 1] for place in places))
    desk.ask_positions(key_care.QUESTIONS)
    with pytest.raises(WalletError) as refused:
        key_care.check_some_words(desk, "zoo zoo zoo zoo")
    assert refused.value.code == "keys.backup-wrong"
    assert not any(word in str(refused.value).split() for word in listed)
    key_care.check_all_words(desk, WORDS.upper())
    with pytest.raises(WalletError) as refused:
        key_care.check_all_words(desk, WORDS, "an extra word")
    assert refused.value.code == "keys.backup-wrong"


def test_a_key_file_is_checked_against_the_wallet(desk: KeyDesk) -> None:
    assert (
        key_care.check_key_file(desk, quick_file(bytes(account_key(ROOT, 2)), "x" * 8), "x" * 8)
        == 2
    )
    with pytest.raises(WalletError) as refused:
        key_care.check_key_file(desk, quick_file(bytes.fromhex(KEY), "x" * 8), "x" * 8)
    assert (refused.value.code, refused.value.field) == ("keys.backup-other", "file")


def test_found_accounts_are_listed_on_the_card(store: FileStore, card: WalletCard) -> None:
    more = key_care.list_accounts(store, card, {105: "0x" + "11" * 20, 1: card.addresses[1]})
    assert more.numbers == (0, 1, 2, 105)
    assert store.card(WALLET_ID) == more
    assert more.address(105) == "0x" + "11" * 20
    with pytest.raises(WalletError) as refused:
        key_care.list_accounts(store, card, dict.fromkeys(range(30), card.addresses[0]))
    assert refused.value.code == "keys.card-accounts"
