"""Taking it away: what, of which year, in which form, and where to.

Nothing that is there already is written over; a file is written whole or not at all, for this
user's eyes alone. A PDF is painted by the window's side and handed in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final

from wallet.base.clock import SystemClock, iso_time, zone_words
from wallet.base.errors import WalletError
from wallet.base.files import write_new
from wallet.books.answers import Answers
from wallet.books.cap_table import CapTable
from wallet.books.said_json import to_json
from wallet.books.statement import Statement
from wallet.flows.cap_format import no_token, package_of
from wallet.flows.taking_cap import about_cap, register, tables_of, zip_bytes
from wallet.flows.taking_cells import one_line
from wallet.flows.taking_files import csv_bytes, xlsx_bytes
from wallet.flows.taking_tables import NAMES, table

STATEMENT: Final = "statement"
EVERYTHING: Final = "everything"
CAP_TABLE: Final = "cap-table"
WHATS: Final[Mapping[str, str]] = {
    STATEMENT: "The statement of a year",
    EVERYTHING: "Everything, table by table",
    "lots": "Lots that you hold",
    "purchases": "Purchases",
    "disposals": "Sales, lot by lot",
    "distributions": "Distributions you received",
    "shared": "What you shared with your holders",
    "raised": "Own shares that you sold",
    CAP_TABLE: "Who holds you: the cap table",
}
"""What can be taken away, in words."""
CSV, XLSX, PDF, JSON, ZIP = "csv xlsx pdf json zip".split()
FORMS: Final[Mapping[str, str]] = {
    PDF: "PDF, to read and to print",
    XLSX: "XLSX, for a spreadsheet",
    CSV: "CSV, for tax software",
    JSON: "JSON, for programs",
    ZIP: "ZIP, in the Open Cap Format",
}
"""The forms that a file can have, in words."""

Paint = Callable[[Statement | CapTable, str, str, tzinfo | None], bytes]
"""Paints what a network says, with the name of the zone, as a PDF."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted: one of `WHATS`, a year or None for all, one of `FORMS`, in a zone.

    The cap table knows no years; it can be that of a block.
    """

    what: str
    year: int | None
    form: str
    zone: tzinfo | None = None
    block: int | None = None


def forms_of(what: str) -> tuple[str, ...]:
    """The forms in which something can be taken away, the likeliest first."""
    if what == STATEMENT:
        return PDF, XLSX, JSON
    if what == CAP_TABLE:
        return PDF, XLSX, CSV, ZIP, JSON
    return (XLSX, JSON) if what == EVERYTHING else (CSV, XLSX, JSON)


def file_name(wanted: Wanted) -> str:
    """What the file is called, unless somebody calls it otherwise."""
    year = "" if wanted.year is None or wanted.what == CAP_TABLE else f"-{wanted.year}"
    return f"symbolon-{wanted.what}{year}.{wanted.form}"


def form_of(path: Path) -> str:
    """The form that a file's name asks for. Raises WalletError."""
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise WalletError(
            "The file's name does not say in which form it is wanted.",
            "Let it end in .csv, .xlsx, .json, .pdf or .zip.",
            "take.form",
            "file",
        )
    return form


def check(wanted: Wanted) -> None:
    """Whether such a thing can be made. Raises WalletError with the field it concerns."""
    if wanted.what not in WHATS:
        raise WalletError(
            f"There is nothing called {wanted.what[:40]} to take away.",
            f"There are: {', '.join(WHATS)}.",
            "take.what",
            "what",
        )
    if wanted.block is not None and wanted.what != CAP_TABLE:
        raise WalletError(
            "Only the cap table can be taken as of a block.", "Name a year.", "take.block", "what"
        )
    if wanted.form in forms_of(wanted.what):
        return
    if wanted.form == ZIP:
        raise WalletError(
            "The Open Cap Format holds a cap table alone.",
            "Choose another form.",
            "take.zip",
            "form",
        )
    if wanted.form == CSV:
        raise WalletError(
            "CSV holds one table.",
            f"Choose one of {', '.join(NAMES)}, or XLSX for all.",
            "take.csv",
            "form",
        )
    raise WalletError(
        "A PDF is made of the statement and the cap table alone.",
        "Choose another form.",
        "take.pdf",
        "form",
    )


