"""The cap table to take away: every form ties to the books, and no other thing takes its forms."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.books.hand import CENT, DAY, Hand, account_of
from tests.books.test_disposals import sell
from wallet.base.errors import WalletError
from wallet.base.money import SHARE
from wallet.books.answers import Answers
from wallet.books.documents import Documents
from wallet.books.store import Store
from wallet.chain.journal import Journal
from wallet.flows.taking import CAP_TABLE, CSV, JSON, PDF, XLSX, ZIP, Wanted, check, file_name, take
from wallet.flows.taking_cap import tables_of

ME, BOB, CAROL = 1, 2, 3
HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    store = Store(tmp_path / "books.sqlite", "test")
    made = Hand(store)
    made.people(3)
    made.issue(CAROL, HOSTILE)
    made.issue(BOB, "Bob Okafor")
    made.place(BOB, ME, 1_000_000, 7 * CENT, 0, unlocks=made.at + 400 * DAY)
    made.place(BOB, ME, 2_000, 9 * CENT, 1)
    assert sell(made, BOB, ME, CAROL, 777 * SHARE + 13, 11 * CENT)
    yield made
    store.close()


@pytest.fixture
def answers(hand: Hand, tmp_path: Path) -> Iterator[Answers]:
    documents, journal = Documents(tmp_path / "d.sqlite"), Journal(tmp_path / "j.sqlite")
    yield Answers(
        hand.store, documents, journal, 1, account_of(BOB), lambda: hand.at, lambda: (None, None)
    )
    documents.close()
    journal.close()


def taken(answers: Answers, form: str, block: int | None = None) -> bytes:
    return take(answers, "Local network", Wanted(CAP_TABLE, None, form, UTC, block), None)


def test_the_csv_holds_every_share_that_there_is(answers: Answers) -> None:
    data = taken(answers, CSV)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert sum(Decimal(row["Quantity"]) for row in rows) == 10_000_000
    assert rows[0]["Holder"] == "Bob Okafor" and rows[0]["Lot"] == rows[0]["Paid"] == ""
    assert rows[-1]["Holder"] == "'" + HOSTILE
    assert rows[1]["Percent"] == "10.00" and rows[1]["Unlocks"].endswith("+00:00")


def test_the_workbook_has_every_cut_and_sums_that_agree(answers: Answers) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(answers, XLSX)))
    assert book.sheetnames == ["About", "Holders", "Raises", "Lock-ups", "Register"]
    said = answers.cap_table()
    assert said is not None
    holders, raises, lockups, register = tables_of(said)
    assert holders.sums()["Quantity"] == register.sums()["Quantity"] == said.units
    assert raises.sums()["Still out"] == lockups.sums()["Quantity"] == said.outside_units
    assert book["Lock-ups"]["C2"].number_format == "0.00"


def test_the_package_is_a_zip_of_the_same_files(answers: Answers) -> None:
    with zipfile.ZipFile(io.BytesIO(taken(answers, ZIP))) as packed:
        assert "Manifest.ocf.json" in packed.namelist() and packed.testzip() is None
        said = json.loads(packed.read("Stakeholders.ocf.json"))
    assert [one["name"]["legal_name"] for one in said["items"]][:2] == ["Bob Okafor", "Holder 1"]


def test_it_is_taken_as_of_a_block(answers: Answers, hand: Hand) -> None:
    now = json.loads(taken(answers, JSON))[CAP_TABLE]
    then = json.loads(taken(answers, JSON, hand.block - 1))[CAP_TABLE]
    assert len(now["holders"]) == 3 and len(then["holders"]) == 2
    with pytest.raises(WalletError) as early:
        taken(answers, JSON, 1)
    assert early.value.code == "cap.no_token"


def test_what_does_not_go_together_is_refused() -> None:
    for wanted, code in (
        (Wanted("lots", None, ZIP), "take.zip"),
        (Wanted("lots", None, CSV, None, 5), "take.block"),
        (Wanted("lots", None, PDF), "take.pdf"),
    ):
        with pytest.raises(WalletError) as caught:
            check(wanted)
        assert caught.value.code == code
    assert file_name(Wanted(CAP_TABLE, 2028, PDF)) == "symbolon-cap-table.pdf"
