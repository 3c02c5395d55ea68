"""The desk: what is done with a secret besides signing, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from tests.keys.key_files import ADDRESS, KEY, published, quick_file
from tests.keys.key_files import PHRASE as FILE_PHRASE
from tests.keys.quick import quick
from tests.signing.cases import NETWORK, PHRASE, SECRET, WALLET_ID, request_to
from wallet.base.errors import WalletError
from wallet.keys.accounts import account_key, addresses
from wallet.keys.envelope import Envelope, Secret, open_envelope, seal
from wallet.keys.hidden import Hidden
from wallet.keys.keystore import open_key_file, parse_key_file
from wallet.keys.words import seed
from wallet.signing.desk import KeyDesk, seal_key_file, seal_private_key
from wallet.signing.vault import Vault

__all__ = ["quick"]
WORDS = SECRET.words.decode().split()
ROOT = seed(SECRET.words, "more")


@pytest.fixture(scope="module")
def envelope() -> Envelope:
    return seal(Secret(SECRET.entropy, "more"), PHRASE, WALLET_ID)


@pytest.fixture
def desk(quick: None) -> Iterator[KeyDesk]:
    """A desk that answers in this process, at once; the real one is in the first tests."""
    sealed = seal(Secret(SECRET.entropy, "more"), PHRASE, WALLET_ID)
    with KeyDesk(sealed, PHRASE) as opened:
        yield opened


def test_its_process_ends_with_it(envelope: Envelope) -> None:
    with KeyDesk(envelope, PHRASE) as desk:
        pid = desk._process.pid
        assert psutil.pid_exists(pid)
        assert desk.words() == SECRET.words
        places = desk.ask_positions(4)
        assert desk.answer(" ".join(WORDS[place - 1] for place in places))
        text = desk.key_file(1, "x" * 8, "pbkdf2")
        assert desk.same_file(text, "x" * 8) == 1
    assert not psutil.pid_exists(pid)
    with pytest.raises(WalletError) as refused:
        desk.words()
    assert refused.value.code == "keys.locked"


def test_a_wrong_passphrase_opens_nothing(envelope: Envelope) -> None:
    typed = Hidden(b"some other phrase")
    with pytest.raises(WalletError) as refused:
        KeyDesk(envelope, typed)
    assert refused.value.code == "keys.wrong-passphrase"
    assert typed == b"some other phrase", "what belongs to somebody else is not wiped"


def test_the_passphrase_is_changed(desk: KeyDesk) -> None:
    changed = desk.change_passphrase("another phrase")
    assert changed.wallet_id == WALLET_ID
    assert open_envelope(changed, "another phrase").entropy == SECRET.entropy
    with pytest.raises(WalletError) as refused:
        desk.change_passphrase("short")
    assert refused.value.code == "keys.passphrase-short"


def test_words_are_given_out_for_paper(desk: KeyDesk) -> None:
    assert desk.words() == SECRET.words
    assert desk.has_extra


@pytest.mark.parametrize("account", [0, 2, 105])
def test_a_key_file_of_an_account_opens_to_its_key(desk: KeyDesk, account: int) -> None:
    file = parse_key_file(desk.key_file(account, "the file's own", "pbkdf2"))
    assert open_key_file(file, "the file's own") == account_key(ROOT, account)
    assert desk.same_file(desk.key_file(account, "x" * 8, "pbkdf2"), "x" * 8) == account


def test_a_foreign_key_file_is_told_apart(desk: KeyDesk) -> None:
    assert desk.same_file(quick_file(bytes.fromhex(KEY), "x" * 8), "x" * 8) is None
    with pytest.raises(WalletError) as refused:
        desk.same_file(published("pbkdf2"), "wrong")
    assert refused.value.code == "keys.file-passphrase"
    with pytest.raises(WalletError) as refused:
        desk.same_file("{}", "wrong")
    assert refused.value.code == "keys.file-garbage"


def test_a_backup_is_checked_by_some_words(desk: KeyDesk) -> None:
    for _ in range(3):
        places = desk.ask_positions(4)
        assert list(places) == sorted(set(places)) and places[0] >= 1 and places[-1] <= 12
        right = " ".join(WORDS[place - 1] for place in places)
        assert desk.answer(f" {right.upper()} ")
        with pytest.raises(WalletError) as refused:
            desk.answer(right)  # each question is answered once
        assert refused.value.code == "signing.unreadable"


def test_a_backup_cannot_be_asked_out_word_by_word(desk: KeyDesk) -> None:
    asked = set()
    for left in (4, 3, 2, 1, 0):
        places = desk.ask_positions(4)
        asked.add(places)
        words = [WORDS[place - 1] for place in places]
        words[-1] = "zoo" if words[-1] != "zoo" else "zone"
        if left:
            assert not desk.answer(" ".join(words))
        else:
            with pytest.raises(WalletError) as refused:
                desk.answer(" ".join(words))
            assert refused.value.code == "keys.backup-tries"
    assert len(asked) > 1
    for task in (desk.words, lambda: desk.ask_positions(4), lambda: desk.key_file(0, "x" * 8)):
        with pytest.raises(WalletError) as refused:
            task()
        assert refused.value.code == "keys.locked"


def test_a_backup_is_checked_by_all_words(desk: KeyDesk) -> None:
    assert desk.same_words(SECRET.words, "more")
    assert not desk.same_words(SECRET.words)
    assert not desk.same_words("abandon " * 11 + "about", "more")
    with pytest.raises(WalletError) as refused:
        desk.same_words("abandon " * 12, "more")
    assert refused.value.code == "keys.words-checksum"


def test_a_key_becomes_a_wallet_that_signs() -> None:
    typed = Hidden(f"0x{KEY}\n".encode())
    envelope, address = seal_private_key(typed, PHRASE, WALLET_ID)
    assert (address, envelope.wallet_id) == (ADDRESS, WALLET_ID)
    vault = Vault()
    try:
        assert vault.unlock(envelope, PHRASE, [NETWORK]) == ADDRESS
        assert vault.sign(request_to("Ledger", b"\1\2\3\4", ADDRESS), 0).raw
        with pytest.raises(WalletError) as refused:
            vault.address(1)
        assert refused.value.code == "signing.other-account"
    finally:
        vault.lock()
    with pytest.raises(WalletError) as refused:
        seal_private_key("0x12", PHRASE, WALLET_ID)
    assert refused.value.code == "keys.key-length"


def test_a_key_file_becomes_a_wallet() -> None:
    envelope, address = seal_key_file(published("scrypt"), FILE_PHRASE, PHRASE, WALLET_ID)
    assert address == ADDRESS
    assert open_envelope(envelope, PHRASE).key.hex() == KEY


def test_a_wallet_of_one_key_has_a_file_and_no_words(quick: None) -> None:
    single = seal(Secret(key=bytes.fromhex(KEY)), PHRASE, WALLET_ID)
    with KeyDesk(single, PHRASE) as desk:
        assert desk.same_file(desk.key_file(0, "x" * 8, "pbkdf2"), "x" * 8) == 0
        for task in (desk.words, lambda: desk.ask_positions(3), lambda: desk.same_words(b"x")):
            with pytest.raises(WalletError) as refused:
                task()
            assert refused.value.code == "keys.no-words"
        with pytest.raises(WalletError) as refused:
            desk.key_file(1, "x" * 8)
        assert refused.value.code == "signing.unreadable"


def test_a_key_for_one_signature_is_forgotten_after_it(envelope: Envelope) -> None:
    vault = Vault()
    try:
        me = vault.unlock(envelope, PHRASE, [NETWORK], once=True)
        assert me == addresses(ROOT, 1)[0]
        request = request_to("Ledger", b"\1\2\3\4", me)
        assert vault.sign(request, 0).raw
        with pytest.raises(WalletError) as refused:
            vault.sign(request, 0)
        assert refused.value.code == "keys.locked"
    finally:
        vault.lock()
