"""The statement on paper: its figures are those of the CSV, and nothing of it is cut short."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from tests.books.hand import CENT, Hand, account_of
from tests.books.test_disposals import BOB, ME
from tests.books.test_statement import hand
from ui.statement_pdf import statement_pdf
from wallet.base.money import dollars
from wallet.books.statement import Statement, statement
from wallet.books.store import Store
from wallet.flows.taking_files import csv_bytes
from wallet.flows.taking_tables import NAMES, table

__all__ = ["hand", "store"]

HOSTILE = "<b>=1+1</b> \u202eevil\x00 & Wolkenstein-Trostburg zu Unterwaldkirch"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "books.sqlite", "test")


def said_of(hand: Hand, year: int | None = 2028) -> Statement:
    with hand.view(ME) as view:
        return statement(view, year, UTC)


def read(data: bytes) -> QPdfDocument:
    document = QPdfDocument()
    kept = QBuffer(document)
    kept.setData(QByteArray(data))
    kept.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(kept)
    assert document.status() == QPdfDocument.Status.Ready
    return document


def words(document: QPdfDocument) -> str:
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    return " ".join("\n".join(pages).split())


def test_its_figures_are_those_of_the_csv(qtbot: QtBot, hand: Hand, album: Path) -> None:
    said = said_of(hand)
    data = statement_pdf(said, "Local network", "UTC", UTC)
    document = read(data)
    text = words(document)
    assert "Statement of 2028" in text and "so far" not in text
    assert "UTC" in text and account_of(ME) in text and "not tax advice" in text
    for name in NAMES:
        rows = csv.DictReader(
            io.StringIO(csv_bytes(table(name, said), UTC).decode("utf-8-sig"), newline="")
        )
        for row in rows:
            for title in ("Proceeds", "Cost", "Siphon paid", "Amount", "Kept", "Value"):
                if row.get(title):
                    amount = int(Decimal(row[title]).scaleb(6))
                    assert dollars(amount, exact=True) in text, (name, title)
            if row.get("Gain") and name == "disposals":
                assert f"+ {dollars(said.totals.gain, exact=True)}" in text
    assert "unknown" in text and "1 without a price" in text
    for page in range(document.pageCount()):
        assert f"Page {page + 1} of {document.pageCount()}" in document.getAllText(page).text()
        picture = document.render(page, QSize(827, 1169))
        assert picture.pixelColor(2, 2).alpha() in (0, 255)
        picture.save(str(album / f"statement-{page + 1}.png"))


def test_names_are_only_words_and_long_tables_go_on_overleaf(
    qtbot: QtBot, hand: Hand, album: Path
) -> None:
    for number in range(140):
        hand.place(BOB, ME, 3 + number, CENT + number, 2 + number % 6)
    said = said_of(hand, 2029)
    odd = replace(said.closing.held[0].token, name=HOSTILE)
    said = replace(
        said, person=odd,
        purchases=tuple(replace(one, token=odd, seller=odd) for one in said.purchases),
    )  # fmt: skip
    document = read(statement_pdf(said, "=network", "UTC", UTC))
    text = words(document)
    assert "<b>=1+1</b>" in text and "\u202e" not in text and "\x00" not in text
    assert document.pageCount() > 3
    heads = [
        page for page in range(document.pageCount())
        if "Counted cost" in document.getAllText(page).text()
    ]  # fmt: skip
    assert len(heads) >= 3  # the head is said again on each page
    assert f"Page {document.pageCount()} of {document.pageCount()}" in text
    for one in said.purchases:
        assert dollars(one.cost, exact=True) in text
    document.render(1, QSize(827, 1169)).save(str(album / "statement-long.png"))


def test_everything_and_nobody_have_a_statement_too(qtbot: QtBot, hand: Hand) -> None:
    whole = words(read(statement_pdf(said_of(hand, None), "Local network", "UTC", UTC)))
    assert "Statement of everything" in whole and "Month by month" not in whole
    with hand.view(77) as view:
        nobody = statement(view, 2028, UTC)
    text = words(read(statement_pdf(nobody, "Local network", "UTC", UTC)))
    assert "Nobody who has joined yet" in text and "Nothing was sold." in text
