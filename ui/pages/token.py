"""My token: who holds me, what I have shared with them, and what a share has been worth."""

from dataclasses import dataclass

from ui.context import Context
from ui.dialogs.ask_name import begin_issuing
from ui.dialogs.distribute import DistributeDialog
from ui.dialogs.issue import IssueDialog
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.answered import AnsweredPage
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.details import Details
from ui.widgets.field import TextField
from ui.widgets.layout import row
from ui.widgets.price_history import PriceHistory
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_and_time, date_of, exact_time
from wallet.base.money import (
    dollars,
    percent_of_person,
    price_per_share,
    share_count,
    shares,
)
from wallet.books.cap_table import CapHolder, CapLockup, CapRaise, CapTable
from wallet.books.token import HolderRow, MyToken
from wallet.flows import taking
from wallet.flows.as_of import block_of


@dataclass(frozen=True, slots=True)
class Token:
    """One's own token, and who holds it by raise and by lock-up."""

    mine: MyToken
    cap: CapTable


Answer = Token | None


class TokenPage(AnsweredPage[Answer]):
    """One's own token; before it is issued, the way to issue it."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "You have not issued your token yet.",
            "Issuing makes 10,000,000 shares of you, all yours. Selling some of them raises money; "
            "whoever holds them receives their part of what you gain from then on. At least 51 % "
            "stay with you for ever.",
            "Issue my token",
            self._issue,
            icon="token",
        )
        super().__init__(context, "My token", "What others hold of you, and what they got", empty)
        self._now: CapTable | None = None
        self.share = Button("Share a gain", self._share)
        self.raise_money = Button("Raise money", lambda: context.go("raise"), kind="primary")
        for button in (self.share, self.raise_money):
            button.hide()
            self.add_action(button)
        self.held, self.worth = Figure("Held by others"), Figure("Reference price")
        self.raised, self.shared = Figure("Raised so far"), Figure("Shared with holders")
        figures = row(gap="l")
        for figure in (self.held, self.worth, self.raised, self.shared):
            figures.addWidget(figure, 1)
        self.put(figures)
        self._build_holders()
        self._build_cap_table()
        self.prices = PriceHistory("What a share has been worth")
        card = Card("What a share has been worth")
        card.add(self.prices)
        self.put(card)
        self.details = Details()
        self.put(self.details)
        self.put(None)

    def ask(self) -> Answer:
        """Read one's own token."""
        answers = self.app.session.answers
        mine, cap = answers.my_token(), answers.cap_table()
        return Token(mine, cap) if mine is not None and cap is not None else None

    def is_empty(self, answer: Answer) -> bool:
        """Whether it has not been issued."""
        for button in (self.share, self.raise_money):
            button.setVisible(answer is not None)
        self.share.setEnabled(answer is not None and bool(answer.mine.outside_units))
        return answer is None

    def show_answer(self, answer: Answer) -> None:
        """Show figures, holders and prices."""
        if answer is None:
            return
        self._now = answer.cap
        if not self.as_of.value.strip():
            self._show_cap_table(answer.cap)
        self._show_token(answer.mine)

    def _show_token(self, answer: MyToken) -> None:
        self.say("My token", f"{answer.name} · issued {date_of(answer.issued_at)}")
        count = len([one for one in answer.holders if one.units])
        people = f"{count:,} {'person' if count == 1 else 'people'}"
        self.held.show_figure(
            percent_of_person(answer.outside_units),
            f"{people} · you keep {percent_of_person(answer.own_units)}",
        )
        if answer.reference is None:
            self.worth.unknown("the first raise or auction sets it")
        else:
            self.worth.show_figure(price_per_share(answer.reference).split()[0], "a share")
        self.raised.show_figure(dollars(answer.raised_total), "in offerings")
        unclaimed = f"{dollars(answer.unclaimed)} not claimed yet" if answer.unclaimed else ""
        self.shared.show_figure(
            dollars(answer.shared_total), unclaimed or "all of it claimed", "bronze"
        )
        self.table.show_rows([_holder_row(one) for one in answer.holders])
        if answer.holders:
            self.holders.show_content()
        else:
            self.holders.show_empty()
        self.prices.show_prices(answer.history)
        face = answer.face or "not made"
        self.details.say(f"token {answer.person.id}\nERC-20 face {face}\nterms {answer.terms_hash}")

    def _build_holders(self) -> None:
        self.table = Table(
            [
                Column("Holder", False, True),
                Column("Part of you"),
                Column("Shares"),
                Column("Claimed"),
                Column("To claim"),
            ],
            "Holders",
        )
        self.table.opened.connect(lambda person: self.app.go("invest", ("person", person)))
        self.holders = StateStack(
            self.table,
            Placeholder(
                "Nobody holds you yet.",
                "When you raise money, the people who back you are listed here.",
                "Raise money",
                lambda: self.app.go("raise"),
                icon="raise",
            ),
        )
        card = Card("Your holders")
        card.add(self.holders)
        self.put(card)

    def _build_cap_table(self) -> None:
        self.raises = Table(
            [
                Column("Raise", False, True),
                Column("Sold"),
                Column("Raised"),
                Column("Still out"),
                Column("Part of you"),
            ],
            "Raises",
        )
        self.lockups = Table(
            [Column("Locked until", False, True), Column("Shares"), Column("Part of you")],
            "Lock-ups",
        )
        self.take_away = Button("Take it away", self._take_away)
        self.cap = Card("Cap table")
        self.cap.add_head(self.take_away)
        self.cap.add(
            Text(
                "Your shares by the raise that they were first sold in, and by when they unlock. "
                "Take it away as a register to print, for a spreadsheet, or in the Open Cap "
                "Format.",
                "body",
                "ink2",
            )
        )
        self.as_of = TextField(
            "As it was on", placeholder="now, or a day, or a block like 1,204", longest=40
        )
        self.as_of.input.editingFinished.connect(self.look_back)
        self.cap.add(self.as_of)
        self.then = Text("", "body", "ink2")
        self.then.hide()
        self.cap.add(self.then)
        self.held_then = Table(
            [Column("Holder then", False, True), Column("Shares"), Column("Part of you"),
             Column("Locked")],
            "Holders then",
        )  # fmt: skip
        self.held_then.hide()
        self.cap.add(self.held_then)
        self.cap.add(self.raises)
        self.cap.add(self.lockups)
        self.put(self.cap)

    def look_back(self) -> None:
        """Show the cap table as it was at the day or block that is written, or as it is now."""
        words, answers = self.as_of.value, self.app.session.answers
        self.as_of.clear_error()
        if not words.strip():
            self.then.hide()
            self.held_then.hide()
            if self._now is not None:
                self._show_cap_table(self._now)
            return
        self.app.tasks.run(
            lambda: answers.cap_table(None, block_of(words, answers)),
            self._show_then,
            self.as_of.fail,
            owner=self,
        )

    def _show_then(self, said: CapTable | None) -> None:
        self.then.show()
        if said is None:
            self.then.say("Your token was not issued by then.")
            for table in (self.held_then, self.raises, self.lockups):
                table.hide()
            return
        others = [one for one in said.holders if not one.own]
        people = f"{len(others):,} {'person' if len(others) == 1 else 'people'}"
        self.then.say(
            f"At block {said.block:,}, {date_and_time(said.at)}: {people} held "
            f"{percent_of_person(said.outside_units)} of you."
        )
        self.held_then.show_rows([_then_row(one) for one in others])
        self.held_then.setVisible(bool(others))
        self._show_cap_table(said)

    def _show_cap_table(self, said: CapTable) -> None:
        self.raises.show_rows([_raise_row(one) for one in said.raises])
        self.lockups.show_rows([_lockup_row(one) for one in said.lockups])
        self.raises.setVisible(bool(said.raises))
        self.lockups.setVisible(bool(said.lockups))

    def _take_away(self) -> None:
        TakeAwayDialog(self.app, taking.CAP_TABLE, self.window(), self.as_of.value).open()

    def _issue(self) -> None:
        if self.app.session.network.local:
            IssueDialog(self.app, self.window()).open()
        else:
            begin_issuing(self.app, self.window(), self.app.messages.tell_error)

    def _share(self) -> None:
        if self.answer is not None:
            DistributeDialog(self.app, self.answer.mine.outside_units, self.window()).open()


