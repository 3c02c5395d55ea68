"""A person as an investor reads them: standing, price, raises, holders, exits and how they paid."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.case_file import debt_case
from ui.dialogs.commit import CommitDialog
from ui.pages.offering_view import entry_need
from ui.pages.person_record import RecordView, paid_words, spread_words
from ui.standing import standing_line
from ui.widgets.card import Card, Figure
from ui.widgets.details import Details
from ui.widgets.facts import Facts
from ui.widgets.layout import column, row
from ui.widgets.note import Note
from ui.widgets.price_history import PriceHistory
from ui.widgets.split import Split
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.task_list import Need, TaskList
from ui.widgets.text import Text
from wallet.acts.raising import CloseOffering
from wallet.base.clock import date_and_time, date_of
from wallet.base.countries import country_name
from wallet.base.money import dollars, money_of, percent_of_person, price_per_share
from wallet.books.activity import ActivityRow
from wallet.books.companies import Debt, Exit
from wallet.books.depth import NOT_READ
from wallet.books.people import PersonPage
from wallet.books.raising import Offering

_LEVELS = {"document": "by a government document", "world": "by World ID alone"}
STATUS = {
    "open": "open now",
    "closing": "to be closed",
    "succeeded": "succeeded",
    "failed": "failed",
}


class PersonView(QWidget):
    """Shows one person; offers what can be done with their offering and their token."""

    def __init__(self, context: Context, again: Callable[[], object]) -> None:
        super().__init__()
        self.app, self._again = context, again
        self._person, self._name = 0, ""
        self.price, self.raised = Figure("Reference price"), Figure("Raised")
        self.shared, self.held = Figure("Shared with holders"), Figure("You hold")
        figures = row(gap="l")
        for figure in (self.price, self.raised, self.shared, self.held):
            figures.addWidget(figure, 1)
        self.steps_card = Card("What you can do")
        self.steps = TaskList()
        self.steps_card.add(self.steps)
        self.facts = Facts()
        about = Card("About them")
        about.add(self.facts)
        self.promise = Details("", "What they promise their holders", kind="body")
        about.add(self.promise)
        self.prices = PriceHistory("Prices")
        self.prices_card = Card("Prices")
        self.prices_card.add(self.prices)
        self.raises_card, self.raises = self._table("Raises", "Raise", "Price", "Sold", "Raised")
        self.holders_card, self.holders = self._table("Holders", "Person", "Part", "Claimed")
        self.debts_card, self.debts = self._table("Exits and debts", "Exit", "Gain", "Still owed")
        self.spread = Text("", "body", "ink2")
        self.holders_card.body.insertWidget(0, self.spread)
        self.paid = Text("", "body", "ink2")
        self.debts_card.body.insertWidget(0, self.paid)
        self.record = RecordView(context)
        self.raises.opened.connect(lambda key: self.record.open("The raise", "offering", key))
        self.debts.opened.connect(self._open_debt)
        self.debts.acted.connect(lambda key, _: self._case(key))
        self.holders.opened.connect(lambda key: self.record.open("What they hold", "holder", key))
        self.public = Note("", "bronze")
        layout = column(
            self.public,
            figures,
            self.steps_card,
            Split(about, self.prices_card, (1, 1)),
            self.raises_card,
            self.debts_card,
            self.holders_card,
            self.record,
            gap="xl",
        )
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def show_person(self, one: PersonPage, now: int, lines: Sequence[ActivityRow] = ()) -> None:
        """Show a person; `now` is the network's time.

        `lines` are the last things that happened with them.
        """
        self._person, self._name = one.row.person.id, one.row.person.name
        self.public.say("" if one.row.read and one.holds_read else _public(one))
        self.promise.say(one.terms)
        self._show_figures(one)
        offer = next((o for o in one.offerings if o.status in ("open", "closing")), None)
        needs = self._needs(one, offer, now)
        self.steps_card.setVisible(bool(needs))
        self.steps.show_needs(needs)
        quotes = one.record.quotes
        self.prices.show_prices(quotes if len(quotes) > 1 else one.history, now)
        self.prices_card.setVisible(self.prices.drawn)
        self.facts.show_facts(self._facts(one))
        read = one.row.read
        self.spread.say(spread_words(one.record.concentration) if read else NOT_READ)
        self.paid.say(paid_words(one.record.promptness))
        self.record.show_record(one, lines)
        self.raises_card.setVisible(bool(one.offerings))
        self.raises.show_rows([_raise_row(offer) for offer in one.offerings])
        free = [exit_ for exit_ in one.exits if exit_.debt is None]
        self.debts_card.setVisible(bool(one.debts or free))
        self.debts.show_rows(
            [*(_debt_row(debt, now) for debt in one.debts), *(_exit_row(one) for one in free)]
        )
        holders = [holder for holder in one.holders if holder.units]
        self.holders.setVisible(bool(holders))
        self.holders_card.setVisible(bool(holders) or not read)
        self.holders.show_rows(
            [
                Row(
                    holder.person.id,
                    (
                        Cell(holder.person.name, f"since {date_of(holder.since)}"),
                        Cell(percent_of_person(holder.units)),
                        Cell(dollars(holder.claimed)),
                    ),
                    opens=True,
                )
                for holder in holders
            ]
        )

    def _facts(self, one: PersonPage) -> list[tuple[str, str]]:
        only = one.history[0] if one.history and not self.prices.drawn else None
        price = f"{price_per_share(only.price)}, on {date_of(only.at)}" if only else ""
        return [
            ("Standing", standing_line(one.row.person)),
            ("Identity", _LEVELS.get(one.level, "not checked")),
            ("Country", country_name(one.row.country)),
            ("Joined", date_of(one.row.joined)),
            ("Issued their token", date_of(one.issued_at) if one.issued_at else "not yet"),
            *((("The only price so far", price),) if price else ()),
            ("Held by others", _outside(one.outside_units)),
            ("Declared companies", str(len(one.stakes)) if one.stakes else "none"),
            ("Role", "Attestor" if one.attestor else "Member"),
            ("Your name for them", one.my_label or "none"),
        ]

    def _show_figures(self, one: PersonPage) -> None:
        if one.row.reference is None:
            self.price.unknown("no raise or auction has set one")
        else:
            self.price.show_figure(price_per_share(one.row.reference).split()[0], "a share")
        if one.row.raised is None or one.row.shared is None:
            for figure in (self.raised, self.shared):
                figure.unknown(NOT_READ)
        else:
            self.raised.show_figure(dollars(one.row.raised), "in offerings")
            self.shared.show_figure(dollars(one.row.shared), "of what they gained", "bronze")
        if one.row.my_units:
            self.held.show_figure(percent_of_person(one.row.my_units), "of them", "accent")
        else:
            self.held.show_figure("Nothing", "of them", "ink2")

    def _needs(self, one: PersonPage, offer: Offering | None, now: int) -> list[Need]:
        needs: list[Need] = []
        if offer is not None and offer.status == "open":
            needs.append(
                Need(
                    f"{one.row.person.name} raises up to {percent_of_person(offer.units_max)} of "
                    f"themselves at {price_per_share(offer.price)}",
                    f"Until {date_and_time(offer.deadline)}. Committed so far: "
                    f"{dollars(offer.committed_money)} by {offer.investors}.",
                    "Commit",
                    partial(self._commit, offer),
                )
            )
            needs.append(
                Need(
                    "Read the terms of this raise first",
                    "What it is for, what may go wrong, how much you may invest, and until when "
                    "you can withdraw.",
                    "Read them",
                    partial(self.app.go, "invest", offer.id),
                    "ink2",
                )
            )
        for each in one.offerings:
            needs += self._entry_needs(each, now)
        if one.outside_units or one.outside_units is None:
            needs.append(
                Need(
                    "Their shares change hands in auctions",
                    "Anyone can lay a buy order at any time; holders sell in auctions of "
                    f"{self.app.session.numbers.said('LENGTH')}.",
                    "See the auction",
                    partial(self.app.go, "auctions", one.row.person.id),
                )
            )
        return needs

    def _entry_needs(self, offer: Offering, now: int) -> list[Need]:
        needs: list[Need] = []
        if offer.status == "closing" and offer.my_entries:
            needs.append(
                Need(
                    "The deadline has passed",
                    "Anyone may close the offering, so that shares or refunds can be had.",
                    "Close it",
                    partial(self.app.confirm, CloseOffering(offer.id)),
                    "bronze",
                )
            )
        for entry in offer.my_entries:
            need = entry_need(self.app, offer, entry, now)
            if need is not None:
                needs.append(need)
        return needs

    def _open_debt(self, key: object) -> None:
        thing, number = key if isinstance(key, tuple) else ("debt", key)
        self.record.open("The exit" if thing == "exit" else "The debt", thing, number)

    def _case(self, key: object) -> None:
        if isinstance(key, int):
            debt_case(self.app, key, self._person, self._name, self.window()).open()

    def _commit(self, offer: Offering) -> None:
        CommitDialog(self.app, offer, self.window()).open()

    def _table(self, title: str, *columns: str) -> tuple[Card, Table]:
        first, *rest = columns
        table = Table([Column(first, False, True), *(Column(name) for name in rest)], title)
        card = Card(title)
        card.add(table)
        return card, table


def _public(one: PersonPage) -> str:
    """What is not known of somebody of whom not everything was read."""
    gaps = [
        *(() if one.row.read else ("who holds them", "what they shared")),
        *(() if one.holds_read else ("what they hold themselves",)),
    ]
    return (
        f"Not everything of {one.row.person.name} is read: {', '.join(gaps)} is not known here. "
        "Follow them, or have the whole network read in Settings."
    )


def _outside(units: int | None) -> str:
    if units is None:
        return NOT_READ
    return percent_of_person(units) if units else "nothing"


def _raise_row(offer: Offering) -> Row:
    came = STATUS.get(offer.status, offer.status)
    if offer.failed_reason:
        came = f"{came}: {offer.failed_reason[:1].lower()}{offer.failed_reason[1:].rstrip('.')}"
    elif offer.status == "succeeded":
        people = f"{offer.investors} {'person' if offer.investors == 1 else 'people'}"
        came = f"{came}, with {people}"
    raised = money_of(offer.sold_units, offer.price)
    cells = (
        Cell(f"Opened {date_of(offer.opened)}", came),
        Cell(price_per_share(offer.price)),
        Cell(percent_of_person(offer.sold_units)),
        Cell(dollars(raised) if raised else "–"),
    )
    return Row(offer.id, cells, opens=True)


def _exit_row(one: Exit) -> Row:
    """An exit that made no debt: not confirmed yet, or without a gain to share."""
    state = "reported, not confirmed yet" if one.attested_at is None else "nothing to share"
    cells = (
        Cell(one.company, f"{state} · closed {date_of(one.closed_at)}"),
        Cell(dollars(one.gain) if one.gain else "none"),
        Cell("–", tone="ink3"),
    )
    return Row(("exit", one.id), cells, opens=True)


def _debt_row(debt: Debt, now: int) -> Row:
    if debt.ended:
        state = "paid in full"
    elif debt.overdue:
        state = f"overdue since {date_of(debt.due)}"
    else:
        state = f"due {date_of(debt.due, now)}"
    owed = "nothing" if debt.ended else "not read"
    if debt.due_amount is not None and not debt.ended:
        owed = dollars(debt.due_amount, up=True)
    cells = (
        Cell(debt.company, state, beneath_tone="oxide" if debt.overdue else "ink3"),
        Cell(dollars(debt.gain)),
        Cell(owed, tone="ink3" if debt.ended else "bronze"),
    )
    return Row(debt.id, cells, "Case file", opens=True)
