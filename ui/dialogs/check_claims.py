"""Checking what somebody shows: one's question to them, what they show, and what of it counts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from ui.widgets.field import Check, TextField
from ui.widgets.layout import column, grouped, row
from ui.widgets.note import Note
from ui.widgets.papers import PaperCode, PaperReader
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.checking_shown import Seen
    from wallet.identity.credential.asking import ClaimsAsked

FIRST = ("age_over_18",)
WIDTH = 860


class CheckClaimsDialog(Dialog):
    """First the question, then the answer to it. A question is used once."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        from wallet.identity.credential.claims import WORDS  # loaded late: it reads credentials

        super().__init__("Check what somebody shows", parent, width=WIDTH)
        self.app = context
        self.asked: ClaimsAsked | None = None
        self.code: PaperCode | None = None
        self.name = TextField(
            "Who you are, and what it is for",
            "They see this before they show anything.",
            placeholder="Harbour Bank, opening an account",
            longest=120,
        )
        self.boxes = {name: Check(label) for name, label in WORDS.items()}
        for name, box in self.boxes.items():
            box.setChecked(name in FIRST)
        self.asking = grouped(self._asking_part())
        self.add(self.asking)
        self.answering = grouped(column(gap="m"))
        self.answering.hide()
        self.add(self.answering)
        self.reader = PaperReader(context.tasks, "what somebody shows")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.facts = Facts()
        self.vouched = Note("", "accent")
        self.doubt = Note("", "bronze")
        self.refused = Note("", "oxide")
        self.found = grouped(column(self.refused, self.facts, self.vouched, self.doubt, gap="m"))
        for part in (self.vouched, self.doubt, self.refused):
            part.hide()
        self.found.hide()
        self.add(self.found)
        self.add_button(Button("Close", self.reject))
        self.go = self.add_button(Button("Make the question", self.submit, kind="primary"))

    def _asking_part(self) -> QVBoxLayout:
        left, right = column(gap="s"), column(gap="s")
        for number, box in enumerate(self.boxes.values()):
            (left if number % 2 == 0 else right).addWidget(box)
        sides = row(gap="xl")
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        return column(
            self.name,
            Text("What you would like to see. Ask for no more than you need.", "body", "ink2"),
            sides,
            Text(
                "Which person of the network they are lets the network itself vouch for the rest; "
                "you then see what they own there. Once it has vouched for a verifier, you rely on "
                "that verifier without it.",
                "caption",
                "ink2",
            ),
            gap="m",
        )

    def submit(self) -> None:
        """Make a question, and show it as a code."""
        from wallet.identity.credential.asking import ask_for_claims  # loaded late

        chosen = tuple(name for name, box in self.boxes.items() if box.isChecked())
        try:
            asked = ask_for_claims(self.app.session.network.chain_id, self.name.value, chosen)
        except WalletError as error:
            self._wrong(error)
            return
        self.refused.say("")
        self.asked = asked
        self.code = PaperCode(asked.to_json())
        part = self.answering.layout()
        if isinstance(part, QVBoxLayout):
            part.addWidget(Text("First, let them read your question", "strong"))
            part.addWidget(self.code)
            part.addWidget(Text("Then read what they show", "strong"))
            part.addWidget(self.reader)
        self.asking.hide()
        self.answering.show()
        self.go.hide()
        self.fit()

    def take(self, text: str) -> None:
        """Check what was brought."""
        asked = self.asked
        if asked is None:
            return
        for part in (self.vouched, self.doubt, self.refused):
            part.say("")
        self.facts.hide()
        check = self.app.session.proving.check
        self.app.tasks.run(lambda: check(text, asked), self._seen, self._wrong, owner=self)

    def _seen(self, seen: "Seen") -> None:
        if self.code is not None:
            self.code.stop()
        self.answering.hide()
        self.facts.show_facts(seen.rows)
        self.facts.show()
        self.vouched.say(vouched_words(seen))
        self.doubt.say(" ".join(seen.notes))
        self.found.show()
        self.fit()

    def _wrong(self, error: WalletError) -> None:
        if error.field == "name":
            self.name.fail(error)
            self.name.setFocus()
        else:
            before = "" if self.asked is None else "Do not rely on it. "
            self.refused.say(f"{before}{error}")
            self.found.show()
        self.fit()

    def done(self, result: int) -> None:
        """Show and look at nothing any more."""
        self.reader.stop()
        if self.code is not None:
            self.code.stop()
        super().done(result)


def vouched_words(seen: "Seen") -> str:
    """Who vouches for what was shown, and how it is known."""
    until = date_of(seen.expires_at)
    if seen.person is not None:
        return (
            f"It is {seen.person.name} of this network, whom {seen.verifier.name} confirmed. The "
            f"network has this very credential on record. It holds until {until}."
        )
    return (
        f"{seen.verifier.name} confirmed it; their signature is known from before. Whoever showed "
        f"it holds its key. It holds until {until}."
    )
