"""Invest: offerings that are open, people one could back, and a person's page."""

from dataclasses import dataclass

from ui.context import Context
from ui.dialogs.bring_in import BringInDialog
from ui.dialogs.commit import CommitDialog
from ui.dialogs.compare import CompareDialog
from ui.dialogs.name_person import NamePersonDialog
from ui.pages.answered import AnsweredPage
from ui.pages.offering_view import OfferingView, SeenOffering, ask_offering
from ui.pages.people_card import PeopleCard, ending_first
from ui.pages.person import STATUS, PersonView
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.layout import column, grouped
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of, when
from wallet.base.countries import country_name
from wallet.base.money import dollars, percent, percent_of_person, price_per_share
from wallet.books.activity import ActivityRow
from wallet.books.people import PersonPage
from wallet.books.raising import Offering
from wallet.flows.agreeing import Brought

NO_PERSON = 0
NO_OFFERING = 0
LINES = 20
"""Things that happened which a person’s page shows."""
OVER = ("taken", "refunded", "withdrawn")


@dataclass(frozen=True)
class Answer:
    """Open offerings that end first, of `offered`, and who or what is looked at. `now` in seconds.

    `lines` are the last things that happened with that person, `asked` the person and the offering
    that were asked for.
    """

    now: int
    offerings: tuple[Offering, ...]
    offered: int
    mine: tuple[Offering, ...]
    people: int
    person: PersonPage | None
    offer: SeenOffering | None
    lines: tuple[ActivityRow, ...]
    asked: tuple[int, int]


