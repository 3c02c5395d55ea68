"""The form of an offering's terms: one spelling, one hash, and nothing else is taken for it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.base.money import SHARE
from wallet.base.texts import text_hash
from wallet.books.offering_terms import (
    MOST_PROSE,
    OfferingTerms,
    Use,
    check_prose,
    differences,
    lines_of,
    parse_terms,
    read_terms,
    uses_of,
)

TERMS = OfferingTerms(
    chain=31337,
    contract=checksum("0x" + "c0ffee25" * 5),
    issuer=1,
    name="Alice Moreau",
    regime=3,
    regime_name="us-reg-cf",
    regime_source="0x" + "12" * 32,
    units_min=500_000 * SHARE,
    units_max=2_000_000 * SHARE,
    price=10**11,
    deadline=1_800_000_000,
    lockup=366 * 86_400,
    purpose="A machine that sorts.\nTwo are sold.",
    uses=(Use("Engineers", 7_000), Use("Machines", 3_000)),
    risks="It may be slow.",
    salt=bytes(range(32)),
)
OFFERED = {
    "issuer": 1, "units_min": TERMS.units_min, "units_max": TERMS.units_max, "price": TERMS.price,
    "deadline": TERMS.deadline, "lockup": TERMS.lockup, "regime": 3,
}  # fmt: skip
PROSE = st.text(
    st.characters(blacklist_categories=("Cc", "Cf", "Cs"), whitelist_characters="\n"), min_size=1
).filter(lambda text: text.strip())


@given(PROSE, PROSE, st.binary(min_size=32, max_size=32), st.integers(1, 9_999))
def test_terms_come_back_as_they_were_and_their_hash_is_that_of_the_text(
    purpose: str, risks: str, salt: bytes, part: int
) -> None:
    uses = (Use("One thing", part), Use("The rest", 10_000 - part))
    terms = replace(TERMS, purpose=purpose[:MOST_PROSE], risks=risks, salt=salt, uses=uses)
    assert parse_terms(terms.text) == terms
    assert terms.hash == text_hash(terms.text) and terms.text.isascii()


def test_another_spelling_of_the_same_is_refused_for_it_has_another_hash() -> None:
    found = json.loads(TERMS.text)
    for other in (
        json.dumps(found, sort_keys=True),
        json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n",
        json.dumps({**found, "more": 1}, sort_keys=True, separators=(",", ":")),
        TERMS.text.replace('"price":"100', '"price":"0100'),
    ):
        assert read_terms(other) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("v", 2), ("kind", "offering"), ("chain", 31337), ("chain", "-1"), ("salt", "0x00"),
        ("contract", "0x12"), ("unitsMin", "9" * 30), ("unitsMax", "0"), ("uses", []),
        ("uses", [{"what": "All", "part": "9999"}]), ("uses", [{"what": "", "part": "10000"}]),
        ("uses", [{"what": "x" * 81, "part": "10000"}]), ("regime", None), ("purpose", ""),
        ("purpose", "x" * 4_001), ("risks", "left \u202eright"), ("risks", 5), ("name", "a\nb"),
        ("uses", [{"what": "All", "part": "10000"}] * 13), ("deadline", "9" * 14),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused(key: str, value: object) -> None:
    found = {**json.loads(TERMS.text), key: value}
    text = json.dumps(found, sort_keys=True, separators=(",", ":"))
    with pytest.raises(WalletError) as refused:
        parse_terms(text)
    assert refused.value.code == "terms.garbage"


@given(st.text() | st.from_type(bytes).map(lambda data: data.decode("latin-1")))
def test_any_text_at_all_is_read_or_is_plain_text(text: str) -> None:
    assert read_terms(text) is None


def test_deep_nesting_is_no_way_to_stop_the_wallet() -> None:
    assert read_terms("[" * 60_000) is None
    assert read_terms('{"kind":"offering-terms","v":1,"uses":' + "[" * 60_000) is None


def test_terms_that_say_otherwise_than_the_offering_are_told_apart() -> None:
    assert differences(TERMS, OFFERED) == ()
    said = differences(TERMS, {**OFFERED, "price": 2 * TERMS.price, "lockup": 0})
    assert (
        said
        == (
            "The terms say of the price: $0.10 a share. The offering says: $0.20 a share.",
            "The terms say of the lock-up: 366 days. The offering says: none.",
        )
        or "The terms say of the price: $0.10 a share." in said[0]
    )
    assert len(said) == 2


def test_figures_are_those_of_the_data() -> None:
    said = dict(lines_of(TERMS))
    assert said["At least"] == "500,000 shares (5.00 %) for $50,000.00"
    assert said["All of them at this price"] == "$1,000,000.00"
    assert uses_of(TERMS)[0] == ("Engineers", "70.00 %", "$35,000.00", "$140,000.00")


def test_words_are_tidied_and_held_to_their_length() -> None:
    assert check_prose("  One. \nTwo.  ", "What you plan", "purpose") == "One.\nTwo."
    for text, code in (
        (" \n ", "terms.empty"),
        ("x" * 4_001, "terms.long"),
        ("a\x07", "terms.sign"),
    ):
        with pytest.raises(WalletError) as refused:
            check_prose(text, "What you plan", "purpose")
        assert (refused.value.code, refused.value.field) == (code, "purpose")
