"""Money in words and back, to the base unit."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base import money
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, DOLLAR, SHARE


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,600.00", 12_600 * DOLLAR),
        ("$12,600.00", 12_600 * DOLLAR),
        ("$ 12 600", 12_600 * DOLLAR),
        ("12\u00a0600.5 dollars", 12_600 * DOLLAR + DOLLAR // 2),
        ("0.000001", 1),
        (".5", DOLLAR // 2),
        ("1.", DOLLAR),
        ("1.50000000000", DOLLAR * 3 // 2),
        ("0", 0),
        (" 7 USD ", 7 * DOLLAR),
    ],
)
def test_an_amount_is_read_as_a_person_writes_it(text: str, amount: int) -> None:
    assert money.parse_dollars(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        ("   ", "number.empty"),
        ("$", "number.empty"),
        ("-3", "number.negative"),
        ("\u2212 3", "number.negative"),
        ("1.1234567", "number.decimals"),
        ("12,5", "number.garbage"),
        ("1,23,456", "number.garbage"),
        ("1.2.3", "number.garbage"),
        ("1e5", "number.garbage"),
        ("0x10", "number.garbage"),
        ("\u0663", "number.garbage"),
        ("\uff11\uff12", "number.garbage"),
        ("5\u00b2", "number.garbage"),
        (".", "number.garbage"),
        ("NaN", "number.garbage"),
        ("1" * 60, "number.long"),
        ("9" * 40, "money.large"),
    ],
)
def test_a_bad_amount_is_a_sentence(text: str, code: str) -> None:
    with pytest.raises(WalletError) as refusal:
        money.parse_dollars(text)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".") and refusal.value.next_step


@given(st.text(max_size=80))
def test_no_text_does_anything_else(text: str) -> None:
    readers = (
        money.parse_dollars,
        money.parse_shares,
        money.parse_price,
        money.parse_percent_of_person,
    )
    for read in readers:
        try:
            assert read(text) >= 0
        except WalletError as refusal:
            assert refusal.sentence


@given(st.integers(0, money.MAX_MONEY))
def test_exact_dollars_read_back(amount: int) -> None:
    assert money.parse_dollars(money.dollars(amount, exact=True)) == amount


@given(st.integers(0, ALL_SHARES))
def test_exact_shares_read_back(units: int) -> None:
    assert money.parse_shares(money.shares(units, exact=True)) == units


@given(st.integers(0, 10**12 - 1))
def test_small_prices_read_back(price: int) -> None:
    if price < 10**8:
        assert money.parse_price(money.price_per_share(price)) == price
    else:
        assert 0 <= price - money.parse_price(money.price_per_share(price)) < 10**6


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "$0.00"),
        (1, "under $0.01"),
        (9_999, "under $0.01"),
        (10_000, "$0.01"),
        (12_600 * DOLLAR, "$12,600.00"),
        (1_999_999, "$1.99"),
        (-900 * DOLLAR, "\u2212 $900.00"),
    ],
)
def test_nobody_is_shown_more_than_there_is(amount: int, said: str) -> None:
    assert money.dollars(amount) == said


def test_what_is_to_be_paid_is_rounded_up() -> None:
    assert money.dollars(1, up=True) == "$0.01"
    assert money.dollars(1_990_001, up=True) == "$2.00"


def test_a_change_carries_its_sign() -> None:
    assert money.signed_dollars(21_000 * DOLLAR) == "+ $21,000.00"
    assert money.signed_dollars(-900 * DOLLAR) == "\u2212 $900.00"
    assert money.signed_dollars(0) == "$0.00"


def test_what_is_unknown_is_never_zero() -> None:
    assert money.dollars_or_unknown(None) == money.price_per_share(None) == "no price"
    assert money.percent(1, 0) == "\u2013"


def test_shares_and_parts_of_a_person() -> None:
    assert money.shares(84_000 * SHARE) == "84,000 shares"
    assert money.shares(SHARE) == "1 share"
    assert money.share_count(1) == "under 0.0001"
    assert money.percent_of_person(84_000 * SHARE) == "0.84 %"
    assert money.percent_of_person(1) == "under 0.01 %"
    assert money.percent_of_person(ALL_SHARES) == "100.00 %"
    assert money.percent(-1, 3) == "\u2212 33.33 %"
    assert money.parse_percent_of_person("0.84 %") == 84_000 * SHARE
    with pytest.raises(WalletError):
        money.parse_percent_of_person("100.1 %")
    with pytest.raises(WalletError):
        money.parse_shares("10,000,001")


def test_the_price_of_the_drawing() -> None:
    price = money.parse_price("0.15")
    assert money.money_of(84_000 * SHARE, price) == 12_600 * DOLLAR
    assert money.price_of(84_000 * SHARE, 12_600 * DOLLAR) == price
    assert money.price_per_share(money.parse_price("$0.158 a share")) == "$0.158 a share"


@given(st.integers(1, ALL_SHARES), st.integers(0, 10**18))
def test_rounding_up_and_down_frame_the_exact_value(units: int, price: int) -> None:
    low, high = money.money_of(units, price), money.money_of(units, price, up=True)
    assert low * money.PRICE_UNITS <= units * price <= high * money.PRICE_UNITS
    assert high - low <= 1


def test_zero_is_refused_where_something_is_needed() -> None:
    assert money.require_some(1, "the amount") == 1
    with pytest.raises(WalletError) as refusal:
        money.require_some(0, "the amount")
    assert refusal.value.sentence == "The amount is zero."


@given(st.integers(-(2**120), 2**120))
def test_plain_decimals_are_exact_and_readable_by_any_program(value: int) -> None:
    for say, scale in (
        (money.plain_dollars, 6),
        (money.plain_shares, 18),
        (money.plain_price, 12),
        (money.plain_percent, 2),
    ):
        said = say(value)
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", said)
        with localcontext(prec=60):
            assert Decimal(said).scaleb(scale) == value
    assert money.plain_dollars(12_600 * DOLLAR) == "12600.00"
    assert money.plain_dollars(-1) == "-0.000001"
    assert money.plain_shares(84_000 * SHARE) == "84000"


def test_changes_in_per_cent_carry_their_sign() -> None:
    assert money.signed_percent(8_052) == "+ 80.52 %"
    assert money.signed_percent(-3_000) == "\u2212 30.00 %"
    assert money.signed_percent(0) == "0.00 %"


def test_an_axis_needs_no_cents_where_there_are_none() -> None:
    assert money.brief_dollars(12_600 * 10**6) == "$12,600"
    assert money.brief_dollars(12_600_500_000) == "$12,600.50"
    assert money.brief_dollars(-(10**6)) == "\u2212 $1"