def _raise_row(one: CapRaise) -> Row:
    name = f"Raise {one.offering}" if one.offering else "A raise that is not known"
    price = f" · {price_per_share(one.price)}" if one.price is not None else ""
    back = f"{share_count(one.returned)} bought back" if one.returned else ""
    cells = (
        Cell(name, f"since {date_of(one.first)}{price}", beneath_tone="ink3"),
        Cell(share_count(one.sold_units), hint=shares(one.sold_units, exact=True)),
        Cell(dollars(one.money)),
        Cell(share_count(one.units), back, hint=shares(one.units, exact=True)),
        Cell(percent_of_person(one.units)),
    )
    return Row(one.offering or 0, cells)


def _then_row(one: CapHolder) -> Row:
    locked = Cell("–", tone="ink3")
    if one.locked:
        until = f"until {date_of(one.unlocks)}" if one.unlocks else ""
        locked = Cell(share_count(one.locked), until, beneath_tone="ink3")
    cells = (
        Cell(one.person.name, f"since {date_of(one.since)}", beneath_tone="ink3"),
        Cell(share_count(one.units), hint=shares(one.units, exact=True)),
        Cell(percent_of_person(one.units)),
        locked,
    )
    return Row(one.person.id, cells)


def _lockup_row(one: CapLockup) -> Row:
    people = f"{one.holders} {'person' if one.holders == 1 else 'people'}"
    when = date_of(one.until) if one.until else "Can be sold now"
    cells = (
        Cell(when, people, beneath_tone="ink3", hint=exact_time(one.until) if one.until else ""),
        Cell(share_count(one.units), hint=shares(one.units, exact=True)),
        Cell(percent_of_person(one.units)),
    )
    return Row(one.until or 0, cells)


def _holder_row(one: HolderRow) -> Row:
    since = f"since {date_of(one.since)}" if one.since else ""
    locked = f" · locked until {date_of(one.unlocks)}" if one.unlocks else ""
    cells = (
        Cell(one.person.name, since + locked, beneath_tone="ink3", hint=exact_time(one.since)),
        Cell(percent_of_person(one.units)),
        Cell(share_count(one.units), hint=shares(one.units, exact=True)),
        Cell(dollars(one.claimed)),
        Cell(
            dollars(one.claimable) if one.claimable else "–",
            tone="bronze" if one.claimable else "ink3",
        ),
    )
    return Row(one.person.id, cells, opens=True)
