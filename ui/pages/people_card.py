"""People: everybody on the network, searched and narrowed, in a table of any length."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.tasks import Task
from ui.widgets.card import Card
from ui.widgets.field import Check, ChoiceField, TextField
from ui.widgets.layout import grouped, row
from ui.widgets.long_table import LongTable, Rows
from ui.widgets.table import Cell, Column, Order, Row
from ui.widgets.text import Text
from wallet.base.clock import date_of, when
from wallet.base.countries import country_name
from wallet.base.money import dollars, parse_price, price_per_share
from wallet.books.depth import NOT_READ
from wallet.books.finding import Wanted
from wallet.books.people import Found, PersonRow

FIRST = 512
"""So many who fit a search are shown before all of them are found; whole pieces of the table."""
_STANDINGS: tuple[tuple[object, str], ...] = (
    ("", "Any"),
    ("active", "Verified"),
    ("expired", "Identity check has run out"),
    ("frozen", "Frozen"),
    ("banned", "Banned"),
)
_LEVELS: tuple[tuple[object, str], ...] = (
    ("", "Any"),
    ("document", "By document"),
    ("world", "By World ID alone"),
)
_PRICES: tuple[tuple[object, str], ...] = (
    ("", "Any, or none"),
    ("0-", "There is one"),
    ("0-0.01", "Up to 1 cent a share"),
    ("0.01-0.1", "1 to 10 cents a share"),
    ("0.1-1", "10 cents to $1 a share"),
    ("1-", "$1 a share and more"),
)
_COLUMNS = (
    Column("Person", False, True, Order("name", "from A to Z", "from Z to A", rises=True)),
    Column("Joined", order=Order("joined", "newest first", "oldest first")),
    Column("Reference price", order=Order("price", "highest first", "lowest first")),
    Column("Raised", order=Order("raised")),
    Column("Shared", order=Order("shared")),
    Column("Holders", order=Order("holders")),
)


class PeopleCard(Card):
    """A search, filters and the list; `opened(person)` for who was chosen."""

    opened = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__("People", gap="m")
        self.app = context
        self.now = 0
        self._task: Task | None = None
        self.searched: Wanted | None = None
        self.words = TextField("Search", placeholder="A name, or what they do")
        self.standing = ChoiceField("Standing", _STANDINGS)
        self.level = ChoiceField("Identity", _LEVELS)
        self.price = ChoiceField("Reference price", _PRICES)
        self.raising, self.auction = Check("Raising now"), Check("Auction now")
        self.prompt, self.followed = Check("Paid promptly"), Check("I follow")
        self.checks = (self.raising, self.auction, self.prompt, self.followed)
        for field in (self.words, self.standing, self.level, self.price):
            field.changed.connect(self.refresh)
        for check in self.checks:
            check.toggled.connect(self.refresh)
        self.count = Text("", "caption", "ink2")
        self.table = LongTable(_COLUMNS, "People", self._fetch)
        self.table.order_by("name")
        self.table.reordered.connect(self.refresh)
        self.table.opened.connect(lambda person: self.opened.emit(int(cast(int, person))))
        self.nobody = Text("Nobody fits what you look for.", "body", "ink2")
        self.nobody.hide()
        self.add(self.words)
        self.add(_spread((self.standing, 1), (self.level, 1), (self.price, 1)))
        self.add(row(*self.checks, None, self.count, gap="l"))
        self.add(self.table)
        self.add(self.nobody)

    @property
    def wanted(self) -> Wanted:
        """What the fields say."""
        low, _, high = str(self.price.value or "").partition("-")
        return Wanted(
            words=self.words.value,
            standing=str(self.standing.value or ""),
            level=str(self.level.value or ""),
            raising=self.raising.isChecked(),
            auction=self.auction.isChecked(),
            prompt=self.prompt.isChecked(),
            followed=self.followed.isChecked(),
            priced=bool(self.price.value),
            price_from=parse_price(low) if low not in ("", "0") else None,
            price_to=parse_price(high) if high else None,
            order=self.table.rows.by,
            turned=self.table.rows.turned,
        )

    def refresh(self) -> None:
        """Look again; what is shown stays until the answer is there."""
        if self._task is not None:
            self._task.cancel()  # only what was typed last counts
        wanted = self.wanted
        self._look(wanted, None if wanted == self.searched else FIRST)

    def _look(self, wanted: Wanted, most: int | None) -> None:
        """Look for the first who fit, who are there soon, and then for all of them."""
        found = self.app.session.answers.found

        def then(found: Found) -> None:
            self.searched = wanted
            self._show(found)
            if len(found.ids) < found.count:
                self._look(wanted, None)

        self._task = self.app.tasks.run(lambda: found(wanted, most), then, owner=self)

    def _show(self, found: Found) -> None:
        self.now = found.at
        self.table.show_keys(found.ids)
        self.table.setVisible(bool(found.ids))
        self.nobody.setVisible(not found.ids)
        self.count.say(f"{found.count:,} of {found.everybody:,}")

    def _fetch(self, keys: Sequence[int], then: Callable[[Rows], object]) -> None:
        answers, now = self.app.session.answers, self.now

        def read() -> Rows:
            return [person_row(one, now) for one in answers.people_rows(keys)]

        self.app.tasks.run(read, then, owner=self)


def person_row(one: PersonRow, now: int) -> Row:
    """A person as the list shows them."""
    news = country_name(one.country)
    if one.open_offering:
        news = "raising money now"
    elif one.auction:
        news = f"auction ends {when(one.auction, now)}"
    own = one.person.label
    if own and own != one.person.name:
        news = f"{own} to you · {news}"
    priced = one.reference is not None
    cells = (
        Cell(one.person.name, news, beneath_tone="bronze" if one.open_offering else "ink3"),
        Cell(date_of(one.joined, now), tone="ink2"),
        Cell(price_per_share(one.reference), tone="ink" if priced else "ink3"),
        _money(one.raised),
        _money(one.shared),
        Cell(str(one.holders) if one.holders else "–", tone="ink" if one.holders else "ink3"),
    )
    return Row(one.person.id, cells, opens=True)


def ending_first(shown: int, count: int, how: str) -> str:
    """That a list has only those that end first, and how the others are found."""
    return f"These are the {shown:,} that end first, of {count:,}. {how} finds the others."


def _money(amount: int | None) -> Cell:
    if amount is None:
        return Cell("not read", tone="ink3", hint=NOT_READ)
    return Cell(dollars(amount) if amount else "–", tone="ink" if amount else "ink3")


def _spread(*fields: tuple[QWidget, int]) -> QWidget:
    line = row(gap="l")
    for field, stretch in fields:
        line.addWidget(field, stretch)
    return grouped(line)
