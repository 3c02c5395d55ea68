"""Numbers of companies: one way to write each, wrong digits found where a register lets one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.watch.identifiers import BY_KEY, SCHEMES, checked_number, named


@pytest.mark.parametrize(
    ("scheme", "typed", "written"),
    [
        ("gb-coh", " 9812345 ", "09812345"),
        ("gb-coh", "sc 123456", "SC123456"),
        ("lei", "2138 00ku d8la jwsq 9d15", "213800KUD8LAJWSQ9D15"),
        ("us-ein", "91-1144442", "911144442"),
        ("us-cik", "320193", "0000320193"),
        ("us-de", "581-2345", "5812345"),
        ("de-hrb", "HRB 11223 Aachen", "Aachen HRB 11223"),
        ("fr-siren", "552 081 317", "552081317"),
        ("ch-uid", "CHE-109.322.551", "CHE109322551"),
        ("eu-vat", "de 136 695 976", "DE136695976"),
        ("other", "Ltd  no. 7", "Ltd no. 7"),
    ],
)
def test_a_number_is_written_in_one_way(scheme: str, typed: str, written: str) -> None:
    assert checked_number(scheme, typed) == written
    assert checked_number(scheme, written) == written


@pytest.mark.parametrize(
    ("scheme", "typed", "said"),
    [
        ("lei", "213800KUD8LAJWSQ9D16", "its check digits do not fit"),
        ("lei", "213800KUD8LAJWSQ9D1X", "Sign 20 of it, X, is not a digit"),
        ("lei", "213800KUD8", "has 20 letters and digits, and this has 10"),
        ("fr-siren", "552081318", "its check digits do not fit"),
        ("fr-siren", "55208I317", "Sign 6 of it, I, is not a digit"),
        ("ch-uid", "CHE-109.322.552", "its check digits do not fit"),
        ("eu-vat", "DE136695977", "its check digits do not fit"),
        ("eu-vat", "US136695976", "US is no country of the European Union"),
        ("us-ein", "07-1144442", "No EIN begins with 07"),
        ("us-cik", "12345678901", "has 1 to 10 digits, and this has 11"),
        ("de-hrb", "Nowhere HRB 5", "No court of that name"),
        ("gb-coh", "12O45678", "eight digits, or two letters and six digits"),
        ("other", " ", "empty or too long"),
        ("nowhere", "1", "This register is not known here"),
    ],
)
def test_what_is_wrong_is_said(scheme: str, typed: str, said: str) -> None:
    with pytest.raises(WalletError) as refused:
        checked_number(scheme, typed)
    assert said in refused.value.sentence
    assert refused.value.field == ("scheme" if scheme == "nowhere" else "number")


@pytest.mark.parametrize(("scheme", "number"), [("lei", "213800KUD8LAJWSQ9D15"),
                                                ("fr-siren", "552081317"),
                                                ("eu-vat", "DE136695976")])  # fmt: skip
def test_every_single_wrong_digit_is_found(scheme: str, number: str) -> None:
    for place, sign in enumerate(number):
        if sign.isdigit():
            for other in set("0123456789") - {sign}:
                wrong = number[:place] + other + number[place + 1 :]
                with pytest.raises(WalletError):
                    checked_number(scheme, wrong)


@given(st.sampled_from([one.key for one in SCHEMES]), st.text(max_size=40))
def test_anything_typed_is_a_number_or_a_sentence(scheme: str, typed: str) -> None:
    try:
        assert checked_number(scheme, checked_number(scheme, typed))
    except WalletError as error:
        assert error.field == "number"


def test_every_register_says_how_far_it_is_checked() -> None:
    assert all(one.checked.endswith(".") for one in SCHEMES)
    assert [named(one) for one in BY_KEY][:1] == ["Companies House (United Kingdom)"]
    assert named("xx") == "xx"
