"""Links: what they name, what they carry, and that whatever else is answered in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books.test_offering_terms import TERMS
from tests.signing.cases import CHAIN, NETWORK
from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.flows.places import (
    MOST_CODE,
    MOST_LINK,
    Place,
    check_place,
    is_link,
    parse_place,
    terms_of,
)

HERE = NETWORK.contracts["Registry"]
PLACE = Place("offering", CHAIN, checksum(HERE), 7, TERMS.text)


def test_a_link_comes_back_with_its_terms() -> None:
    assert PLACE.link.startswith("symbolon:offering?chain=31337&registry=0x")
    assert parse_place(PLACE.link) == PLACE and PLACE.carries
    assert terms_of(parse_place(PLACE.link), "0x" + TERMS.hash.hex()) == TERMS.text
    assert len(PLACE.code) <= MOST_CODE
    person = Place("person", CHAIN, PLACE.registry, 12)
    assert parse_place(f"  {person.link}\n") == person
    assert parse_place(person.link.replace("symbolon:", "SYMBOLON://")) == person


def test_terms_that_are_too_long_stay_behind_and_the_link_still_leads() -> None:
    import secrets

    long = Place("offering", CHAIN, PLACE.registry, 7, secrets.token_hex(6_000))
    assert not long.carries and parse_place(long.link).terms == ""
    middling = Place("offering", CHAIN, PLACE.registry, 7, secrets.token_hex(1_500))
    assert middling.carries and "&terms=" not in middling.code


def test_a_link_for_another_network_or_with_other_terms_says_so() -> None:
    check_place(PLACE, NETWORK)
    for other in (
        Place("offering", CHAIN + 1, PLACE.registry, 7),
        Place("offering", CHAIN, NETWORK.contracts["Ledger"], 7),
    ):
        with pytest.raises(WalletError) as refused:
            check_place(other, NETWORK)
        assert refused.value.code == "link.network" and "another network" in refused.value.sentence
    with pytest.raises(WalletError) as refused:
        terms_of(PLACE, "0x" + "00" * 32)
    assert refused.value.sentence.startswith("These are other terms")


@pytest.mark.parametrize(
    "text",
    [
        "", "symbolon:", "symbolon:offering", "https://symbolon:offering", "symbolon:auction?x=1",
        f"symbolon:offering?chain=0&registry={HERE}&number=7",
        f"symbolon:offering?chain=1&registry={HERE}&number=07",
        f"symbolon:offering?chain=1&registry={HERE}&number=7&number=8",
        "symbolon:offering?chain=1&registry=0x12&number=7",
        f"symbolon:offering?chain=1&registry={HERE}&number=7&terms=!!",
        f"symbolon:offering?chain=1&registry={HERE}&number=7&terms=AAAA",
        f"symbolon:offering?chain=1&registry={HERE}&number=7&" + "a" * MOST_LINK,
        f"symbolon:offering?chain=1&registry={HERE}&number=\u0667",
    ],
)  # fmt: skip
def test_what_is_no_link_is_answered_in_a_sentence(text: str) -> None:
    with pytest.raises(WalletError) as refused:
        parse_place(text)
    assert refused.value.code == "link.garbage"


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_a_link_or_is_refused(text: str, meant: bool) -> None:
    tried = f"symbolon:{text}" if meant else text
    try:
        place = parse_place(tried)
    except WalletError as refused:
        assert refused.code == "link.garbage"
    else:
        assert is_link(tried) and parse_place(place.link) == place


def test_packed_terms_never_unpack_beyond_their_limit() -> None:
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"x" * 3_000_000, 9)).decode().rstrip("=")
    with pytest.raises(WalletError) as refused:
        parse_place(f"symbolon:offering?chain=1&registry={HERE}&number=7&terms={bomb}")
    assert refused.value.code == "link.garbage"
