"""Private keys as people bring them, and what is no key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.keys.key_files import ADDRESS, KEY
from wallet.base.errors import WalletError
from wallet.keys.accounts import ORDER, address_of
from wallet.keys.hidden import Hidden
from wallet.keys.private_key import parse_private_key


@pytest.mark.parametrize(
    "typed",
    [
        KEY,
        "0x" + KEY,
        "0X" + KEY.upper(),
        f"  {KEY}\r\n",
        "\t0x " + " ".join(KEY[i : i + 4] for i in range(0, 64, 4)),
        KEY[:32] + "\n" + KEY[32:],
    ],
)
def test_a_key_is_read_whatever_its_form(typed: str) -> None:
    key = parse_private_key(typed)
    assert key.hex() == KEY
    assert address_of(key) == ADDRESS
    assert parse_private_key(Hidden(typed.encode())) == key


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "keys.key-empty"),
        ("0x", "keys.key-empty"),
        ("  ", "keys.key-empty"),
        (KEY[:-1], "keys.key-length"),
        (KEY + "0", "keys.key-length"),
        ("0x0x" + KEY, "keys.key-digits"),
        ("g" * 64, "keys.key-digits"),
        ("\u0661" * 64, "keys.key-digits"),
        ("chunk rhythm twist calm into stem alert life", "keys.key-digits"),
        ("0" * 64, "keys.key-range"),
        (f"{ORDER:064x}", "keys.key-range"),
        ("f" * 64, "keys.key-range"),
        ("a" * 513, "keys.key-long"),
    ],
)
def test_what_is_no_key_is_told_why(typed: str, code: str) -> None:
    with pytest.raises(WalletError) as refused:
        parse_private_key(typed)
    assert refused.value.code == code
    assert refused.value.next_step
    assert KEY[:16] not in str(refused.value)


def test_the_highest_key_is_one() -> None:
    assert parse_private_key(f"{ORDER - 1:x}").hex() == f"{ORDER - 1:x}"
    assert parse_private_key(f"{1:064x}")[-1] == 1


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text("0123456789abcdefxX \n", max_size=80)))
def test_any_text_is_a_key_or_a_sentence(typed: str) -> None:
    try:
        assert len(parse_private_key(typed)) == 32
    except WalletError as refused:
        assert refused.sentence.endswith(".") and refused.next_step
