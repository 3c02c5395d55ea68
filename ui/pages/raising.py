"""Raise: selling own shares at one price, from the first sentence to the money."""

from ui.context import Context
from ui.dialogs.open_offering import OpenOfferingDialog
from ui.pages.answered import AnsweredPage
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.details import Details
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.statement_note import StatementNote
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row, Table
from wallet.acts.raising import CloseOffering, RejectCommitment, TakeShares, WithdrawProceeds
from wallet.base.clock import date_and_time, date_of, duration, exact_time
from wallet.base.money import dollars, percent, percent_of_person, price_per_share, shares
from wallet.books.raising import Entry, Offering
from wallet.contracts.numbers import Numbers

Answer = tuple[Offering, ...]

STATUS = {
    "open": "Open",
    "closing": "Waiting to be closed",
    "succeeded": "Succeeded",
    "failed": "Failed",
}


class RaisePage(AnsweredPage[Answer]):
    """The offering that runs, or the last one, and those before it."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "You have not raised money yet.",
            "You set a price and how much of yourself you sell, at most 49 % in all. People commit "
            "money until the deadline; below your minimum everybody gets theirs back.",
            "Plan a raise",
            self._open,
            icon="raise",
        )
        super().__init__(context, "Raise", "Selling part of your future, at one price", empty)
        self.main = Button("Plan a raise", self._open, kind="primary")
        self.main.hide()
        self.add_action(self.main)
        self.now = Note()
        self.put(self.now)
        self.statement = StatementNote(context)
        self.put(self.statement)
        self.committed, self.part = Figure("Committed"), Figure("Of yourself")
        self.price, self.until = Figure("Price"), Figure("Deadline")
        figures = row(gap="l")
        for figure in (self.committed, self.part, self.price, self.until):
            figures.addWidget(figure, 1)
        self.put(figures)
        self.steps = row(gap="s")
        self.close_it = Button("Close it now", self._close)
        self.hand_out = Button("Hand out the shares", self._take)
        self.proceeds = Button("Receive the money", self._proceeds)
        for button in (self.close_it, self.hand_out, self.proceeds):
            self.steps.addWidget(button)
        self.steps.addStretch(1)
        self.put(self.steps)
        self._build_lists()
        self.put(None)
        self._offering: Offering | None = None

    def ask(self) -> Answer:
        """Read one's own offerings."""
        return self.app.session.answers.my_offerings()

    def refresh(self) -> None:
        """Ask again, also whether a yearly statement keeps one from raising."""
        super().refresh()
        self.statement.refresh()

    def is_empty(self, answer: Answer) -> bool:
        """Whether there never was one."""
        running = bool(answer) and answer[0].status in ("open", "closing")
        self.main.setVisible(bool(answer) and not running)
        return not answer

    def open_on(self, target: object) -> None:
        """Show one offering."""
        if isinstance(target, int):
            self._target = target
            if self.answer:
                self.show_answer(self.answer)

    def show_answer(self, answer: Answer) -> None:
        """Show the newest offering, or the one that was asked for, and the list of all."""
        one = next((offer for offer in answer if offer.id == self._target), answer[0])
        self._offering = one
        self.say(
            "Raise", f"Offering {one.id} · opened {date_of(one.opened)} · {STATUS[one.status]}"
        )
        self._show_figures(one)
        self.now.say(_sentence(one, self.app.session.numbers))
        self.close_it.setVisible(one.status == "closing")
        self.hand_out.setVisible(bool(_to_take(one)))
        self.proceeds.setVisible(one.proceeds_ready > 0)
        self.investors.show_rows([_entry_row(entry, one) for entry in one.entries])
        self.investors_card.setVisible(bool(one.entries))
        self.terms.show_facts(
            [
                ("At least", f"{shares(one.units_min)} · {percent_of_person(one.units_min)}"),
                ("At most", f"{shares(one.units_max)} · {percent_of_person(one.units_max)}"),
                ("Lock-up", duration(one.lockup) if one.lockup else "none"),
                ("This price makes all of you", dollars(one.implied_value)),
            ]
        )
        told = self.app.session.answers.terms_of_offering
        self.app.tasks.run(lambda: told(one.terms_hash), self.written.say, owner=self)
        self.earlier.show_rows([_offering_row(offer) for offer in answer])
        self.earlier_card.setVisible(len(answer) > 1)

    def _show_figures(self, one: Offering) -> None:
        whom = f"by {one.investors} {'person' if one.investors == 1 else 'people'}"
        self.committed.show_figure(dollars(one.committed_money), whom, "accent")
        self.part.show_figure(
            percent_of_person(min(one.committed_units, one.units_max)),
            f"{percent(one.committed_units, one.units_max)} of the most you offer",
        )
        self.price.show_figure(price_per_share(one.price).split()[0], "a share")
        self.until.show_figure(date_of(one.deadline), date_and_time(one.deadline))

    def _build_lists(self) -> None:
        self.investors_card = Card("Investors, in line")
        self.investors = Table(
            [Column("Person", False, True), Column("Shares"), Column("Paid")], "Investors"
        )
        self.investors.acted.connect(lambda number, _: self._reject(number))
        self.investors_card.add(self.investors)
        self.put(self.investors_card)
        terms = Card("Terms")
        self.terms = Facts()
        terms.add(self.terms)
        self.written = Details("", "What you wrote to investors", kind="body")
        terms.add(self.written)
        self.put(terms)
        self.earlier_card = Card("All your raises")
        self.earlier = Table(
            [Column("Raise", False, True), Column("Sold"), Column("Price"), Column("Received")],
            "All your raises",
        )
        self.earlier.opened.connect(self.open_on)
        self.earlier_card.add(self.earlier)
        self.put(self.earlier_card)

    def _open(self) -> None:
        OpenOfferingDialog(self.app, self.window()).open()

    def _close(self) -> None:
        if self._offering is not None:
            self.app.confirm(CloseOffering(self._offering.id))

    def _take(self) -> None:
        if self._offering is not None:
            self.app.confirm(TakeShares(self._offering.id, _to_take(self._offering)))

    def _proceeds(self) -> None:
        if self._offering is not None:
            self.app.confirm(WithdrawProceeds(self._offering.id))

    def _reject(self, number: object) -> None:
        if self._offering is not None and isinstance(number, int):
            self.app.confirm(RejectCommitment(self._offering.id, number))


