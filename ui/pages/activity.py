"""Activity: everything that happened to this person, in sentences, what is on its way on top."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from ui.context import Context
from ui.dialogs.person_search import search_people
from ui.dialogs.record import RecordDialog
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.answered import AnsweredPage
from ui.pages.pending_card import PendingCard
from ui.widgets.activity_rows import activity_row, activity_table
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.layout import TOP, row
from ui.widgets.person_picker import Choice, PersonPicker
from ui.widgets.states import Placeholder
from ui.widgets.text import Text
from wallet.base.clock import DAY, start_of_year
from wallet.books.activity import ALL, ActivityRow, Narrow
from wallet.books.pending import PendingRow

Rows = tuple[ActivityRow, ...]


_MORE = 200


@dataclass(frozen=True)
class _Asked:
    """What the fields asked for, in which time, and how much of it."""

    wanted: Narrow = ALL
    days: object = ""
    most: int = _MORE


@dataclass(frozen=True)
class Happenings:
    """What the page shows: what is on its way, and what has happened and is wanted.

    `ever` says whether anything has happened at all.
    """

    pending: tuple[PendingRow, ...]
    past: Rows
    ever: bool
    asked: _Asked


_KINDS: tuple[tuple[object, str], ...] = (
    ("", "Everything"),
    ("identity", "Identity"),
    ("token", "My token"),
    ("raising", "Raising and investing"),
    ("trading", "Auctions"),
    ("sharing", "Distributions"),
    ("companies", "Companies"),
    ("money", "Payments"),
    ("governance", "Decisions and votes"),
    ("watching", "Reports and strikes"),
    ("refused", "Came to nothing"),
)


_TIMES: tuple[tuple[object, str], ...] = (
    ("", "At any time"),
    (7, "In the last 7 days"),
    (30, "In the last 30 days"),
    (365, "In the last 12 months"),
    ("year", "This year"),
    ("before", "Last year"),
)


class ActivityPage(AnsweredPage[Happenings]):
    """A list that can be narrowed by kind, time, person and words; a row opens its record."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "Nothing has happened yet.",
            "What you do, and what others do that concerns you, is written here.",
            icon="activity",
        )
        super().__init__(context, "Activity", "What happened to you, newest first", empty)
        self.take_away = Button("Take it away", self._take_away)
        self.take_away.hide()
        self.add_action(self.take_away)
        self._asked = _Asked()
        self.kind = ChoiceField("Show", _KINDS)
        self.time = ChoiceField("When", _TIMES)
        self.whom = PersonPicker("With")
        self.whom.input.setPlaceholderText("Anybody")
        self.whom.search_by(self._search)
        self.words = TextField("Containing", placeholder="A word")
        self.table = activity_table("Activity")
        self.table.opened.connect(self._open)
        self.nothing = Text("Nothing fits what you look for.", "body", "ink2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.more = Button("Show what happened before", self._show_more, kind="link")
        for field in (self.kind, self.time, self.whom, self.words):
            field.changed.connect(self._narrow)
        self.pending = PendingCard(context)
        self.put(self.pending)
        filters = row(gap="l")
        for narrowing in (self.kind, self.time, self.whom, self.words):
            filters.addWidget(narrowing, 1, TOP)
        self.put(filters)
        card = Card()
        card.add(self.table)
        card.add(self.nothing)
        card.add(row(self.more, None))
        self.put(card)
        self.put(None)

    def ask(self) -> Happenings:
        """Read what is on its way, and what happened."""
        answers, asked = self.app.session.answers, self._asked
        wanted = _at_time(asked.wanted, asked.days, self.app.session.now() if asked.days else 0)
        past = answers.activity(asked.most, wanted)
        return Happenings(answers.pending(), past, bool(past) or bool(answers.activity(1)), asked)

    def is_empty(self, answer: Happenings) -> bool:
        """Whether nothing ever happened, nor is about to."""
        self.take_away.setVisible(bool(answer.ever))
        return not answer.ever and not answer.pending

    def _take_away(self) -> None:
        TakeAwayDialog(self.app, "disposals", self.window()).open()

    def show_answer(self, answer: Happenings) -> None:
        """Show what is on its way, and of the rest what fits the filters."""
        self.pending.show_rows(answer.pending)
        self.table.show_rows([activity_row(number, one) for number, one in enumerate(answer.past)])
        self.table.setVisible(bool(answer.past))
        self.nothing.setVisible(not answer.past)
        self.more.setVisible(len(answer.past) >= answer.asked.most)

    def _narrow(self) -> None:
        person = self.whom.person
        if person is None and self.whom.value.strip():
            return  # a name is being typed, and nobody is chosen yet
        wanted = Narrow(
            kind=str(self.kind.value or ""),
            person=person.key if person is not None else 0,
            words=self.words.value,
        )
        self._asked = _Asked(wanted, self.time.value)
        self.refresh()

    def _show_more(self) -> None:
        self._asked = replace(self._asked, most=self._asked.most + _MORE)
        self.refresh()

    def _answered(self, answer: Happenings) -> None:
        if answer.asked == self._asked:  # else something else was asked for meanwhile
            super()._answered(answer)

    def _search(self, words: str, then: Callable[[list[Choice]], object]) -> None:
        search_people(self.app, self, words, then)

    def _open(self, key: object) -> None:
        past = self.answer.past if self.answer is not None else ()
        if isinstance(key, int) and key < len(past):
            RecordDialog(self.app, past[key], self.window(), self.pending.finish).open()


def _at_time(wanted: Narrow, days: object, now: int) -> Narrow:
    """The same within the time that was chosen."""
    if isinstance(days, int):
        return replace(wanted, since=now - days * DAY)
    start = start_of_year(now)
    if days == "year":
        return replace(wanted, since=start)
    if days == "before":
        return replace(wanted, since=start_of_year(start - DAY), until=start)
    return wanted