def take(answers: Answers, network: str, wanted: Wanted, paint: Paint | None) -> bytes:
    """The file's content. Raises WalletError."""
    check(wanted)
    if wanted.what == CAP_TABLE:
        return _take_cap(answers, network, wanted, paint)
    said = answers.statement(wanted.year, wanted.zone)
    zone = zone_words(said.at, wanted.zone)
    if wanted.form == PDF:
        if paint is None:
            raise ValueError("nobody is here to paint a PDF")
        return paint(said, network, zone, wanted.zone)
    names = NAMES if wanted.what in (STATEMENT, EVERYTHING) else (wanted.what,)
    if wanted.form == CSV:
        return csv_bytes(table(wanted.what, said), wanted.zone)
    about = about_of(said, network, zone, wanted.zone)
    if wanted.form == XLSX:
        return xlsx_bytes([table(name, said) for name in names], about, zone, wanted.zone)
    return _json(said, wanted, network, zone)


def _take_cap(answers: Answers, network: str, wanted: Wanted, paint: Paint | None) -> bytes:
    if wanted.form == ZIP:
        return zip_bytes(package_of(answers, SystemClock().now(), None, wanted.block))
    said = answers.cap_table(None, wanted.block)
    if said is None:
        raise no_token()
    zone = zone_words(said.at, wanted.zone)
    if wanted.form == PDF:
        if paint is None:
            raise ValueError("nobody is here to paint a PDF")
        return paint(said, network, zone, wanted.zone)
    if wanted.form == CSV:
        return csv_bytes(register(said), wanted.zone)
    if wanted.form == XLSX:
        about = about_cap(said, network, zone, wanted.zone)
        return xlsx_bytes(tables_of(said), about, zone, wanted.zone)
    made = {"network": network, "zone": zone, CAP_TABLE: to_json(said, wanted.zone)}
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()


def save(data: bytes, path: Path) -> None:
    """Write the file where none is yet. Raises WalletError, to be said beside `file`."""
    if not path.parent.is_dir():
        raise WalletError(
            f"There is no folder {path.parent}.", "Choose one that is there.", "take.folder", "file"
        )
    try:
        write_new(path, data)
    except WalletError as error:
        raise error.beside("file") from error


def about_of(
    said: Statement, network: str, zone: str, tz: tzinfo | None
) -> tuple[tuple[str, str], ...]:
    """What a file is, for its reader: whose, of when, and how it counts."""
    who = said.person.name if said.person else "nobody who has joined yet"
    of = "everything" if said.year is None else f"the year {said.year}"
    so_far = "" if said.ended or said.year is None else ", so far"
    return (
        ("What this is", f"Shares of {of}{so_far}, from the books of a Symbolon wallet"),
        ("Person", f"{one_line(who)}, number {said.person.id}" if said.person else who),
        ("Account", said.account),
        ("Network", one_line(network)),
        ("Made from block", f"{said.block:,}"),
        ("As of", iso_time(said.at, tz)),
        ("Times", f"as clocks show them in {zone}"),
        ("Currency", "the network's dollar token, counted as US dollars"),
        ("Lots", "first in, first out among those not locked, as the network sells them"),
        ("Prices", "reference prices at the time; where there was none, the cell is empty"),
        ("Gain", "proceeds less what was paid; the counted gain is that of the network's rules"),
        ("Distributions", "counted when they were claimed"),
        ("Fees", "the network charges none; fees paid to its nodes in coins are not in here"),
        ("Advice", "None of this is tax advice."),
    )


def _json(said: Statement, wanted: Wanted, network: str, zone: str) -> bytes:
    whole: dict[str, Any] = to_json(said, wanted.zone)
    fields = {"distributions": "received"}
    if wanted.what not in (STATEMENT, EVERYTHING):
        keep = fields.get(wanted.what, wanted.what)
        head = ("year", "first", "first_time", "last", "last_time", "at", "at_time", "account")
        whole = {name: whole[name] for name in (*head, "person", "block", keep)}
    made = {"network": network, "zone": zone, wanted.what: whole}
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()
