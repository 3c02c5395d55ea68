"""Addresses from public keys alone, against the private side and the published vectors."""

from __future__ import annotations

import pytest

from wallet.base.errors import WalletError
from wallet.keys.accounts import addresses
from wallet.keys.public import (
    ACCOUNTS,
    extended_public,
    fingerprint,
    parse_public,
)
from wallet.keys.words import seed

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"


def test_the_public_side_finds_the_same_addresses() -> None:
    public = extended_public(seed(WORDS), ACCOUNTS)
    assert tuple(public.address(number) for number in range(5)) == addresses(seed(WORDS), 5)
    assert parse_public(public.to_json()) == public


def test_it_agrees_with_bip32_and_its_fingerprints() -> None:
    # Vector 1 of BIP-32, m and m/0'.
    found = extended_public(bytes.fromhex("000102030405060708090a0b0c0d0e0f"), "m/0'")
    assert found.key.hex() == "035a784662a4a20a65bf6aab9ae98a6c068a81c52e4b032c0fb5400c706cfccc56"
    assert (
        found.chain_code.hex() == "47fdacbd0f1097043b78c63c20c34ef4ed9a111d980047ad16282c7ae6236141"
    )
    assert found.master == found.parent == 0x3442193E
    assert fingerprint(found.key) == 0x5C1BD648


def test_what_is_no_public_key_is_refused() -> None:
    whole = extended_public(seed(WORDS), ACCOUNTS).to_json()
    for change in ({"path": "m"}, {"key": "05"}, {"key": 1}, {"chain": "x"}, {"master": "1"}):
        with pytest.raises(WalletError):
            parse_public({**whole, **change})
    with pytest.raises(WalletError):
        parse_public([])
