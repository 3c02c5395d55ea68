"""Bringing what a verifier handed back: held against the request, kept sealed, then confirmed."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.issue_named import issue_named
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.note import Note
from ui.widgets.papers import PaperReader
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.asked import Asked

JOIN_WORDS = (
    "It is checked before anything is sent: that a verifier of this network signed it, for this "
    "wallet and for a request of yours, and that the credential in it is for you alone."
)
NAME_WORDS = (
    "It is checked before anything is sent: that a verifier of this network signed it, and that it "
    "is about you, and the name that you asked for."
)
LOST_WORDS = (
    "Each verifier hands back an answer of their own. Bring them one after the other; what is here "
    "already is kept."
)


class BringAnswerDialog(Dialog):
    """Reads one answer; `asked` is the request of a lost wallet or about an issuer's name.

    It is None for joining and renewing.
    """

    def __init__(
        self, context: Context, asked: "Asked | None", parent: QWidget | None = None
    ) -> None:
        self.named = asked is not None and asked.kind == "name"
        lost = asked is not None and not self.named
        title = "Bring a verifier’s answer" if lost else "Bring the verifier’s answer"
        super().__init__(title, parent, width=560)
        self.app, self.asked = context, asked
        self.add(
            Text(NAME_WORDS if self.named else LOST_WORDS if lost else JOIN_WORDS, "body", "ink2")
        )
        self.reader = PaperReader(context.tasks, "a verifier’s answer")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.add(self.reader)
        self.good = Note("", "accent")
        self.good.hide()
        self.add(self.good)
        self.close_button = self.add_button(Button("Close", self.reject))

    def take(self, text: str) -> None:
        """Hold an answer against what was asked."""
        self.good.say("")
        proving = self.app.session.proving
        if self.named:
            self.app.tasks.run(
                lambda: proving.take_name(text), self._name_taken, self.fail, owner=self
            )
            return
        if self.asked is not None:
            self.app.tasks.run(
                lambda: proving.take_recovery(text), self._gathered, self.fail, owner=self
            )
            return
        with_key(
            self.app, lambda: proving.act_of(proving.take(text)), self._confirm, self.fail, self
        )

    def fail(self, error: WalletError) -> None:
        """Say what is wrong with it; another can be brought."""
        self.reader.fail(error)

    def _gathered(self, asked: "Asked") -> None:
        from wallet.flows.recovering import needed_by  # loaded with the chain, late

        self.asked, needed = asked, needed_by(asked)
        there = len(asked.answers)
        self.app.house.turned()
        if there < needed:
            self.good.say(f"{there} of {needed} answers are here. Bring the next one.")
            self.fit()
            return
        self._confirm(self.app.session.proving.act_of(asked))

    def _name_taken(self, asked: "Asked") -> None:
        """It is kept; the form that issues with it takes this one's place."""
        parent = self.parentWidget()
        self.accept()
        self.app.house.turned()
        issue_named(self.app, asked, parent, self.app.messages.tell_error)

    def _confirm(self, act: Any) -> None:
        self.app.house.turned()
        self.good.say("The answer fits. It is kept, so that it can be confirmed later as well.")
        self.fit()
        self.app.confirm(act, lambda _: self.accept())

    def done(self, result: int) -> None:
        """Look at nothing any more."""
        self.reader.stop()
        super().done(result)
