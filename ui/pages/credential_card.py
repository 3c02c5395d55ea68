"""One's credential: its claims, hidden until they are to be seen, and showing some of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.show_claims import ShowClaimsDialog
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.proving import Opened, Overview

INTRO = (
    "What a verifier confirmed of you is kept here, sealed, and nowhere on the network. You can "
    "show one thing of it and keep the rest: whether you are over 18, or where you live."
)
BEFORE = (
    "Once a verifier has confirmed you, what they confirmed is kept here, sealed. You can then "
    "show one thing of it and keep the rest: whether you are over 18, or where you live."
)
NONE = (
    "Your credential is not on this computer. It is where you joined, or in a backup of its "
    "documents; or renew with a verifier and take the new one home."
)


class CredentialCard(Card):
    """The claims of the credential that counts. What was uncovered is covered again on leaving."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Your credential", gap="m", parent=parent)
        self.app = context
        self._overview: Overview | None = None
        self._opened: Opened | None = None
        self.said = Text(INTRO, "body", "ink2")
        self.add(self.said)
        self.facts = Facts()
        self.facts.hide()
        self.add(self.facts)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.uncover = Button("Look at it", self.turn)
        self.show_some = Button("Show to somebody", self._show)
        self.add(row(self.uncover, self.show_some, None))

    def say(self, overview: "Overview") -> None:
        """Show what there is."""
        before, self._overview = self._overview, overview
        kept = overview.current
        if before is None or before.current != kept:
            self.cover()
        for button in (self.uncover, self.show_some):
            button.setVisible(kept is not None)
        until = f" It holds until {date_of(kept.expires_at)}." if kept is not None else ""
        joined = overview.identity.person is not None
        self.said.say(INTRO + until if kept is not None else NONE if joined else BEFORE)

    def turn(self) -> None:
        """Uncover the claims, or cover them again."""
        if self._opened is not None:
            self.cover()
            return
        self._open(self._uncover)

    def cover(self) -> None:
        """Show none of it."""
        self._opened = None
        self.facts.hide()
        self.facts.show_facts([])
        self.uncover.say("Look at it")

    def _uncover(self, opened: "Opened") -> None:
        self._opened = opened
        self.facts.show_facts([(label, words) for _, label, words in opened.rows])
        self.facts.show()
        self.uncover.say("Cover it")

    def _show(self) -> None:
        self._open(lambda opened: ShowClaimsDialog(self.app, opened, self.window()).open())

    def _open(self, then: "Callable[[Opened], object]") -> None:
        kept = self._overview.current if self._overview is not None else None
        if kept is None:
            return
        self.trouble.say("")
        proving = self.app.session.proving
        with_key(self.app, lambda: proving.open(kept), then, self._failed, self)

    def _failed(self, error: WalletError) -> None:
        self.trouble.say(str(error))
