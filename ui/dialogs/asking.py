"""What asking verifiers has in common: sign a request, then hand it over, or be answered at once.

On a local network the verifiers are on this machine, and are shown a document that is typed.
"""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.document_fields import DocumentFields
from ui.dialogs.with_key import sign_request
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.note import Note
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from ui.dialogs.with_key import Request
    from wallet.books.verifiers import Verifier
    from wallet.flows.asked import Asked
    from wallet.flows.papers import IdentityPaper


class AskingDialog(Dialog):
    """Subclasses add their fields, then call `finish` with the words of the main button."""

    def __init__(
        self, context: Context, title: str, parent: QWidget | None, classes: bool, width: int = 640
    ) -> None:
        super().__init__(title, parent, width)
        self.app = context
        self.local = context.session.network.local
        self.document = DocumentFields(classes)
        self.document.widget.setVisible(self.local)
        self.trouble = Note("", "oxide")
        self.trouble.hide()

    def finish(self, at_desk: str) -> None:
        """Add the document where it is typed, what is wrong, and the buttons."""
        self.add(self.document.widget)
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        words = at_desk if self.local else "Make the request"
        self.go = self.add_button(Button(words, self.submit, kind="primary"))

    @abstractmethod
    def beginning(self) -> "Callable[[], Request]":
        """What makes the request, in a worker and with the key, from what is chosen now."""

    @abstractmethod
    def why(self) -> str:
        """The path on which it is asked."""

    @abstractmethod
    def answered(self, asked: "Asked", paper: "IdentityPaper") -> object:
        """What the desks of a local network answer: the act to confirm. Raises WalletError."""

    @abstractmethod
    def show_request(self, asked: "Asked", parent: QWidget | None) -> None:
        """Show the request for a verifier elsewhere to take."""

    def submit(self) -> None:
        """Sign the request; then hand it over, or have it answered."""
        self.clear()
        paper = None
        if self.local:
            try:
                paper = self.document.read()
            except WalletError as error:
                self.fail(error)
                return
        self.go.setEnabled(False)

        def made(asked: "Asked") -> None:
            if paper is None:
                self._hand_over(asked)
            else:
                self._show_document(asked, paper)

        sign_request(self.app, self.beginning(), self.why(), made, self.fail, self)

    def fail(self, error: WalletError) -> None:
        """Show what is wrong beside its field, or at the foot."""
        self.go.setEnabled(True)
        field = self.document.by_name.get(error.field or "")
        if field is not None:
            field.fail(error)
            field.setFocus()
        elif not any(one.said == str(error) for one in self.document.by_name.values()):
            self.trouble.say(str(error))
        self.fit()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.trouble.say("")
        self.fit()

    def _show_document(self, asked: "Asked", paper: "IdentityPaper") -> None:
        """What takes hours and roads elsewhere; a request that was refused is thrown away."""
        session = self.app.session

        def work() -> object:
            try:
                return self.answered(asked, paper)
            except WalletError:
                session.proving.forget(asked)
                raise

        self.ask_desk(work)

    def ask_desk(self, work: Callable[[], object]) -> None:
        """Run what the desks do."""
        self.app.tasks.run(work, self._confirm, self.fail, owner=self)

    def _confirm(self, act: object) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self.accept())

    def _hand_over(self, asked: "Asked") -> None:
        parent = self.parentWidget()
        self.accept()
        self.app.house.turned()  # it is listed from now on
        self.show_request(asked, parent)


def verifier_words(one: "Verifier") -> str:
    """What to call a verifier where one is chosen."""
    short = f"{one.account[:6]}…{one.account[-4:]}"
    people = "person" if one.confirmed == 1 else "people"
    told = f"confirmed {one.confirmed:,} {people}" if one.confirmed else "confirmed nobody yet"
    return f"{one.name} ({short}), {told}"
