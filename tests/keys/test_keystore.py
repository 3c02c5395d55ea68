"""Key files: the published ones open, ours open elsewhere, and hostile ones cost nothing."""

from __future__ import annotations

import json
import secrets
import time
import tracemalloc
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.keys.key_files import ADDRESS, KEY, PHRASE, changed, published, quick_file
from wallet.base.errors import WalletError
from wallet.keys import keystore
from wallet.keys.accounts import address_of
from wallet.keys.hidden import Hidden
from wallet.keys.keystore import open_key_file, parse_key_file, write_key_file


@pytest.mark.parametrize("kdf", ["scrypt", "pbkdf2"])
def test_the_published_files_open(kdf: str) -> None:
    file = parse_key_file(published(kdf))
    assert (file.kdf, file.address) == (kdf, "")
    assert open_key_file(file, PHRASE).hex() == KEY


@pytest.mark.parametrize("kdf", ["scrypt", "pbkdf2"])
def test_ours_open_in_eth_account_and_back(
    kdf: Literal["scrypt", "pbkdf2"], monkeypatch: pytest.MonkeyPatch
) -> None:
    from eth_account import Account

    monkeypatch.setattr(keystore, "_N", 1 << 12)  # whose scrypt takes four seconds for 2^18
    key = Hidden(secrets.token_bytes(32))
    text = write_key_file(key, "gr\u00fc\u00dfe 2026", kdf)
    assert bytes(Account.decrypt(text, "gr\u00fc\u00dfe 2026")) == key
    file = parse_key_file(text)
    assert file.address == address_of(key).lower()
    assert open_key_file(file, "gr\u00fc\u00dfe 2026") == key
    theirs = Account.encrypt(bytes(key), "other", kdf=kdf, iterations=2)
    assert open_key_file(parse_key_file(json.dumps(theirs)), "other") == key


def test_a_wrong_passphrase_and_a_changed_file_are_refused_alike() -> None:
    file = parse_key_file(published("pbkdf2"))
    with pytest.raises(WalletError) as refused:
        open_key_file(file, PHRASE + "8")
    assert refused.value.code == "keys.file-passphrase"
    for name in ("ciphertext", "mac"):
        text = changed("pbkdf2", f"crypto.{name}", "00" * 32)
        with pytest.raises(WalletError) as refused:
            open_key_file(parse_key_file(text), PHRASE)
        assert refused.value.code == "keys.file-passphrase"
    # The definition's hash does not cover the start value: then the address tells.
    other = changed("pbkdf2", "crypto.cipherparams.iv", "00" * 16)
    other = json.dumps({**json.loads(other), "address": ADDRESS[2:]})
    with pytest.raises(WalletError) as refused:
        open_key_file(parse_key_file(other), PHRASE)
    assert refused.value.code == "keys.file-address"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 1),
        ("version", "3"),
        ("version", True),
        ("crypto", None),
        ("crypto", []),
        ("crypto.cipher", "aes-128-cbc"),
        ("crypto.cipher", None),
        ("crypto.cipherparams", "x"),
        ("crypto.cipherparams.iv", "00" * 15),
        ("crypto.cipherparams.iv", 5),
        ("crypto.ciphertext", "00" * 33),
        ("crypto.ciphertext", "0" * 63),
        ("crypto.ciphertext", "zz" * 32),
        ("crypto.mac", ""),
        ("crypto.kdf", "argon2"),
        ("crypto.kdf", {}),
        ("crypto.kdfparams", None),
        ("crypto.kdfparams.n", 262143),
        ("crypto.kdfparams.n", 1),
        ("crypto.kdfparams.n", 0),
        ("crypto.kdfparams.n", -2),
        ("crypto.kdfparams.n", 262144.0),
        ("crypto.kdfparams.n", True),
        ("crypto.kdfparams.r", 0),
        ("crypto.kdfparams.p", None),
        ("crypto.kdfparams.dklen", 16),
        ("crypto.kdfparams.dklen", 65),
        ("crypto.kdfparams.dklen", 2**40),
        ("crypto.kdfparams.salt", "00" * 129),
        ("crypto.kdfparams.salt", None),
        ("address", "0x12"),
        ("address", 7),
    ],
)
def test_what_is_no_key_file_is_said_to_be_none(path: str, value: object) -> None:
    with pytest.raises(WalletError) as refused:
        parse_key_file(changed("scrypt", path, value))
    assert refused.value.code == "keys.file-garbage"
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("kdf", "path", "value"),
    [
        ("scrypt", "n", 2**19),
        ("scrypt", "n", 2**63),
        ("scrypt", "n", 2**300),
        ("scrypt", "r", 2**10),
        ("scrypt", "r", 2**30),
        ("scrypt", "p", 16),
        ("scrypt", "p", 2**30),
        ("pbkdf2", "c", 2**22),
        ("pbkdf2", "c", 2**64),
    ],
)
def test_what_would_take_all_of_a_machine_is_refused_unopened(
    kdf: str, path: str, value: int
) -> None:
    with pytest.raises(WalletError) as refused:
        parse_key_file(changed(kdf, f"crypto.kdfparams.{path}", value))
    assert refused.value.code == "keys.file-costly"


