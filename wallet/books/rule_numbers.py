"""The numbers of the rules as the chain has them: as printed, until a decision changes one."""

from __future__ import annotations

from wallet.books.rows import Rows
from wallet.books.store import Tables
from wallet.contracts.numbers import NUMBERS, Numbers


def numbers_of(tables: Tables) -> Numbers:
    """All numbers as they are now."""
    rows = tables.rows("SELECT part, place, value FROM number")
    return Numbers({(row["part"], row["place"]): row["value"] for row in rows})


def number_in(rows: Rows, name: str) -> int:
    """One number as it was at the event that is being folded."""
    group, place, number = NUMBERS[name]
    found = rows.get("number", group, place)
    return int(found["value"]) if found else number.printed
