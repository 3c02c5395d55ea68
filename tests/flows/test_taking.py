"""Files to take away: what they say ties to the books, and no name in them can do anything."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet.base.clock import zone_named
from wallet.base.errors import WalletError
from wallet.books.said_json import COUNT, MONEY, PRICE, SHARES, TIME
from wallet.flows.taking import CSV, PDF, XLSX, Wanted, check, form_of, forms_of, save
from wallet.flows.taking_cells import figure, harmless, keeps
from wallet.flows.taking_files import EXACT, csv_bytes, xlsx_bytes
from wallet.flows.taking_tables import TEXT, Column, Table, Value

COLUMNS = (
    Column("Asset", TEXT, "who"),
    Column("Asset number", COUNT, "a number"),
    Column("Quantity", SHARES, "shares", True),
    Column("Gain", MONEY, "money", True),
    Column("Price", PRICE, "a price"),
    Column("Disposed", TIME, "when"),
)
SCALE = {MONEY: 6, SHARES: 18, PRICE: 12}
STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\u2212"
MONEYS = st.integers(-(2**96), 2**96)
ROW = st.tuples(
    st.text(max_size=30),
    st.integers(0, 10**9),
    st.integers(0, 10**25),
    st.none() | MONEYS,
    st.none() | st.integers(0, 2**64 - 1),
    st.none() | st.integers(0, 4 * 10**9),
)
HOSTILE = (
    '=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "x;=1+1",
    'a","=1', "a\x00=1", "\uff1d1", "\u200b=1", "\u202e=1", "x,\t+1", "'=1", "|@1", "\u3000=1",
)  # fmt: skip


def made(*rows: tuple[Value, ...]) -> Table:
    return Table("disposals", "Disposals", COLUMNS, rows)


def titled(title: str, *rows: tuple[Value, ...]) -> Table:
    return Table("disposals", title, COLUMNS, rows)


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def workbook(*tables: Table, zone: Any = UTC) -> Any:
    return openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes(tables, (("Person", "=1+1"),), "UTC", zone))
    )


@given(text=st.text())
@example(text=HOSTILE[0])
def test_no_text_can_become_a_formula(text: str) -> None:
    for one in (text, *(f"{hostile}{text}" for hostile in HOSTILE)):
        cell = harmless(one)
        assert not re.search(r"[\x00-\x1f\x7f]", cell)
        # Whatever a reader takes for the end of a cell, what follows begins no formula.
        for part in re.split(r"[,;|\"\t\r\n]", cell):
            assert not part.strip().startswith(tuple(STARTS)), cell


def test_what_is_harmless_is_left_as_it_is() -> None:
    for name in ("Jean-Luc Ünal", "O’Brien", "a@b.example", "\u674e\u96f7", "1+1", "Bob (robots)"):
        assert harmless(name) == name


@given(rows=st.lists(ROW, max_size=6))
def test_a_csv_is_read_back_to_the_last_base_unit(rows: list[tuple[Value, ...]]) -> None:
    read = rows_of(csv_bytes(made(*rows), UTC))
    assert len(read) == len(rows)
    for line, row in zip(read, rows, strict=True):
        assert not line["Asset"].startswith(tuple(STARTS))
        for column, value in zip(COLUMNS[2:], row[2:], strict=True):
            said = line[column.title]
            if value is None:
                assert said == ""
            elif column.kind == TIME:
                assert datetime.fromisoformat(said).timestamp() == value
            else:
                assert Decimal(said).scaleb(SCALE[column.kind]) == value
                assert "e" not in said.lower() and "," not in said
    sums = made(*rows).sums()
    for title, kind in (("Quantity", SHARES), ("Gain", MONEY)):
        total = sum((Decimal(line[title] or 0) for line in read), Decimal(0))
        assert total.scaleb(SCALE[kind]) == sums[title]


def test_dates_in_a_file_are_those_of_the_zone_that_is_said() -> None:
    summer = int(datetime(2026, 7, 1, 22, 30, tzinfo=UTC).timestamp())
    table = made(("Bob", 2, 1, 1, 1, summer))
    berlin = zone_named("Europe/Berlin")
    assert rows_of(csv_bytes(table, berlin))[0]["Disposed"] == "2026-07-02T00:30:00+02:00"
    sheet = workbook(table, zone=berlin)["Disposals"]
    assert sheet["F2"].value == datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001 - a cell has no zone
    assert sheet["F2"].is_date and sheet["F1"].value == "Disposed (UTC)"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_in_a_workbook_are_text(name: str) -> None:
    book = workbook(made((name, 1, 10**18, 5, None, None)))
    cell = book["Disposals"]["A2"]
    assert cell.data_type == "s"
    assert all(one.data_type != "f" for sheet in book for line in sheet for one in line)
    assert book["About"]["B1"].value == "=1+1" and book["About"]["B1"].data_type == "s"


@given(value=st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_workbooks_numbers_keep_every_base_unit_below_a_thousand_million_dollars(
    value: int,
) -> None:
    said = figure(COLUMNS[3], value)
    assert keeps(said)
    # A workbook writes 16 digits, and whoever reads it keeps 15.
    assert Decimal(f"{float(f'{float(said):.16G}'):.15G}") == Decimal(said)


def test_numbers_are_numbers_and_what_they_cannot_keep_is_said_beside() -> None:
    units, huge = 84_000 * 10**18 + 1, 2**95 + 1
    book = workbook(
        made(("Bob", 2, 10**18, 1_234_567_89 * 10**4, 158 * 10**9, 1_700_000_000)),
        titled("More", ("Bob", 2, units, huge, None, None), ("Eve", 3, 10**18, -1, None, None)),
    )
    first, second = book["Disposals"], book.worksheets[2]
    assert [cell.data_type for cell in first[2]] == ["s", "n", "n", "n", "n", "d"]
    assert first["D2"].value == 1_234_567.89
    assert first.max_column == len(COLUMNS)
    assert second.cell(1, 7).value == EXACT
    said = second.cell(2, 7).value
    assert said == f"Quantity {figure(COLUMNS[2], units)}; Gain {figure(COLUMNS[3], huge)}"
    assert second.cell(3, 7).value is None and second["D3"].value == -0.000001
    sums = {line[1].value: line[2].value for line in book["About"].iter_rows(min_row=3)}
    assert sums["Gain"] == pytest.approx(huge / 10**6)


def test_what_does_not_go_together_is_said_beside_its_field(tmp_path: Path) -> None:
    cases = (
        (Wanted("everything", None, CSV), "take.csv", "form"),
        (Wanted("lots", None, PDF), "take.pdf", "form"),
        (Wanted("secrets", None, CSV), "take.what", "what"),
    )
    for wanted, code, field in cases:
        with pytest.raises(WalletError) as refused:
            check(wanted)
        assert (refused.value.code, refused.value.field) == (code, field)
    for what in ("statement", "everything", "lots"):
        for form in forms_of(what):
            check(Wanted(what, 2026, form))
    for name in ("x.doc", "x", ".csv"):
        with pytest.raises(WalletError):
            form_of(Path(name))
    assert form_of(Path("A.CSV")) == CSV and form_of(Path("b.xlsx")) == XLSX
    file = tmp_path / "x.csv"
    save(b"one", file)
    for path, code in ((file, "file.there"), (tmp_path / "no" / "x.csv", "take.folder")):
        with pytest.raises(WalletError) as refused:
            save(b"two", path)
        assert (refused.value.code, refused.value.field) == (code, "file")
    assert file.read_bytes() == b"one" and [one.name for one in tmp_path.iterdir()] == ["x.csv"]
    assert json.dumps(sorted(forms_of("lots"))) == '["csv", "json", "xlsx"]'