@pytest.mark.parametrize(("n", "r", "p"), [(2**18, 8, 1), (2**12, 8, 6), (2**13, 8, 1)])
def test_what_other_wallets_write_is_inside_the_bounds(n: int, r: int, p: int) -> None:
    text = published("scrypt")
    numbers = {**json.loads(text)["crypto"]["kdfparams"], "n": n, "r": r, "p": p}
    assert parse_key_file(changed("scrypt", "crypto.kdfparams", numbers)).numbers == (n, r, p)


def test_the_capitals_of_geths_first_files_are_read() -> None:
    found = json.loads(published("pbkdf2"))
    found["Crypto"] = found.pop("crypto")
    found["address"] = ADDRESS
    assert parse_key_file(json.dumps(found)).address == ADDRESS.lower()


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, "[]", "3", "null", "x" * 20_000, "\x00"])
def test_a_text_that_is_no_object_is_a_sentence(text: str) -> None:
    with pytest.raises(WalletError) as refused:
        parse_key_file(text)
    assert refused.value.code == "keys.file-garbage"


def test_a_key_out_of_range_in_a_file_is_refused() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keystore, "address_of", lambda key: ADDRESS)
        text = write_key_file(Hidden(32), "a passphrase", "pbkdf2")
    with pytest.raises(WalletError) as refused:
        open_key_file(parse_key_file(text), "a passphrase")
    assert refused.value.code == "keys.key-range"


def test_no_secret_shows() -> None:
    text = quick_file(bytes.fromhex(KEY), "a passphrase")
    file = parse_key_file(text)
    assert KEY not in text
    assert file.sealed.hex() not in repr(file)
    with pytest.raises(WalletError) as refused:
        open_key_file(file, "another " + "one")
    assert "another one" not in str(refused.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PLACES = (
    "version crypto address crypto.kdf crypto.cipher crypto.mac crypto.ciphertext"
    " crypto.cipherparams crypto.cipherparams.iv crypto.kdfparams crypto.kdfparams.n"
    " crypto.kdfparams.r crypto.kdfparams.p crypto.kdfparams.salt crypto.kdfparams.dklen"
).split()


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300), JSON.map(json.dumps)))
def test_any_text_is_a_key_file_or_a_sentence(text: str | bytes) -> None:
    survive(text)


@settings(max_examples=300)
@given(st.sampled_from(PLACES), JSON)
def test_any_change_to_a_key_file_is_one_or_a_sentence(place: str, value: Any) -> None:
    survive(changed("scrypt", place, value))


def test_reading_takes_neither_time_nor_memory_whatever_the_file_asks_for() -> None:
    texts = ["[" * 16_000, '{"a":' * 3_000, '{"version":' + "9" * 16_000 + "}", '"' + "\\" * 16_000]
    texts += [changed("scrypt", "crypto.kdfparams.n", 2**n) for n in (18, 40, 2_000)]
    tracemalloc.start()
    begun = time.monotonic()
    for text in texts:
        survive(text)
    taken, peak = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 2**20
    assert taken < len(texts)


def survive(text: str | bytes) -> None:
    """Read it: a key file, or a sentence with what to do."""
    try:
        parse_key_file(text)
    except WalletError as refused:
        assert refused.sentence.endswith(".") and refused.next_step
