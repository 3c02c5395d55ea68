"""The record on a person's page: auctions, how they paid, statements, cases, and all of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.record import HistoryDialog, RecordDialog
from ui.theme import Tone
from ui.widgets.activity_rows import activity_row, activity_table
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.facts import Facts
from ui.widgets.layout import column, row
from ui.widgets.table import Cell, Column, Row, Table
from wallet.base.clock import date_of, duration, exact_time
from wallet.base.money import dollars, price_per_share, share_count
from wallet.books.activity import ActivityRow
from wallet.books.companies import Stake
from wallet.books.people import PersonPage
from wallet.books.record import Case, PersonRecord, Promptness, Report, Spread

_STATES = {
    "petition": "asked for by members",
    "open": "not carried out yet",
    "executed": "carried out",
    "fallen": "overruled by members",
    "withdrawn": "withdrawn",
    "lifted": "lifted by members",
    "revealed": "open",
    "repeated": "told before by another",
    "lapsed": "never opened",
    "cured": "answered by what was declared",
    "upheld": "upheld",
    "unproven": "not proved",
    "frivolous": "frivolous",
    "expired": "never ruled on",
    "disputed": "disputed",
    "accepted": "accepted",
    "ruled": "ruled on",
}
_BAD = ("executed", "upheld")


class RecordView(QWidget):
    """Cards beneath the figures of a person; every line leads to what happened with it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.app = context
        self.person = 0
        self._rows: tuple[ActivityRow, ...] = ()
        self.auctions_card, self.auctions = self._card("Auctions", "Settled", "Price", "Money")
        self.stakes_card, self.stakes = self._card("Declared stakes", "Stake", "Sold")
        self.record_card = Card("On record", gap="m")
        self.facts = Facts()
        self.cases = Table(
            [Column("Decision or report", False, True), Column("Since")], "On record"
        )
        self.record_card.add(self.facts)
        self.record_card.add(self.cases)
        self.all_card = Card("Everything that happened")
        self.all = activity_table("Everything that happened")
        self.all_card.add(self.all)
        self.more = Button("Show what happened before", self._open_all, kind="link")
        self.all_card.add(row(self.more, None))
        self.auctions.opened.connect(lambda key: self.open("The auction", "auction", key))
        self.stakes.opened.connect(lambda key: self.open("The stake", "stake", key))
        self.cases.opened.connect(self._open_case)
        self.all.opened.connect(self._open_line)
        layout = column(
            self.auctions_card, self.stakes_card, self.record_card, self.all_card, gap="xl"
        )
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def show_record(self, one: PersonPage, lines: Sequence[ActivityRow]) -> None:
        """Show what is on record about a person, and the last things that happened."""
        self.person, self._rows = one.row.person.id, tuple(lines)
        self.auctions_card.setVisible(bool(one.auctions))
        self.auctions.show_rows(
            [
                Row(
                    auction.number,
                    (
                        Cell(
                            f"Number {auction.number} · {date_of(auction.settled_at or 0)}",
                            f"{share_count(auction.units)} shares" if auction.units else "no trade",
                            hint=exact_time(auction.settled_at or 0),
                        ),
                        Cell(price_per_share(auction.price)),
                        Cell(dollars(auction.money) if auction.money else "–"),
                    ),
                    opens=True,
                )
                for auction in one.auctions
            ]
        )
        self.stakes_card.setVisible(bool(one.stakes))
        self.stakes.show_rows([_stake_row(stake) for stake in one.stakes])
        self.facts.show_facts(_facts(one))
        cases = _case_rows(one.record)
        self.cases.show_rows(cases)
        self.cases.setVisible(bool(cases))
        self.all.show_rows([activity_row(number, line) for number, line in enumerate(lines)])
        self.all_card.setVisible(bool(lines))

    def open(self, title: str, thing: str, number: object) -> None:
        """Show all that happened with a thing of this person."""
        if isinstance(number, int):
            HistoryDialog(self.app, title, self.person, thing, number, self.window()).open()

    def _open_all(self) -> None:
        self.open("Everything that happened", "", 0)

    def _open_case(self, key: object) -> None:
        if isinstance(key, tuple):
            thing, number = key
            title = {"decision": "The decision", "report": "The report", "exit": "The exit"}
            self.open(title.get(thing, "What happened"), thing, number)

    def _open_line(self, key: object) -> None:
        if isinstance(key, int) and key < len(self._rows):
            RecordDialog(self.app, self._rows[key], self.window()).open()

    def _card(self, title: str, *columns: str) -> tuple[Card, Table]:
        first, *rest = columns
        table = Table([Column(first, False, True), *(Column(name) for name in rest)], title)
        card = Card(title)
        card.add(table)
        return card, table


