"""The register of holders on paper: its figures are those of the cap table, and nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.books.hand import CENT, DAY, Hand
from tests.ui.test_statement_pdf import HOSTILE, read, words
from ui.register_pdf import register_pdf
from wallet.books.cap_table import CapTable, cap_table
from wallet.books.store import Store

BOB = 2


@pytest.fixture
def said(tmp_path: Path) -> Iterator[CapTable]:
    store = Store(tmp_path / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(90)
    hand.issue(BOB, "Bob Okafor")
    hand.issue(1, HOSTILE)
    for number in (1, *range(3, 91)):
        hand.place(BOB, number, 1_000 * number, 7 * CENT, 0, unlocks=hand.at + number * DAY)
    with hand.view(BOB) as view:
        found = cap_table(view, BOB)
    assert found is not None
    yield found
    store.close()


def test_everybody_is_in_the_register(qtbot: QtBot, said: CapTable, album: Path) -> None:
    data = register_pdf(said, "Local network", "UTC", UTC)
    document = read(data)
    text = words(document)
    assert document.pageCount() >= 4
    assert f"Page 1 of {document.pageCount()}" in text
    for number in range(3, 91):
        assert text.count(f"Person {number} ") >= 2, number
    assert "Register of holders" in text and "Bob Okafor, the issuer" in text
    assert "10,000,000" in text and "By lock-up" in text and "<b>=1+1" in text
    (album / "register.pdf").write_bytes(data)


def test_a_token_that_nobody_holds_prints_its_issuer(qtbot: QtBot, tmp_path: Path) -> None:
    store = Store(tmp_path / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(2)
    hand.issue(BOB, "Bob Okafor")
    with hand.view(BOB) as view:
        found = cap_table(view, BOB)
    assert found is not None
    text = words(read(register_pdf(found, "Local network", "UTC", UTC)))
    assert "By raise" not in text and "By lock-up" not in text and "Bob Okafor, the issuer" in text
    store.close()
