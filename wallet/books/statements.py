"""The yearly statement: when one is due, what it would say, and those that were filed.

The rule (`Offering.vy`): whoever has had holders for more than a year, and has some now, cannot
raise unless the last statement is less than a year old. The year is of 365 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.clock import DAY, YEAR
from wallet.books.store import event_of
from wallet.books.sums import outside
from wallet.books.view import View

REMIND_BEFORE: Final = 30 * DAY


@dataclass(frozen=True, slots=True)
class FiledStatement:
    """A statement that was filed, by its salted hash (0x and 64 digits)."""

    at: int
    statement_hash: str


@dataclass(frozen=True, slots=True)
class Statements:
    """Those that were filed, newest first. `until` is until when one can raise without another;
    None for who needs none: nobody holds them."""

    filed: tuple[FiledStatement, ...] = ()
    until: int | None = None

    def due(self, now: int) -> bool:
        """Whether it is time for another."""
        return self.until is not None and now > self.until - REMIND_BEFORE

    def missing(self, now: int) -> bool:
        """Whether one cannot raise for want of one."""
        return self.until is not None and now > self.until


NEVER_FILED: Final = Statements()


def statements_of(view: View, person: int) -> Statements:
    """The statements of a person, and when the next is due."""
    rows = view.tables.rows(
        "SELECT e.* FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log"
        " WHERE i.who = ? AND e.name = 'Stated' ORDER BY i.block DESC, i.log DESC",
        str(person),
    )
    filed = tuple(FiledStatement(one.at, str(one.fields["statement_hash"]))
                  for one in map(event_of, rows))  # fmt: skip
    row = view.tables.row("SELECT stated FROM person WHERE id = ?", person)
    stated = int(row["stated"] or 0) if row else 0
    sold = view.tables.rows(
        "SELECT closed, sold FROM offering WHERE issuer = ? AND closed IS NOT NULL", person
    )
    first = min((one["closed"] for one in sold if one["sold"]), default=0)
    if not first or not outside(view.tables, person):
        return Statements(filed)
    return Statements(filed, max(first, stated) + YEAR)


def missing_words(said: Statements, now: int) -> str:
    """Why somebody cannot raise for want of a statement; nothing where they can."""
    if not said.missing(now):
        return ""
    return (
        "You have had holders for more than a year, and your last yearly statement to them is "
        "older, so that you cannot raise. File this year’s under Companies first."
    )
