"""Asking a verifier elsewhere to confirm the name under which one issues."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.asking import verifier_words
from ui.dialogs.bring_answer import BringAnswerDialog
from ui.dialogs.fielded import FieldDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.issue_named import MOST_TERMS, TERMS, issue_named, wished_name
from ui.dialogs.with_key import sign_request
from ui.widgets.button import Button
from ui.widgets.field import AreaField, ChoiceField, TextField
from ui.widgets.layout import grouped, row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import when
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.asked import Asked
    from wallet.flows.proving import Overview

NOBODY = (
    "No verifier serves on this network at the moment, so nobody’s name can be confirmed. The "
    "authority appoints them; come back when it has."
)


class AskNameDialog(FieldDialog):
    """Asks for the verifier, the name and the terms; the terms are kept until the answer is here.

    `waiting` is a request of that kind that was not answered yet.
    """

    def __init__(
        self,
        context: Context,
        overview: "Overview",
        waiting: "Asked | None",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Issue your token", parent)
        self.app, self.waiting = context, waiting
        self.add(
            Text(
                "This makes 10,000,000 shares of you, once and for ever, under your name. A "
                "verifier confirms the name first: they look at the document you joined with, "
                "and sign that you are called so. The document stays with them.",
                "body",
                "ink2",
            )
        )
        self.waits = Note("", "accent")
        self.bring = Button("Bring the answer", self._bring)
        self.bring_line = grouped(row(self.bring, None))
        self.add(self.waits)
        self.add(self.bring_line)
        self._say_waiting(overview)
        serving = [one for one in overview.verifiers if one.serves]
        self.verifier = ChoiceField("Verifier", [(o.account, verifier_words(o)) for o in serving])
        self.name = TextField("Your name, as on the document", longest=64)
        if waiting is not None:
            self.name.set_value(wished_name(waiting))
            self.verifier.set_value(waiting.verifiers[0])
        self.terms = AreaField("What you promise to your holders", longest=MOST_TERMS)
        self.terms.set_value(context.session.proving.terms or TERMS)
        self.fields = {"verifiers": self.verifier, "name": self.name, "terms": self.terms}
        for field in self.fields.values():
            self.add(field)
        self.add(self.trouble)
        cancel = self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Make the request", self.submit, kind="primary"))
        self.tab_through(cancel, self.go)
        if not serving or overview.identity.person is None:
            for field in self.fields.values():
                field.hide()
            self.go.hide()
            self.trouble.say(NOBODY)
            self.trouble.show()
        if overview.identity.person is None:
            self.trouble.say(
                "Only people whose identity was confirmed issue a token. Have yours confirmed "
                "first, on the page Identity."
            )

    def _say_waiting(self, overview: "Overview") -> None:
        one = self.waiting
        self.bring_line.setVisible(one is not None)
        self.waits.setVisible(one is not None)
        if one is None:
            return
        whom = " and ".join(overview.name_of(account) for account in one.verifiers)
        self.waits.say(
            f"You asked {whom} {when(one.made_at, overview.now)}, and the answer is not here yet. "
            "Bring it, or ask anew beneath."
        )

    def submit(self) -> None:
        """Sign the request, then hand it over."""
        self.trouble.hide()
        if self.terms.wrong:  # it is too long, which was said while it was typed
            self.terms.setFocus()
            return
        if not self.terms.value.strip():
            self.fail(
                WalletError(
                    "The terms are empty.",
                    "Write what you promise to whoever holds your shares.",
                    "empty",
                    "terms",
                )
            )
            return
        self.go.setEnabled(False)
        proving, account = self.app.session.proving, str(self.verifier.value or "")
        name, terms = self.name.value, self.terms.value
        sign_request(
            self.app,
            lambda: proving.begin_name(account, name, terms),
            "issue",
            self._hand_over,
            self.fail,
            self,
        )

    def fail(self, error: WalletError) -> None:
        """Say what is wrong beside its field; everything typed stays."""
        self.go.setEnabled(True)
        super().fail(error)

    def _hand_over(self, asked: "Asked") -> None:
        parent = self.parentWidget()
        self.accept()
        self.app.house.turned()  # it is listed from now on
        hand_over_name(asked, parent)

    def _bring(self) -> None:
        parent = self.parentWidget()
        self.reject()
        BringAnswerDialog(self.app, self.waiting, parent).open()


def hand_over_name(asked: "Asked", parent: QWidget | None) -> None:
    """Show a request about a name for the verifier to take."""
    HandOverDialog(
        "Give this to the verifier",
        (
            "Bring the document you joined with. The verifier takes this request from the screen, "
            "or you send them the file.",
            "It says your name, and which person of the network you are: what everybody knows "
            "once you have issued. It counts for 14 days; it is kept under Identity until the "
            "answer is here.",
        ),
        asked.request,
        parent,
    ).open()


def begin_issuing(
    context: Context, parent: QWidget | None, failed: Callable[[WalletError], object]
) -> None:
    """Open what comes next on a network whose verifiers are elsewhere: asking, or issuing."""

    def show(overview: "Overview") -> None:
        asked = [one for one in overview.asked if one.kind == "name"]
        ready = next((one for one in asked if one.answers), None)
        waiting = next((one for one in asked if not one.answers), None)
        if ready is None:
            AskNameDialog(context, overview, waiting, parent).open()
            return

        def anew(error: WalletError) -> None:
            """The answer counts no longer, as where its verifier left: another is asked."""
            dialog = AskNameDialog(context, overview, waiting, parent)
            dialog.name.set_value(wished_name(ready))
            dialog.fail(error)
            dialog.open()

        issue_named(context, ready, parent, anew)

    context.tasks.run(context.session.proving.overview, show, failed, owner=parent)
