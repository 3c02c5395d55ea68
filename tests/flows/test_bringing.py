"""What another wallet holds is brought in, kept, and opened like any other wallet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.keys.key_files import ADDRESS, KEY, published, quick_file
from tests.keys.key_files import PHRASE as FILE_PHRASE
from tests.keys.quick import quick
from wallet.base.errors import WalletError
from wallet.flows import bringing
from wallet.keys.card import ONE_KEY, WATCHED
from wallet.keys.envelope import open_envelope
from wallet.keys.file_store import FileStore
from wallet.keys.hidden import Hidden
from wallet.keys.watch_only import Origin, WatchOnly

__all__ = ["quick"]
PHRASE = "a good passphrase"
NOW = 1_700_000_000


@pytest.fixture(autouse=True)
def in_no_time(quick: None) -> None:
    """Nobody waits here for a passphrase to be stretched."""


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "wallets")


def refused_field(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(WalletError) as refused:
        act()
    assert refused.value.next_step
    return refused.value.field, refused.value.code


def test_a_private_key_is_kept(store: FileStore) -> None:
    typed = Hidden(b"0x" + KEY.encode())
    card = bringing.keep_private_key(store, typed, PHRASE, PHRASE, "Old key", NOW)
    assert (card.kind, card.addresses, card.numbers) == (ONE_KEY, (ADDRESS,), (0,))
    assert store.cards() == (card,)
    assert open_envelope(store.envelope(card.wallet_id), PHRASE).key.hex() == KEY
    again = refused_field(
        lambda: bringing.keep_private_key(store, KEY, PHRASE, PHRASE, "Again", NOW)
    )
    assert again == ("", "keys.kept-already")


def test_a_private_key_is_refused_beside_its_field(store: FileStore) -> None:
    keep = bringing.keep_private_key
    for key, first, second, name, field in (
        ("12", PHRASE, PHRASE, "Mine", "key"),
        (KEY, "short", "short", "Mine", "passphrase"),
        (KEY, PHRASE, PHRASE + "x", "Mine", "again"),
        (KEY, PHRASE, "", "Mine", "again"),
        (KEY, PHRASE, PHRASE, " ", "name"),
    ):
        act = partial(keep, store, key, first, second, name, NOW)
        assert refused_field(act)[0] == field
    assert store.cards() == ()


def test_a_key_file_is_kept(store: FileStore, tmp_path: Path) -> None:
    path = tmp_path / "UTC--2016.json"
    path.write_text("\ufeff" + quick_file(bytes.fromhex(KEY), FILE_PHRASE), encoding="utf-8")
    file = bringing.read_key_file(path)
    keep = bringing.keep_key_file
    wrong = refused_field(lambda: keep(store, file, "wrong", PHRASE, PHRASE, "Mine", NOW))
    assert wrong == ("phrase", "keys.file-passphrase")
    card = keep(store, file, FILE_PHRASE, PHRASE, PHRASE, "Mine", NOW)
    assert (card.kind, card.addresses) == (ONE_KEY, (ADDRESS,))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "keys.file-garbage"),
        (b"{}", "keys.file-garbage"),
        (b"x" * 17_000, "file.large"),
    ],
)
def test_a_file_that_is_no_key_file_is_refused_beside_it(
    store: FileStore, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)

    def bring() -> None:
        file = bringing.read_key_file(path)
        bringing.keep_key_file(store, file, "p", PHRASE, PHRASE, "Mine", NOW)

    assert refused_field(bring) == ("file", code)
    path.unlink()
    assert refused_field(bring) == ("file", "file.missing")


def test_an_address_is_watched(store: FileStore) -> None:
    card = bringing.keep_watched(store, f" {ADDRESS.lower()}\n", "Cold", NOW)
    assert (card.kind, card.addresses) == (WATCHED, (ADDRESS,))
    (kept,) = store.cards()
    assert kept == card
    assert kept.watched is not None and kept.watched.address(0) == ADDRESS
    with pytest.raises(WalletError):
        store.envelope(card.wallet_id)
    assert refused_field(lambda: bringing.keep_watched(store, ADDRESS, "Twice", NOW)) == (
        "watched",
        "keys.kept-already",
    )
    assert refused_field(lambda: bringing.keep_watched(store, "0x12", "Cold", NOW))[0] == "watched"
    assert (
        refused_field(lambda: bringing.keep_watched(store, "0x" + "1" * 40, "", NOW))[0] == "name"
    )


def test_what_the_air_gap_found_is_watched_with_its_origin(store: FileStore) -> None:
    origin = Origin("deadbeef", "m/44'/60'/0'/0/0", "Keystone")
    card = bringing.keep_watched(store, WatchOnly((ADDRESS,), origin=origin), "Cold", NOW)
    kept = store.card(card.wallet_id).watched
    assert kept is not None and kept.origin == origin
    assert kept.path(0) == "m/44'/60'/0'/0/0"


def test_the_published_file_is_brought_in_by_its_own_process(store: FileStore) -> None:
    card = bringing.keep_key_file(
        store, published("pbkdf2"), FILE_PHRASE, PHRASE, PHRASE, "Old", NOW
    )
    assert card.addresses == (ADDRESS,)
