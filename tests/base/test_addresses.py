"""Addresses: the vectors of EIP-55, slips, and look-alikes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base import addresses
from wallet.base.errors import WalletError

EIP55 = [
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
]


@pytest.mark.parametrize("address", EIP55)
def test_published_checksums(address: str) -> None:
    assert addresses.checksum(address.lower()) == address
    assert addresses.parse_address(f" {address} ") == address
    assert addresses.address_from_bytes(addresses.address_bytes(address)) == address


def test_keccak_of_nothing() -> None:
    assert addresses.keccak(b"").hex().startswith("c5d2460186f7233c927e7db2dcc703c0")


def test_one_wrong_capital_is_a_slip() -> None:
    with pytest.raises(WalletError) as refusal:
        addresses.parse_address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    assert refusal.value.code == "address.checksum"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "address.empty"),
        ("0x12", "address.shape"),
        ("x" * 10_000, "address.shape"),
        ("0x" + "g" * 40, "address.shape"),
        ("0x" + "\u0661" * 40, "address.shape"),
        ("0x" + "0" * 40, "address.zero"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00", "address.shape"),
    ],
)
def test_what_is_no_address_is_a_sentence(text: str, code: str) -> None:
    with pytest.raises(WalletError) as refusal:
        addresses.parse_address(text)
    assert refusal.value.code == code


@given(st.text(max_size=200))
def test_no_text_does_anything_else(text: str) -> None:
    with pytest.raises(WalletError):
        addresses.parse_address(text)


def test_look_alikes_are_found_and_the_same_is_not_one() -> None:
    known = EIP55[0]
    forged = known[:6] + "0" * 32 + known[-4:]
    assert addresses.looks_like(forged, [EIP55[1], known]) == known
    assert addresses.looks_like(known[:8] + "0" * 34, [known]) == known
    assert addresses.looks_like(known.lower(), [known]) is None
    assert addresses.looks_like(EIP55[1], [known]) is None


def test_the_short_form_shows_both_ends() -> None:
    assert addresses.short_address(EIP55[4].lower()) == "0x52908400\u2026169EE7"
    assert addresses.same_address(EIP55[0], EIP55[0].upper().replace("X", "x"))