def _to_take(one: Offering) -> tuple[int, ...]:
    return tuple(entry.number for entry in one.entries if entry.state == "to take")


def _sentence(one: Offering, numbers: Numbers) -> str:
    """What is happening with an offering, and what comes next."""
    if one.status == "open":
        enough = one.committed_units >= one.units_min
        reached = "The minimum is reached." if enough else "The minimum is not reached yet."
        return (
            f"{reached} People can commit until {date_and_time(one.deadline)}, and withdraw until "
            f"{numbers.said('NO_WITHDRAWAL')} before. You can decline an investor until you close."
        )
    if one.status == "closing":
        return "The deadline has passed. Close it, and what was sold is settled."
    if one.status == "failed":
        return "It failed, so everybody can take back exactly what they paid."
    if one.proceeds_ready:
        return f"{dollars(one.proceeds_ready)} are ready for you."
    if one.proceeds_at is not None and not one.proceeds_paid:
        return f"The money rests in the offering until {date_and_time(one.proceeds_at)}."
    return ""


def _entry_row(entry: Entry, one: Offering) -> Row:
    states = {
        "committed": "committed",
        "withdrawn": "withdrew",
        "rejected": "declined by you",
        "to take": "shares to hand out",
        "over the maximum": "above the maximum, to be refunded",
        "to refund": "to be refunded",
        "taken": "has the shares",
        "refunded": "refunded",
    }
    beneath = f"{date_of(entry.at)} · {states.get(entry.state, entry.state)}"
    cells = (
        Cell(entry.person.name, beneath, hint=exact_time(entry.at)),
        Cell(shares(entry.units), percent_of_person(entry.units), beneath_tone="ink3"),
        Cell(dollars(entry.paid)),
    )
    declinable = one.status in ("open", "closing") and entry.state == "committed"
    return Row(entry.number, cells, "Decline" if declinable else "")


def _offering_row(one: Offering) -> Row:
    cells = (
        Cell(f"Offering {one.id}", f"{date_of(one.opened)} · {STATUS[one.status]}"),
        Cell(percent_of_person(one.sold_units), beneath_tone="ink3"),
        Cell(price_per_share(one.price)),
        Cell(dollars(one.proceeds_paid)),
    )
    return Row(one.id, cells, opens=True)
