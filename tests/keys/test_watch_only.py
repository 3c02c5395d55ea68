"""What is watched: addresses, and public keys from which the right addresses follow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.keys.accounts import address_of, derive
from wallet.keys.card import WATCHED, parse_card, watching_card
from wallet.keys.watch_only import Origin, WatchOnly, checked_origin, parse_watch_only

# From BIP-32, test vector 1: m/0'/1/2', m/0'/1/2'/2, m/0' and the private key of the first.
SEED = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
THREE = (
    "xpub6D4BDPcP2GT577Vvch3R8wDkScZWzQzMMUm3PWbmWvVJrZwQY4VUNgqFJPMM3No2dFDFGTsxxpG5uJh7n7epu4"
    "trkrX7x7DogT5Uv6fcLW5"
)
FOUR = (
    "xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cf"
    "N7fe5JnJ7dh8zL4fiyLHV"
)
ONE = (
    "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9x"
    "v5ski8PX9rL2dZXvgGDnw"
)
PRIVATE = (
    "xprv9z4pot5VBttmtdRTWfWQmoH1taj2axGVzFqSb8C9xaxKymcFzXBDptWmT7FwuEzG3ryjH4ktypQSAewRiNMjAN"
    "TtpgP4mLTj34bhnZX7UiM"
)
ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"
WALLET_ID = "00112233445566778899aabbccddeeff"


@pytest.mark.parametrize(("text", "path"), [(THREE, "m/0'/1/2'/0/{}"), (FOUR, "m/0'/1/2'/2/{}")])
def test_addresses_follow_from_a_public_key_as_from_the_private_one(text: str, path: str) -> None:
    watched = parse_watch_only(f" {text}\n")
    for number in (0, 1, 7, 99):
        assert watched.address(number) == address_of(derive(SEED, path.format(number)))
    assert watched.addresses == (watched.address(0),)
    for number in (-1, 100):
        with pytest.raises(WalletError):
            watched.address(number)


def test_an_address_is_watched_alone() -> None:
    watched = parse_watch_only(ADDRESS.lower())
    assert watched == WatchOnly((ADDRESS,))
    assert watched.path(0) == ""
    with pytest.raises(WalletError):
        watched.address(1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "keys.watch-shape"),
        ("0x12", "keys.watch-shape"),
        ("ypub" + THREE[4:], "keys.watch-shape"),
        (THREE[:-1], "keys.watch-garbled"),
        (THREE[:-1] + "6", "keys.watch-garbled"),
        (THREE + "1", "keys.watch-garbled"),
        ("xpub", "keys.watch-garbled"),
        ("xp0O", "keys.watch-garbled"),
        ("xp" + "z" * 500, "keys.watch-shape"),
        (ONE, "keys.watch-depth"),
        (PRIVATE, "keys.watch-private"),
    ],
)
def test_what_cannot_be_watched_is_told_why(text: str, code: str) -> None:
    with pytest.raises(WalletError) as refused:
        parse_watch_only(text)
    assert refused.value.code == code
    assert refused.value.next_step


def test_a_watched_key_and_its_origin_are_kept_on_the_card() -> None:
    origin = Origin("0a1b2c3d", "m/44'/60'/0'", "Keystone 3 Pro")
    key = parse_watch_only(THREE)
    watched = WatchOnly((), key.public_key, key.chain_code, key.steps, origin)
    card = watching_card(WALLET_ID, "Cold", 1_700_000_000, watched)
    assert card.kind == WATCHED and card.addresses == (key.address(0),)
    kept = parse_card(card.with_accounts({n: key.address(n) for n in range(16)}).to_json())
    assert len(kept.to_json()) < 1_280
    assert kept.watched is not None
    assert kept.watched.origin == origin
    assert kept.watched.address(15) == kept.address(15) == key.address(15)
    assert kept.watched.path(15) == "m/44'/60'/0'/0/15"


@pytest.mark.parametrize(
    "origin",
    [
        Origin(fingerprint="DEADBEEF"),
        Origin(fingerprint="12"),
        Origin(path="44'/60'"),
        Origin(path="m/44h"),
        Origin(path="m/" + "1/" * 11 + "1"),
        Origin(path="m/4294967296"),
        Origin(source="x" * 41),
        Origin(source="\u202eKeystone"),
    ],
)
def test_an_origin_is_what_it_says(origin: Origin) -> None:
    with pytest.raises(ValueError, match=r"."):
        checked_origin(origin)


CARD = watching_card(WALLET_ID, "Cold", 1_700_000_000, parse_watch_only(THREE)).to_json()


@settings(max_examples=200)
@given(st.text(max_size=150), st.integers(0, len(CARD)))
def test_any_text_is_watched_or_a_sentence(text: str, at: int) -> None:
    for attempt in (text, THREE[:at] + text, "xp" + text):
        try:
            parse_watch_only(attempt)
        except WalletError as refused:
            assert refused.sentence.endswith(".") and refused.next_step
    try:
        parse_card(CARD[:at] + text + CARD[at + len(text) :])
    except WalletError as refused:
        assert refused.next_step
