"""Raise: selling own shares at one price, from the first sentence to the money."""

from dataclasses import dataclass

from ui.context import Context
from ui.pages.answered import AnsweredPage
from ui.pages.raise_shared import progress_parts, share_raise
from ui.pages.signed_card import SignedCard
from ui.pages.terms_card import TermsCard
from ui.widgets.bars import Bar, Bars
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.parts_bar import PartsBar
from ui.widgets.statement_note import StatementNote
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row, Table
from ui.wizards.raise_steps import consequences
from ui.wizards.raising import RaiseWizard
from wallet.acts.raising import CloseOffering, RejectCommitment, TakeShares, WithdrawProceeds
from wallet.base.clock import DAY, date_and_time, date_of, duration, exact_time
from wallet.base.money import (
    DOLLAR,
    dollars,
    percent,
    percent_of_person,
    price_per_share,
    shares,
)
from wallet.books.raising import Entry, Offering
from wallet.books.regimes import Regime
from wallet.books.signed_terms import SignedEntry, TermsSeen
from wallet.contracts.numbers import Numbers
from wallet.flows.raising import draft_of

STATUS = {
    "open": "Open",
    "closing": "Waiting to be closed",
    "succeeded": "Succeeded",
    "failed": "Failed",
}
STATES = {
    "committed": "committed",
    "withdrawn": "withdrew",
    "rejected": "declined by you, takes the money back",
    "to take": "shares to hand out",
    "over the maximum": "above the maximum, to be refunded",
    "to refund": "to be refunded",
    "taken": "has the shares",
    "refunded": "refunded",
}
DAYS = 14
"""Days of a raise that are drawn, the latest in which anything came."""


