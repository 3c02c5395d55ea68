"""Two people side by side, line by line; where one of them does better, nothing is painted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.person_search import search_people
from ui.pages.person_record import paid_words
from ui.standing import standing_line
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.person_picker import Choice, PersonPicker
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text, plain
from wallet.base.clock import date_of
from wallet.base.money import dollars, percent_of_person, price_per_share
from wallet.books.compare import Side

_WIDE = 880
_NAME = 40
UNREAD = "not read"
LINES: tuple[tuple[str, Callable[[Side], str]], ...] = (
    ("Standing", lambda one: standing_line(one.person)),
    ("Identity", lambda one: "by document" if one.level == "document" else "by World ID alone"),
    ("Joined", lambda one: date_of(one.joined)),
    ("Reference price", lambda one: price_per_share(one.reference)),
    ("All of them at it", lambda one: "not known" if one.value is None else dollars(one.value)),
    ("Raised", lambda one: _money(one.raised)),
    ("Raises", lambda one: _parts((one.raises, "succeeded"), (one.raises_failed, "failed"))),
    ("Shared with holders", lambda one: _money(one.shared)),
    ("Held by others", lambda one: _outside(one.outside)),
    ("Holders", lambda one: _count(one.holders, "nobody")),
    ("Largest holder", lambda one: _part(one)),
    ("Traded in auctions", lambda one: _traded(one)),
    ("Declared stakes", lambda one: _stakes(one)),
    ("Exits", lambda one: _count(one.exits)),
    ("Debts", lambda one: paid_words(one.promptness)),
    ("Strikes", lambda one: _count(one.strikes)),
    ("Cases", lambda one: _count(one.cases)),
    ("Reports upheld", lambda one: _count(one.upheld)),
    ("Yearly statement", lambda one: date_of(one.stated) if one.stated else "none"),
    ("You hold", lambda one: percent_of_person(one.my_units) if one.my_units else "nothing"),
)
"""Every line of a comparison, and what it says of one of the two."""


class CompareDialog(Dialog):
    """Asks with whom, then shows both."""

    def __init__(self, context: Context, person: int, parent: QWidget | None = None) -> None:
        super().__init__("Compare two people", parent, width=_WIDE)
        self.app, self.person = context, person
        self.other = PersonPicker("With whom")
        self.other.search_by(self._search)
        self.other.picked.connect(self._compare)
        self.table = Table(_columns("One", "Other"), "The two people")
        self.table.hide()
        self.nothing = Text("One of them is no longer known.", "body", "ink2")
        self.nothing.hide()
        self.add(self.other)
        self.add(self.table)
        self.add(self.nothing)
        self.add_button(Button("Close", self.accept))

    def _search(self, words: str, then: Callable[[list[Choice]], object]) -> None:
        search_people(self.app, self, words, then, but=self.person)

    def _compare(self, other: int) -> None:
        compare, person = self.app.session.answers.compare, self.person
        self.app.tasks.run(lambda: compare(person, other), self._show, owner=self)

    def _show(self, sides: tuple[Side, Side] | None) -> None:
        self.table.setVisible(sides is not None)
        self.nothing.setVisible(sides is None)
        if sides is not None:
            one, other = sides
            names = (plain(who.person.name, _NAME) for who in sides)
            self.table.rows.columns = (*_columns(*names), Column(""))
            lines = [
                Row(label, (Cell(label, tone="ink2"), Cell(say(one)), Cell(say(other))))
                for label, say in LINES
            ]
            self.table.show_rows(lines)
        self.fit()


def _columns(one: str, other: str) -> tuple[Column, ...]:
    return Column("", False, True), Column(one), Column(other)


def _part(one: Side) -> str:
    if one.outside is None:
        return UNREAD
    return "nobody" if one.largest is None else f"{one.largest / 100:.1f} % of what others hold"


def _money(amount: int | None) -> str:
    if amount is None:
        return UNREAD
    return dollars(amount) if amount else "nothing"


def _outside(units: int | None) -> str:
    if units is None:
        return UNREAD
    return percent_of_person(units) if units else "nothing"


def _count(number: int, none: str = "none") -> str:
    return str(number) if number else none


def _parts(*parts: tuple[int, str]) -> str:
    """`2 succeeded, 1 failed`, without what there is none of."""
    return ", ".join(f"{number} {what}" for number, what in parts if number) or "none"


def _stakes(one: Side) -> str:
    if not one.stakes:
        return "none"
    return f"{one.stakes}, {_count(one.stakes_attested)} confirmed"


def _traded(one: Side) -> str:
    if not one.auctions:
        return "none held"
    return f"{dollars(one.traded)} in {one.auctions}"
