"""What happened, as lines of a table: the sentence, what is behind it, and when."""

from ui.theme import Tone
from ui.widgets.table import Cell, Column, Row, Table
from wallet.base.clock import date_and_time, exact_time
from wallet.books.activity import ActivityRow

_TONES: dict[str, Tone] = {"accent": "accent", "bronze": "bronze", "oxide": "oxide"}


def activity_table(name: str) -> Table:
    """A table for such lines."""
    return Table([Column("What happened", False, True), Column("When")], name)


def activity_row(number: int, one: ActivityRow) -> Row:
    """One line, known by its number."""
    tone = _TONES.get(one.tone, "ink")
    cells = (
        Cell(one.sentence, one.detail, tone if tone == "oxide" else "ink"),
        Cell(date_and_time(one.at), tone="ink2", hint=exact_time(one.at)),
    )
    return Row(number, cells, opens=True)
