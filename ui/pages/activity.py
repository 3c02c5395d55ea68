"""Activity: everything that happened to this person, in sentences, what is on its way on top."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.context import Context
from ui.dialogs.record import RecordDialog
from ui.pages.answered import AnsweredPage
from ui.pages.pending_card import PendingCard
from ui.widgets.activity_rows import activity_row, activity_table
from ui.widgets.card import Card
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.layout import row
from ui.widgets.states import Placeholder
from ui.widgets.text import Text
from wallet.books.activity import ActivityRow
from wallet.books.pending import PendingRow

Rows = tuple[ActivityRow, ...]


@dataclass(frozen=True)
class Happenings:
    """What the page shows: what is on its way, and what has happened."""

    pending: tuple[PendingRow, ...]
    past: Rows


_KINDS: tuple[tuple[object, str], ...] = (
    ("", "Everything"),
    ("identity", "Identity"),
    ("token", "My token"),
    ("raising", "Raising and investing"),
    ("trading", "Auctions"),
    ("sharing", "Distributions"),
    ("companies", "Companies"),
    ("money", "Payments"),
    ("refused", "Came to nothing"),
)


class ActivityPage(AnsweredPage[Happenings]):
    """A list that can be narrowed by kind and by words; a row opens its record."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "Nothing has happened yet.",
            "What you do, and what others do that concerns you, is written here.",
            icon="activity",
        )
        super().__init__(context, "Activity", "What happened to you, newest first", empty)
        self.kind = ChoiceField("Show", _KINDS)
        self.words = TextField("Containing", placeholder="A name or a word")
        self.table = activity_table("Activity")
        self.table.opened.connect(self._open)
        self.nothing = Text("Nothing fits what you look for.", "body", "ink2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.kind.changed.connect(self._narrow)
        self.words.changed.connect(self._narrow)
        self.pending = PendingCard(context)
        self.put(self.pending)
        filters = row(gap="l")
        filters.addWidget(self.kind, 1)
        filters.addWidget(self.words, 2)
        self.put(filters)
        card = Card()
        card.add(self.table)
        card.add(self.nothing)
        self.put(card)
        self.put(None)

    def ask(self) -> Happenings:
        """Read what is on its way, and what happened."""
        answers = self.app.session.answers
        return Happenings(answers.pending(), answers.activity())

    def is_empty(self, answer: Happenings) -> bool:
        """Whether nothing ever happened, nor is about to."""
        return not answer.past and not answer.pending

    def show_answer(self, answer: Happenings) -> None:
        """Show what is on its way, and of the rest what fits the filters."""
        self.pending.show_rows(answer.pending)
        kind = str(self.kind.value or "")
        words = self.words.value.casefold().strip()
        fitting = [
            (number, one)
            for number, one in enumerate(answer.past)
            if (not kind or one.kind == kind) and words in f"{one.sentence} {one.detail}".casefold()
        ]
        self.table.show_rows([activity_row(number, one) for number, one in fitting])
        self.table.setVisible(bool(fitting))
        self.nothing.setVisible(not fitting)

    def _narrow(self) -> None:
        if self.answer:
            self.show_answer(self.answer)

    def _open(self, key: object) -> None:
        past = self.answer.past if self.answer is not None else ()
        if isinstance(key, int) and key < len(past):
            RecordDialog(self.app, past[key], self.window(), self.pending.finish).open()
