"""The envelope: opens with its passphrase alone, and not when any byte of it was changed."""

import base64
import hashlib
import logging
import pickle
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.keys import envelope as module
from wallet.keys import stretch
from wallet.keys.envelope import MARK, Envelope, Secret, open_envelope, parse_envelope, seal
from wallet.keys.hidden import Hidden
from wallet.keys.passphrase import check_passphrase, strength
from wallet.keys.words import check_extra

WALLET_ID = "00112233445566778899aabbccddeeff"
PHRASE = "correct horse 7"
EXTRA = check_extra("\u00e9xtra")
WRONG = "some other phrase"


@pytest.fixture(scope="module")
def sealed() -> Envelope:
    return seal(Secret(bytes(range(32)), EXTRA), PHRASE, WALLET_ID)


def test_it_opens_with_its_passphrase(sealed: Envelope) -> None:
    again = parse_envelope(sealed.text)
    assert again == sealed
    assert again.wallet_id == WALLET_ID
    secret = open_envelope(again, PHRASE)
    assert (secret.entropy, secret.extra) == (bytes(range(32)), EXTRA)
    assert len(secret.words.split()) == 24


def test_another_passphrase_does_not_open_it(sealed: Envelope) -> None:
    with pytest.raises(WalletError) as refused:
        open_envelope(sealed, PHRASE + "8")
    assert refused.value.code == "keys.wrong-passphrase"


def test_two_envelopes_of_one_secret_share_nothing(sealed: Envelope) -> None:
    other = seal(Secret(bytes(range(32)), EXTRA), PHRASE, WALLET_ID)
    assert other.header[20:] != sealed.header[20:]
    assert other.sealed != sealed.sealed


def test_the_longest_fits_an_entry_of_windows() -> None:
    longest = seal(Secret(bytes(32), "x" * 256), PHRASE, WALLET_ID)
    assert len(longest.text) < 1_280
    assert open_envelope(longest, PHRASE).extra == b"x" * 256


def test_a_change_of_any_byte_is_refused(sealed: Envelope, monkeypatch: pytest.MonkeyPatch) -> None:
    # With scrypt answering at once, every byte can be tried; the cipher's check is the real one.
    def quick(phrase: bytes, salt: bytes, n: int, r: int, p: int) -> Hidden:
        return Hidden(hashlib.sha256(b"%b|%b|%d|%d|%d" % (phrase, salt, n, r, p)).digest())

    monkeypatch.setattr(module, "scrypt", quick)
    good = seal(Secret(bytes(range(32)), EXTRA), PHRASE, WALLET_ID)
    raw = good.header + good.sealed
    assert open_envelope(parse_envelope(good.text), PHRASE).extra == EXTRA
    for place in range(len(raw)):
        for flip in (1, 0x80):
            bad = bytearray(raw)
            bad[place] ^= flip
            text = MARK + base64.urlsafe_b64encode(bytes(bad)).decode()
            with pytest.raises(WalletError):
                open_envelope(parse_envelope(text), PHRASE)


@pytest.mark.parametrize(
    ("place", "value"), [(1, 16), (1, 21), (1, 63), (2, 255), (2, 1), (3, 0), (3, 5), (3, 255)]
)
def test_costly_or_weak_parameters_are_refused_unopened(
    sealed: Envelope, place: int, value: int
) -> None:
    raw = bytearray(sealed.header + sealed.sealed)
    raw[place] = value
    with pytest.raises(WalletError) as refused:
        parse_envelope(MARK + base64.urlsafe_b64encode(bytes(raw)).decode())
    assert refused.value.code == "keys.envelope-damaged"


def test_another_version_is_named(sealed: Envelope) -> None:
    raw = b"\x02" + sealed.header[1:] + sealed.sealed
    with pytest.raises(WalletError) as refused:
        parse_envelope(MARK + base64.urlsafe_b64encode(raw).decode())
    assert refused.value.code == "keys.envelope-version"


def test_too_little_memory_is_a_sentence(sealed: Envelope, monkeypatch: pytest.MonkeyPatch) -> None:
    class Starved:
        def __init__(self, *_: object) -> None:
            raise MemoryError

    monkeypatch.setattr(stretch, "Scrypt", Starved)
    with pytest.raises(WalletError) as refused:
        open_envelope(sealed, PHRASE)
    assert refused.value.code == "keys.no-memory"


def test_weaker_sealing_than_the_least_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="between"):
        seal(Secret(bytes(16)), PHRASE, WALLET_ID, log_n=10)


def test_no_secret_shows(sealed: Envelope, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = Secret(b"\xab" * 16, "extraword")
    shown = repr(secret) + str(secret) + repr(sealed) + caplog.text
    try:
        open_envelope(sealed, WRONG)
    except WalletError as refused:
        shown += "".join(traceback.format_exception(refused)) + repr(refused)
    for leak in ("abab", "\\xab\\xab", "extraword", WRONG, secret.words.decode()):
        assert leak not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_wallet_of_one_key_is_sealed_and_has_no_words() -> None:
    key = bytes(range(1, 33))
    envelope = seal(Secret(key=key), PHRASE, WALLET_ID)
    secret = open_envelope(parse_envelope(envelope.text), PHRASE)
    assert (secret.key, secret.entropy, secret.extra) == (key, b"", b"")
    with pytest.raises(WalletError) as refused:
        _ = secret.words
    assert refused.value.code == "keys.no-words"


def test_a_secret_is_overwritten_and_the_one_it_came_from_is_not() -> None:
    mine = bytearray(b"\xab" * 16)
    secret = Secret(mine, "extra")
    secret.wipe()
    assert (secret.entropy, secret.extra) == (bytes(16), bytes(5))
    assert mine == b"\xab" * 16


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.binary(max_size=300).map(lambda raw: MARK + base64.urlsafe_b64encode(raw).decode()),
    )
)
def test_any_text_is_an_envelope_or_a_sentence(text: str) -> None:
    try:
        parse_envelope(text)
    except WalletError as refused:
        assert refused.next_step


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234567", "keys.passphrase-short"),
        ("x" * 257, "keys.passphrase-long"),
        ("12345678\ud800", "keys.passphrase-unreadable"),
    ],
)
def test_a_passphrase_has_bounds(text: str, code: str) -> None:
    with pytest.raises(WalletError) as refused:
        check_passphrase(text)
    assert refused.value.code == code


def test_strength_is_said_in_a_sentence() -> None:
    assert strength("short").level == 0
    assert strength("password").level == 1
    assert strength("aaaaaaaaaaaaaaaaaaaa").level == 1
    assert strength("1234567890123").level == 1
    assert strength("four sturdy garden chairs").level == 3
    assert all(strength(text).sentence.endswith(".") for text in ("a", "password", "x7!Kq2#Zrt"))


def test_one_passphrase_in_two_forms_is_the_same() -> None:
    assert check_passphrase("caf\u00e9 noir") == check_passphrase("cafe\u0301 noir")
