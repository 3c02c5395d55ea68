"""How a cell is written: exact decimals, ISO dates in a zone, and names that can do nothing.

Whoever issues a token chooses its name, and a spreadsheet takes text that begins with an equals
sign for a formula. So no text leaves here that a spreadsheet would calculate, whatever it takes
for the end of a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Final

from wallet.base.clock import iso_time
from wallet.base.money import plain_dollars, plain_percent, plain_price, plain_shares
from wallet.books.said_json import MONEY, PERCENT, PRICE, SHARES, TIME
from wallet.flows.taking_tables import Column, Value

LONGEST: Final = 1_000
"""Characters of a text that are written; names are far shorter."""
DIGITS: Final = 15
"""Significant digits that a spreadsheet keeps of a number."""

_FIGURES: Final[Mapping[str, Callable[[int], str]]] = {
    MONEY: plain_dollars,
    SHARES: plain_shares,
    PRICE: plain_price,
    PERCENT: plain_percent,
}
# What begins a formula in some spreadsheet, also in its full-width form, at the start of a text or
# after anything that some spreadsheet takes for the end of a cell.
_FORMULA = re.compile("(^|[,;|\"'])([ \u00a0\u3000]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212])")
_SPACES = re.compile(r"[\s\u00a0\u2028\u2029]+")


def one_line(text: str) -> str:
    """A text without line ends, control characters and marks that turn or hide what is read."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return " ".join(text.split())
    shown = "".join(
        " " if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") else one
        for one in text[:LONGEST]
    )
    return _SPACES.sub(" ", shown).strip()


def harmless(text: str) -> str:
    """A text as a cell of a CSV file: an apostrophe stands before what could be a formula."""
    return _FORMULA.sub(r"\1\2'", one_line(text))


def figure(column: Column, value: int) -> str:
    """A number as its exact decimal text."""
    return _FIGURES.get(column.kind, str)(value)


def as_text(column: Column, value: Value, zone: tzinfo | None) -> str:
    """A cell as CSV has it; empty where it is not known."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return iso_time(value, zone) if column.kind == TIME else figure(column, value)


def keeps(text: str) -> bool:
    """Whether a spreadsheet's number keeps a decimal text exactly."""
    digits = text.lstrip("-").replace(".", "").strip("0") if "." in text else text.lstrip("-0")
    return len(digits) <= DIGITS
