"""The pattern of a page: ask in a worker, show the answer, keep it while asking again."""

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.layout import Item, column, grouped
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.states import Placeholder, StateStack
from wallet.base.errors import WalletError
from wallet.flows.depths import UNREAD, anew_words

A = TypeVar("A")


class AnsweredPage(Page, Generic[A]):
    """A page over one answer of the books.

    Subclasses add what they show to `body`, and say what to `ask` and how to `show_answer`.
    `is_empty` decides between the body and `empty`. A failure keeps what is shown, and says so.
    """

    def __init__(self, context: Context, title: str, line: str, empty: Placeholder) -> None:
        super().__init__(title, line)
        self.app = context
        self.answer: A | None = None
        self.body = column(gap="xl")
        self._trouble = Note("", "oxide")
        self._trouble.hide()
        self.anew = Note("", "bronze")
        self.anew.hide()
        self.states = StateStack(grouped(self.body), empty, self.refresh)
        self.add(self.anew)
        self.add(self._trouble)
        self.add(self.states, 1)
        self._target: object = None

    @abstractmethod
    def ask(self) -> A:
        """Read the answer; runs in a worker. Raises WalletError."""

    @abstractmethod
    def show_answer(self, answer: A) -> None:
        """Show an answer that is not empty."""

    def is_empty(self, answer: A) -> bool:
        """Whether there is nothing to show yet."""
        return False

    def refresh(self) -> None:
        """Ask again; what is shown stays until the answer is there."""
        self.states.loading()
        self.app.tasks.run(self._ask_books, self._books_answered, self._failed, owner=self)

    def put(self, item: Item, stretch: int = 0) -> None:
        """Add a widget or layout to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        elif item is None:
            self.body.addStretch(1)
        else:
            self.body.addLayout(item, stretch)

    def _ask_books(self) -> tuple[A, str]:
        """The answer, and what is to be said of books that are not complete."""
        session = self.app.session
        anew = session.anew
        said = anew_words(*anew) if anew else (UNREAD if session.unread else "")
        return self.ask(), said

    def _books_answered(self, found: tuple[A, str]) -> None:
        answer, anew = found
        self.anew.say(anew)
        self._answered(answer)

    def _answered(self, answer: A) -> None:
        self.answer = answer
        self._trouble.hide()
        if self.is_empty(answer):
            self.states.show_empty()
            return
        self.show_answer(answer)
        self.states.show_content()

    def _failed(self, error: WalletError) -> None:
        self.states.failing(error)
        if self.answer is not None:
            self._trouble.say(f"This could not be read again, so it may be out of date. {error}")
            self._trouble.show()