def paid_words(paid: Promptness) -> str:
    """How somebody paid what they owed, in a sentence."""
    if not paid.debts:
        return "Nothing was owed yet."
    parts: list[str] = []
    if paid.in_time:
        early = f", at best {duration(paid.soonest)} early" if paid.soonest else ""
        parts.append(f"{paid.in_time} paid in time{early}")
    if paid.late:
        parts.append(f"{paid.late} paid late")
    if paid.overdue:
        parts.append(f"{paid.overdue} overdue")
    if paid.open > paid.overdue:
        parts.append(f"{paid.open - paid.overdue} not due yet")
    if paid.longest:
        parts.append(f"at worst {duration(paid.longest)} late")
    count = "One debt" if paid.debts == 1 else f"{paid.debts} debts"
    return f"{count}: {', '.join(parts)}."


def spread_words(spread: Spread | None) -> str:
    """How shares are spread over holders, in a sentence."""
    if spread is None:
        return "Nobody else holds any."
    if spread.holders == 1:
        return "One holder has all that others hold."
    return (
        f"{spread.holders} holders. The largest has {spread.largest / 100:.1f} % of what others "
        f"hold, the first three {spread.three / 100:.1f} %; half is with {spread.half} of them."
    )


def _facts(one: PersonPage) -> list[tuple[str, str]]:
    record = one.record
    stated = f"filed on {date_of(record.stated)}" if record.stated else "none filed yet"
    strikes = "none"
    if record.strikes:
        last = record.strikes[0]
        strikes = f"{len(record.strikes)}, the last on {date_of(last.at)}. {last.cause}"
    return [
        ("Debts", paid_words(record.promptness)),
        ("Yearly statement", stated),
        ("Strikes", strikes),
        ("Cases and reports", "" if _case_rows(record) else "none"),
    ]


def _case_rows(record: PersonRecord) -> list[Row]:
    found = [(one.published, _case(one)) for one in record.cases]
    found += [(one.committed, _report(one)) for one in record.reports]
    for window in record.disputes:
        if window.disputer is None and window.state == "open":
            continue
        by = f" by {window.disputer.name}" if window.disputer else ""
        won = f" · won by {window.winner.name}" if window.winner else ""
        words = _STATES.get(window.state, window.state)
        cells = (Cell(f"Exit {window.exit}: {words}{by}", won.removeprefix(" · ")), Cell("–"))
        found.append((window.ends, Row(("exit", window.exit), cells, opens=True)))
    return [line for _, line in sorted(found, key=lambda pair: -pair[0])]


def _case(one: Case) -> Row:
    against = f"{one.vetoes} of {one.needed} vetoes" if one.needed else ""
    advised = "" if one.opinion is None else f"the adviser was {_side(one.opinion)}"
    about = " · ".join(part for part in (_STATES.get(one.status, ""), against, advised) if part)
    return Row(
        ("decision", one.id),
        (
            Cell(f"A {one.kind}, number {one.id}", about, beneath_tone=_tone(one.status)),
            Cell(date_of(one.published), hint=exact_time(one.published)),
        ),
        opens=True,
    )


def _report(one: Report) -> Row:
    answered = "answered" if one.answered else "not answered"
    about = f"{_STATES.get(one.state, one.state)} · {answered}"
    return Row(
        ("report", one.id),
        (
            Cell(
                f"Reported by {one.reporter.name}: {dollars(one.amount)} hidden",
                about,
                beneath_tone=_tone(one.state),
            ),
            Cell(date_of(one.committed), hint=exact_time(one.committed)),
        ),
        opens=True,
    )


def _side(upheld: bool) -> str:
    return "for it" if upheld else "against it"


def _tone(state: str) -> Tone:
    return "oxide" if state in _BAD else "ink3"


def _stake_row(one: Stake) -> Row:
    since = f"declared {date_of(one.declared_at)}"
    if one.attested_at is not None:
        since = f"confirmed {date_of(one.attested_at)} · {since}"
    sold = f"{one.sold_units:,} units" if one.sold_units else "nothing"
    return Row(one.id, (Cell(one.company, since), Cell(sold)), opens=True)