@dataclass(frozen=True)
class Answer:
    """One's raises, and all about the one that is shown; `draft` whether one is being planned."""

    offerings: tuple[Offering, ...]
    shown: Offering | None
    terms: TermsSeen | None
    signed: tuple[SignedEntry, ...]
    rules: Regime | None
    draft: bool


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
        self.empty = empty
        self.share = Button("Show it to others", self._share, icon="share")
        self.main = Button("Plan a raise", self._open, kind="primary")
        for button in (self.share, self.main):
            button.hide()
            self.add_action(button)
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
        self.progress = PartsBar("Committed so far")
        self.put(self.progress)
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
        """Read one's own offerings, and all about the newest or the one that was asked for."""
        session = self.app.session
        answers, target = session.answers, self._target
        offers = answers.my_offerings()
        one = next((offer for offer in offers if offer.id == target), offers[0] if offers else None)
        draft = draft_of(session.documents, session.person_id) is not None
        if one is None:
            return Answer((), None, None, (), None, draft)
        rules = next((rule for rule in answers.regimes() if rule.id == one.regime), None)
        return Answer(
            offers,
            one,
            answers.terms_seen(one.id),
            answers.signed_terms(one.id),
            rules,
            draft,
        )

    def refresh(self) -> None:
        """Ask again, also whether a yearly statement keeps one from raising."""
        super().refresh()
        self.statement.refresh()

    def is_empty(self, answer: Answer) -> bool:
        """Whether there never was one."""
        running = any(one.status in ("open", "closing") for one in answer.offerings)
        words = "Go on with your draft" if answer.draft else "Plan a raise"
        self.main.say(words)
        self.empty.button.say(words)
        self.main.setVisible(bool(answer.offerings) and not running)
        self.share.setVisible(bool(answer.offerings))
        return answer.shown is None

    def open_on(self, target: object) -> None:
        """Show one offering."""
        if isinstance(target, int):
            self._target = target
            self.refresh()

    def show_answer(self, answer: Answer) -> None:
        """Show the newest offering, or the one that was asked for, and the list of all."""
        one = answer.shown
        if one is None:
            return
        self._offering = one
        self.say(
            "Raise", f"Offering {one.id} · opened {date_of(one.opened)} · {STATUS[one.status]}"
        )
        self._show_figures(one)
        self.now.say(_sentence(one, self.app.session.numbers))
        self.close_it.setVisible(one.status == "closing")
        self.hand_out.setVisible(bool(_to_take(one)))
        self.proceeds.setVisible(one.proceeds_ready > 0)
        self.progress.show_parts(progress_parts(one))
        self.investors.show_rows([_entry_row(entry, one) for entry in one.entries])
        self.investors_card.setVisible(bool(one.entries))
        days = _days(one)
        self.days_card.setVisible(bool(days))
        self.days.show_bars(days)
        self.signed.show_entries(answer.signed)
        rules = answer.rules
        self.facts.show_facts(
            [
                ("At least", f"{shares(one.units_min)} · {percent_of_person(one.units_min)}"),
                ("At most", f"{shares(one.units_max)} · {percent_of_person(one.units_max)}"),
                ("Lock-up", duration(one.lockup) if one.lockup else "none"),
                ("Investors can withdraw until", date_and_time(one.withdraw_until)),
                ("This price makes all of you", dollars(one.implied_value)),
                *([("Rules", rules.title or rules.name), *consequences(rules)] if rules else []),
            ]
        )
        self.terms.show_seen(one, answer.terms, answer.signed)
        self.earlier.show_rows([_offering_row(offer) for offer in answer.offerings])
        self.earlier_card.setVisible(len(answer.offerings) > 1)

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
        self.signed = SignedCard(self.app, self.refresh, own=True)
        self.put(self.signed)
        self.days_card = Card("Committed, day by day")
        self.days = Bars("Money committed on each day", ("Committed",))
        self.days_card.add(self.days)
        self.put(self.days_card)
        self.terms = TermsCard(self.app, self.refresh)
        self.put(self.terms)
        rules = Card("What holds for it")
        self.facts = Facts()
        rules.add(self.facts)
        self.put(rules)
        self.earlier_card = Card("All your raises")
        self.earlier = Table(
            [Column("Raise", False, True), Column("Sold"), Column("Price"), Column("Received")],
            "All your raises",
        )
        self.earlier.opened.connect(self.open_on)
        self.earlier_card.add(self.earlier)
        self.put(self.earlier_card)

    def _open(self) -> None:
        wizard = RaiseWizard(self.app, self.window())
        wizard.finished.connect(lambda _: self.refresh())
        wizard.open()

    def _share(self) -> None:
        if self._offering is not None:
            share_raise(self.app, self._offering, self.window())

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
        why = f"{one.failed_reason} " if one.failed_reason else ""
        return f"{why}It failed, so everybody can take back exactly what they paid."
    if one.proceeds_ready and one.proceeds_at is not None:
        return (
            f"{dollars(one.proceeds_ready)} are yours from {date_and_time(one.proceeds_at)} on: "
            f"money rests in the offering for {numbers.said('REST')} after the close."
        )
    if _to_take(one):
        return (
            "It succeeded. Hand out the shares, or wait until investors take theirs: only the "
            "money of shares that were taken is yours."
        )
    if one.proceeds_at is not None and not one.proceeds_paid:
        return f"The money rests in the offering until {date_and_time(one.proceeds_at)}."
    return f"It is done: you received {dollars(one.proceeds_paid)}." if one.proceeds_paid else ""


def _days(one: Offering) -> list[Bar]:
    """What was committed on each day of the network's time, the latest days."""
    totals: dict[int, int] = {}
    for entry in one.entries:
        totals[entry.at // DAY] = totals.get(entry.at // DAY, 0) + entry.paid
    return [
        Bar(date_of(day * DAY + DAY // 2), totals[day] / DOLLAR, dollars(totals[day]))
        for day in sorted(totals)[-DAYS:]
    ]


def _entry_row(entry: Entry, one: Offering) -> Row:
    beneath = f"{date_of(entry.at)} · {STATES.get(entry.state, entry.state)}"
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
