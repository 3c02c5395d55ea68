"""Tables as files: CSV for whatever reads tables, XLSX for a spreadsheet.

CSV is by RFC 4180: commas, CRLF, a header, UTF-8. It begins with the mark that says it is UTF-8,
because without it the most common spreadsheet reads names in the machine's old code page; readers
that do not expect it are served by JSON. XLSX holds numbers as numbers and dates as dates.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final

from wallet.base.clock import wall_time
from wallet.base.errors import WalletError
from wallet.books.said_json import COUNT, MONEY, PERCENT, PRICE, SHARES, TIME
from wallet.flows.taking_cells import as_text, figure, keeps, one_line
from wallet.flows.taking_tables import TEXT, Column, Table, Value

MOST_ROWS: Final = 1_048_000
"""A sheet of a spreadsheet ends soon after."""
EXACT: Final = "Exact"
"""The column for figures with more digits than a spreadsheet's numbers keep."""
FORMATS: Final[Mapping[str, str]] = {
    MONEY: "#,##0.00####",
    SHARES: "#,##0.####",
    PRICE: "0.00##########",
    TIME: "yyyy-mm-dd hh:mm:ss",
    COUNT: "0",
    PERCENT: "0.00",
    TEXT: "@",
}
_WIDTHS: Final[Mapping[str, int]] = {
    MONEY: 16, SHARES: 16, PRICE: 16, TIME: 20, COUNT: 12, TEXT: 24, PERCENT: 10,
}  # fmt: skip


def csv_bytes(table: Table, zone: tzinfo | None) -> bytes:
    """A table as CSV. Dates are ISO 8601 in `zone`, with what it is off UTC."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [as_text(column, value, zone) for column, value in zip(table.columns, row, strict=True)]
        )
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(tables: Sequence[Table], about: Sequence[tuple[str, str]], zone_name: str,
               zone: tzinfo | None) -> bytes:  # fmt: skip
    """Tables as a workbook, one sheet each, and what it is `about` on the first.

    Raises WalletError (`take.rows`) where a table is too long for a sheet.
    """
    import xlsxwriter

    long = next((table for table in tables if len(table.rows) > MOST_ROWS), None)
    if long is not None:
        raise WalletError(
            f"{long.title} has {len(long.rows):,} rows, and a sheet has room for {MOST_ROWS:,}.",
            "Choose one year, or CSV.",
            "take.rows",
            "form",
        )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            # Whatever is text stays text, also where it looks like something else.
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    formats = {kind: book.add_format({"num_format": said}) for kind, said in FORMATS.items()}
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    _about(book.add_worksheet("About"), about, tables, formats, bold)
    for table in tables:
        _sheet(book.add_worksheet(table.title), table, formats, bold, zone_name, zone)
    book.close()
    return out.getvalue()


def _sheet(
    sheet: Any,
    table: Table,
    formats: Mapping[str, Any],
    bold: Any,
    zone_name: str,
    zone: tzinfo | None,
) -> None:
    columns = table.columns
    for place, column in enumerate(columns):
        where = f" ({zone_name})" if column.kind == TIME else ""
        sheet.write_string(0, place, column.title + where, bold)
        sheet.set_column(place, place, _WIDTHS[column.kind])
    inexact = False
    for line, row in enumerate(table.rows, start=1):
        kept = []
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _cell(sheet, line, place, column, value, formats[column.kind], zone)
            if isinstance(value, int) and column.kind != TIME:
                said = figure(column, value)
                if not keeps(said):
                    kept.append(f"{column.title} {said}")
        if kept:
            sheet.write_string(line, len(columns), "; ".join(kept), formats[TEXT])
            inexact = True
    if inexact:
        sheet.write_string(0, len(columns), EXACT, bold)
        sheet.set_column(len(columns), len(columns), 48)
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)


def _cell(
    sheet: Any,
    line: int,
    place: int,
    column: Column,
    value: Value,
    form: Any,
    zone: tzinfo | None,
) -> None:
    """One cell, written as what it is and never as what it looks like."""
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(line, place, one_line(value), form)
    elif column.kind == TIME:
        sheet.write_datetime(line, place, wall_time(value, zone), form)
    else:
        sheet.write_number(line, place, float(figure(column, value)), form)


def _about(
    sheet: Any,
    about: Sequence[tuple[str, str]],
    tables: Sequence[Table],
    formats: Mapping[str, Any],
    bold: Any,
) -> None:
    """What the file is, what its columns mean, and what they sum to."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 20)
    sheet.set_column(3, 3, 90)
    line = 0
    for name, said in about:
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, one_line(said))
        line += 1
    line += 1
    for place, title in enumerate(("Sheet", "Column", "Sum", "What it is")):
        sheet.write_string(line, place, title, bold)
    for table in tables:
        sums = table.sums()
        for column in table.columns:
            line += 1
            sheet.write_string(line, 0, table.title)
            sheet.write_string(line, 1, column.title)
            if column.title in sums:
                said = figure(column, sums[column.title])
                sheet.write_number(line, 2, float(said), formats[column.kind])
            sheet.write_string(line, 3, column.says)
