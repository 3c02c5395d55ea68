"""Terms on paper: every word of the data is there, and the data comes back out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.books.test_offering_terms import TERMS
from tests.flows.test_raising import rules
from tests.ui.test_statement_pdf import read, words
from ui.terms_pdf import terms_pdf
from ui.theme import load_fonts
from wallet.books.offering_terms import MOST_TERMS, parse_terms
from wallet.flows.pdf_files import attached, is_pdf

LONG = "word " * 799 + "end."


@pytest.fixture(scope="module")
def pdf(qapp: object) -> bytes:
    load_fonts()
    terms = replace(TERMS, purpose=LONG, risks="A <b>bold</b> risk.\nAnd another.")
    return terms_pdf(terms, "Local network", rules()[3], zone=UTC)


def test_what_is_hashed_is_what_is_printed_and_attached(
    qtbot: QtBot, pdf: bytes, album: Path
) -> None:
    (album / "terms.pdf").write_bytes(pdf)
    document = read(pdf)
    text = " ".join(words(document).split())
    assert document.pageCount() >= 2
    assert text.count("word") >= 799 and "end." in text  # nothing is cut, however long
    assert "A <b>bold</b> risk." in text and "And another." in text
    assert "500,000 shares (5.00 %) for $50,000.00" in text
    assert "2027-01-15T08:00:00+00:00" in text
    assert "United States: Regulation Crowdfunding" in text and "no legal advice" in text
    (data,) = attached(pdf, MOST_TERMS)
    terms = parse_terms(data.decode("ascii"))
    assert terms.purpose == LONG
    assert terms.hash.hex() in text.replace(" ", "")


def test_the_same_data_prints_the_same_terms(qtbot: QtBot, pdf: bytes) -> None:
    again = terms_pdf(parse_terms(attached(pdf, MOST_TERMS)[0].decode()), "Local network",
                      rules()[3], zone=UTC)  # fmt: skip
    assert words(read(again)) == words(read(pdf))


def test_one_altered_byte_of_what_is_attached_is_found(qtbot: QtBot, pdf: bytes) -> None:
    named = int(pdf[pdf.index(b"/EF <</F ") + 9 :].split(b" ")[0])
    start = pdf.index(b"\n%d 0 obj\n" % named)
    begin = pdf.index(b"stream\n", start) + 7
    end = pdf.index(b"\nendstream", begin)
    for at in range(begin, end, max(1, (end - begin) // 40)):
        spoilt = bytearray(pdf)
        spoilt[at] ^= 0x10
        found = attached(bytes(spoilt), MOST_TERMS)
        assert not found or found[0].decode("latin-1") != TERMS.text
        assert not found or found != attached(pdf, MOST_TERMS)


@given(st.binary(max_size=400))
def test_any_bytes_have_no_attachment_or_a_bounded_one(data: bytes) -> None:
    for tried in (data, b"%PDF-1.4\n/EF <</F 1 0 R>>\n1 0 obj\n<<\n>>\nstream\n" + data):
        assert all(len(one) <= 64 for one in attached(tried, 64))
    assert is_pdf(b"%PDF-1.7") and not is_pdf(b"")
