"""The pattern of a page: ask in a worker, show the answer, keep it while asking again."""

import time
from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from ui.context import Context
from ui.widgets.layout import Item, column, grouped
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.states import Placeholder, StateStack
from wallet.base.errors import WalletError
from wallet.flows.depths import TOO_LOW, UNREAD, anew_words

A = TypeVar("A")
_GREYED = 0.55
_WHEN_COMPLETE = "Figures are shown when they are complete."
_LOOK_AGAIN = 2_000  # milliseconds until a page looks how far the books have come


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
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LOOK_AGAIN)
        self._later.timeout.connect(self._look_again)
        self._as_it_is = False
        self._seen, self._whose = time.localtime(), ""

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

    def _ask_books(self) -> tuple[tuple[A] | None, str]:
        """The answer if there is one, and what is to be said of books that are not complete.

        While they are read anew what they have is no answer, unless somebody wants to see it: a
        figure that is not known yet must not look like one that is zero. It comes in a tuple, since
        an answer may itself be None, as of a token that was not issued.
        """
        session = self.app.session
        answer = self.ask()
        anew = session.anew  # now, since it can have begun while the answer was read
        if anew is None:
            self._as_it_is = False
            return (answer,), UNREAD if session.unread else ""
        words = anew_words(*anew)
        return ((answer,), f"{words} {TOO_LOW}") if self._as_it_is else (None, words)

    def _books_answered(self, found: tuple[tuple[A] | None, str]) -> None:
        answered, anew = found
        if answered is None:
            self._wait_for_books(anew)
            return
        self._later.stop()
        self._grey(False)
        self.anew.say(anew)
        self._seen, self._whose = time.localtime(), self.app.session.account
        self._answered(answered[0])

    def _wait_for_books(self, anew: str) -> None:
        """Keep what was shown last, greyed and with its age; else say what is being done."""
        self._later.start()
        if self.answer is None or self._whose != self.app.session.account:
            self._grey(False)
            self.anew.say("")
            self.states.waiting_for(anew, _WHEN_COMPLETE, self._show_as_it_is)
            return
        since = time.strftime("%H:%M", self._seen)
        self.anew.say(f"{anew} What is shown below is from {since}.")
        self._grey(True)

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_as_it_is(self) -> None:
        self._as_it_is = True
        self.refresh()

    def _grey(self, grey: bool) -> None:
        effect = QGraphicsOpacityEffect(self.states) if grey else None
        if effect is not None:
            effect.setOpacity(_GREYED)
        self.states.setGraphicsEffect(effect)  # type: ignore[arg-type] # None takes it away

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
