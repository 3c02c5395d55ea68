"""Showing claims to somebody: their question, one's choice, what they will see, and the code."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from ui.widgets.field import Check
from ui.widgets.layout import Well, column, grouped, row
from ui.widgets.note import Note
from ui.widgets.papers import PaperReader
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.proving import Opened
    from wallet.identity.credential.asking import ClaimsAsked
    from wallet.identity.credential.showing import Shown

LINKING = "chain_salt"
LINK_HINT = (
    "They ask which person of the network you are. Without it they can rely on the rest only if "
    "they know your verifier’s key; with it they learn what you own there."
)


class ShowClaimsDialog(Dialog):
    """Shows claims of one opened credential; nothing leaves before it was seen."""

    def __init__(self, context: Context, opened: "Opened", parent: QWidget | None = None) -> None:
        super().__init__("Show something of yourself", parent, width=720)
        self.app, self.opened = context, opened
        self.asked: ClaimsAsked | None = None
        self.intro = Text(
            "Whoever wants to see something gives you a question: a code on their screen, or a "
            "file. It says who they are and what they would like to see. What you show answers "
            "that question alone, and can be shown to nobody else.",
            "body",
            "ink2",
        )
        self.add(self.intro)
        self.reader = PaperReader(context.tasks, "a question")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.add(self.reader)
        self.whom = Text("", "body")
        self.boxes = {name: Check(f"{label}: {value}") for name, label, value in opened.rows}
        for name, box in self.boxes.items():
            if name == LINKING:
                box.setText("Which person of the network I am")
                box.setAccessibleName("Which person of the network I am")
            box.toggled.connect(self._preview)
        self.sees = Text("They will see", "strong")
        self.facts = Facts()
        self.hidden = Text("", "caption", "ink2")
        self.warning = Note("", "oxide")
        self.remark_note = Text("", "caption", "ink2")
        self.chosen_part = grouped(self._build())
        self.chosen_part.hide()
        self.add(self.chosen_part)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Show this and no more", self.submit, kind="primary"))
        self.go.hide()

    def _build(self) -> QVBoxLayout:
        presets = row(
            Button("Only whether I am over 18", lambda: self.choose(("age_over_18",))),
            Button("Only where I live", lambda: self.choose(("country",))),
            None,
        )
        whole = column(self.whom, presets, gap="m")
        for box in self.boxes.values():
            whole.addWidget(box)
        seen = column(
            self.sees, self.facts, self.hidden, self.warning, self.remark_note, gap="s", pad="l"
        )
        whole.addWidget(Well(seen))
        return whole

    @property
    def chosen(self) -> tuple[str, ...]:
        """The claims that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def take(self, text: str) -> None:
        """Take the question that somebody asks."""
        from wallet.identity.credential.asking import read_claims_asked  # loaded late

        chain = self.app.session.network.chain_id
        try:
            self.asked = read_claims_asked(text, chain)
        except WalletError as error:
            self.reader.fail(error)
            return
        self.reader.hide()
        self.intro.hide()
        missing = [name for name in self.asked.claims if name not in self.boxes]
        lost = f" {len(missing)} of what they ask for is not in it." if missing else ""
        self.whom.say(f"“{self.asked.audience}” asks. Tick what they may see.{lost}")
        self.chosen_part.show()
        self.go.show()
        # What ties one to all one owns is never ticked by somebody else's wish.
        self.choose(tuple(name for name in self.asked.claims if name != LINKING))

    def choose(self, names: tuple[str, ...]) -> None:
        """Tick these claims and no others."""
        for name, box in self.boxes.items():
            box.setChecked(name in names)
        self._preview()

    def submit(self) -> None:
        """Make the presentation, and hand it over."""
        asked, chosen, opened = self.asked, self.chosen, self.opened
        if asked is None:
            return
        self.go.setEnabled(False)
        proving = self.app.session.proving
        with_key(
            self.app, lambda: proving.show(opened, chosen, asked), self._shown, self.fail, self
        )

    def fail(self, error: WalletError) -> None:
        """Say what is wrong."""
        self.go.setEnabled(bool(self.chosen))
        self.trouble.say(str(error))
        self.fit()

    def _preview(self, _: bool = False) -> None:
        if self.asked is None:
            return
        self.trouble.say("")
        found = self.app.session.proving.preview(self.opened, self.chosen, self.asked)
        self.sees.say(f"“{found.audience}” will see")
        self.facts.show_facts(found.rows)
        self.facts.setVisible(bool(found.rows))
        rest = ", ".join(found.hidden)
        self.hidden.say(f"And not: {rest}." if found.rows else "Nothing yet.")
        linking = LINKING in self.chosen
        self.warning.say(found.warnings[-1] if linking else "")
        wanted = LINKING in self.asked.claims and not linking
        self.remark_note.say(LINK_HINT if wanted else found.warnings[0] if found.rows else "")
        self.go.setEnabled(bool(found.rows))
        self.fit()

    def _shown(self, shown: "Shown") -> None:
        names = ", ".join(name for name, _ in shown.preview.rows)
        whom, parent = shown.preview.audience, self.parentWidget()
        self.accept()
        HandOverDialog(
            "Show them this",
            (
                f"“{whom}” sees of you: {names}. Nothing else is in it.",
                "It counts for 15 minutes, for their question alone.",
            ),
            shown.text,
            parent,
        ).open()

    def done(self, result: int) -> None:
        """Look at nothing any more."""
        self.reader.stop()
        super().done(result)