class InvestPage(AnsweredPage[Answer]):
    """Two lists and a search; a person or a raise opens in place of them."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "Nobody is on this network yet.",
            "When people join, they are listed here, with what they raise.",
            icon="invest",
        )
        super().__init__(context, "Invest", "People you can back, and what they raise", empty)
        self.person, self.offering = NO_PERSON, NO_OFFERING
        self.back = Button("All people", self._all, icon="back")
        self.follow = Button("Follow", self._follow)
        self.compare = Button("Compare", self._compare)
        self.share = Button("Show it to others", self._share, icon="share")
        self.bring = Button("Open a link or a file", self._bring)
        self.name = Button("Name them", self._name)
        self.name.setAccessibleDescription("Give them a name of your own, or take it away")
        self.of_person = (self.name, self.follow, self.compare)
        for button in (self.bring, self.back, *self.of_person, self.share):
            button.hide()
            self.add_action(button)
        self._build_lists()
        self.view = PersonView(context, self.refresh)
        self.view.hide()
        self.put(self.view)
        self.raised = OfferingView(context, self.refresh)
        self.raised.hide()
        self.put(self.raised)
        self.put(None)

    def ask(self) -> Answer:
        """Read everything this page shows at one moment."""
        answers, person, number = self.app.session.answers, self.person, self.offering
        one = answers.person(person) if person else None
        return Answer(
            self.app.session.now(),
            answers.open_offerings(),
            answers.open_count(),
            answers.invested_in(),
            answers.everybody(),
            one,
            ask_offering(self.app, number) if number else None,
            answers.happened(person, most=LINES) if one else (),
            (person, number),
        )

    def is_empty(self, answer: Answer) -> bool:
        """Whether the network has no people; a search that finds nobody is not that."""
        return not answer.people and answer.person is None and answer.offer is None

    def open_on(self, target: object) -> None:
        """Show a person ("person", id), an offering by its number, or what a link leads to."""
        if isinstance(target, tuple) and target[0] == "person":
            self._open_person(int(target[1]))
        elif isinstance(target, tuple) and target[0] == "link":
            self._open_link(str(target[1]))
        elif isinstance(target, int):
            self._open_offering(target)
        elif target is None and (self.person or self.offering):
            self._all()

    def show_answer(self, answer: Answer) -> None:
        """Show the lists, the person or the raise."""
        if answer.asked != (self.person, self.offering):
            return  # somebody went on meanwhile, and that answer is on its way
        raised = answer.offer if self.offering else None
        one = answer.person if self.person and raised is None else None
        self.lists.setVisible(one is None and raised is None)
        self.view.setVisible(one is not None)
        self.raised.setVisible(raised is not None)
        self.back.setVisible(one is not None or raised is not None)
        self.share.setVisible(raised is not None)
        self.bring.setVisible(one is None and raised is None)
        for button in self.of_person:
            button.setVisible(one is not None)
        if raised is not None:
            offer = raised.offer
            self.say(
                f"The raise of {offer.issuer.name}",
                f"Offering {offer.id} · opened {date_of(offer.opened)} · {STATUS[offer.status]}",
            )
            self.raised.show_offering(raised)
            return
        if one is not None:
            self.follow.say("No longer follow" if one.followed else "Follow")
            self.say(one.row.person.name, _line(one))
            self.view.show_person(one, answer.now, answer.lines)
            return
        self.say("Invest", "People you can back, and what they raise")
        self.offers_card.setVisible(bool(answer.offerings))
        self.offers.show_rows([_offer_row(offer, answer.now) for offer in answer.offerings])
        self.further.say(ending_first(len(answer.offerings), answer.offered, "“Raising now” below"))
        self.further.setVisible(len(answer.offerings) < answer.offered)
        waiting = [offer for offer in answer.mine if _awaits(offer)]
        self.mine_card.setVisible(bool(waiting))
        self.mine.show_rows([_mine_row(offer) for offer in waiting])
        self.people.refresh()

    def _build_lists(self) -> None:
        self.offers_card = Card("Open offerings")
        self.offers = Table(
            [
                Column("Person", False, True),
                Column("Price"),
                Column("Part of them"),
                Column("Committed"),
                Column("Deadline"),
            ],
            "Open offerings",
            most_rows=10,
        )
        self.offers.opened.connect(self.open_on)
        self.offers.acted.connect(lambda number, _: self._commit(number))
        self.further = Text("", "caption", "ink2")
        self.offers_card.add(self.offers)
        self.offers_card.add(self.further)
        self.mine_card = Card("Your commitments")
        self.mine = Table(
            [Column("Person", False, True), Column("Paid"), Column("Part of them")],
            "Your commitments",
        )
        self.mine.opened.connect(self.open_on)
        self.mine_card.add(self.mine)
        self.people = PeopleCard(self.app)
        self.people.opened.connect(self._open_person)
        self.lists = grouped(column(self.offers_card, self.mine_card, self.people, gap="xl"))
        layout = self.lists.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self.put(self.lists)

    def _open_person(self, person: int) -> None:
        self.person, self.offering = person, NO_OFFERING
        self.refresh()

    def _open_offering(self, offering: int) -> None:
        self.person, self.offering = NO_PERSON, offering
        self.refresh()

    def _open_link(self, text: str) -> None:
        """Go where a link leads; what is wrong with one is told."""
        bring = self.app.session.bring
        self.app.tasks.run(
            lambda: bring(text), self._brought, self.app.messages.tell_error, owner=self
        )

    def _brought(self, brought: Brought) -> None:
        if brought.sentence:
            self.app.messages.tell(brought.sentence)
        if brought.kind == "person":
            self._open_person(brought.number)
        else:
            self._open_offering(brought.number)

    def _bring(self) -> None:
        BringInDialog(self.app, self._brought, self.window()).open()

    def _share(self) -> None:
        self.raised.share()

    def _all(self) -> None:
        self._open_person(NO_PERSON)

    def _follow(self) -> None:
        """Follow whom the page shows, or no longer: they are found by it, and told of if wanted."""
        one = self.answer.person if self.answer is not None else None
        if one is not None:
            number, on, keep = one.row.person.id, not one.followed, self.app.session.documents
            self.app.tasks.run(
                lambda: keep.follow(number, on), lambda _: self.refresh(), owner=self
            )

    def _name(self) -> None:
        one = self.answer.person if self.answer is not None else None
        if one is not None:
            NamePersonDialog(self.app, one, self.window()).open()

    def _compare(self) -> None:
        CompareDialog(self.app, self.person, self.window()).open()

    def _commit(self, number: object) -> None:
        offers = self.answer.offerings if self.answer is not None else ()
        for offer in offers:
            if offer.id == number:
                CommitDialog(self.app, offer, self.window()).open()


def _line(one: PersonPage) -> str:
    """What they do, after one's own name for them where they are called by another."""
    about = one.row.tagline or country_name(one.row.country)
    own = one.my_label
    return f"{own} to you · {about}" if own and own != one.row.person.name else about


def _awaits(offer: Offering) -> bool:
    """Whether a commitment of mine is still to become shares, or money again."""
    return any(entry.state not in OVER for entry in offer.my_entries)


def _offer_row(offer: Offering, now: int) -> Row:
    reached = offer.committed_units >= offer.units_min
    cells = (
        Cell(offer.issuer.name, "minimum reached" if reached else "minimum not reached yet"),
        Cell(price_per_share(offer.price)),
        Cell(percent_of_person(offer.units_max)),
        Cell(percent(offer.committed_units, offer.units_max), dollars(offer.committed_money)),
        Cell(when(offer.deadline, now), hint=date_of(offer.deadline)),
    )
    return Row(offer.id, cells, "Commit", opens=True)


def _mine_row(offer: Offering) -> Row:
    states = ", ".join(dict.fromkeys(entry.state for entry in offer.my_entries))
    cells = (
        Cell(offer.issuer.name, states),
        Cell(dollars(sum(entry.paid for entry in offer.my_entries))),
        Cell(percent_of_person(sum(entry.units for entry in offer.my_entries))),
    )
    return Row(offer.id, cells, opens=True)
