"""The steps of the first launch, each a widget that is filled and handed to the flow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.field import AreaField, ChoiceField, Field, TextField
from ui.widgets.kept_apart import KeptApart
from ui.widgets.layout import LEFT, Rule, Well, column, row
from ui.widgets.note import Note
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text
from wallet.flows.cast import CAST, VERIFIER
from wallet.flows.onboarding import Onboarding, Step
from wallet.keys.hidden import Hidden, hidden
from wallet.keys.passphrase import strength

if TYPE_CHECKING:
    from ui.wizards.first_launch import FirstLaunch

FORWARD = {
    Step.SHOW: "I have written them down",
    Step.CONFIRM: "Continue",
    Step.RESTORE: "Continue",
    Step.PROTECT: "Continue",
    Step.NAME: "Open my wallet",
}
ACROSS = 3  # columns of words


class StepView(QWidget):
    """One step. `fields` by the names that errors use."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.body = column(gap="l")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.body)

    def take(self, flow: Onboarding) -> None:
        """Hand what was typed to the flow. Raises WalletError, with its field."""

    def secret(self) -> str:
        """The name that was typed, where this is the step for it."""
        return ""

    def add_field(self, name: str, field: Field) -> None:
        """Add a field; the first one takes the focus."""
        if not self.fields:
            self.setFocusProxy(field)
        self.fields[name] = field
        self.body.addWidget(field)


class Choose(StepView):
    """New, restored, or one of the story's people."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        self.new = Button("Create a new wallet", launch.make_words, kind="primary")
        self.old = Button("I have words already", launch.have_words)
        self.body.addLayout(row(self.new, self.old, None, gap="s"))
        self.longer = Button(
            "Create one with 24 words", partial(launch.make_words, 24), kind="link"
        )
        self.body.addWidget(self.longer, 0, LEFT)
        self.others = {words: Button(words, lead, kind="link") for words, lead in launch.elsewhere}
        for other in self.others.values():
            self.body.addWidget(other, 0, LEFT)
        self.setFocusProxy(self.new)
        if launch.look is not None:
            self._add_story(launch)

    def _add_story(self, launch: FirstLaunch) -> None:
        self.who = ChoiceField(
            "Or look around as one of the people of this local network",
            [
                *((one.key, f"{one.name} · {one.work}") for one in CAST),
                (VERIFIER, "The verifier · confirms who people are"),
            ],
            "Their keys are published: what they have is worth nothing anywhere else.",
        )
        self.look = Button("Look around", lambda: launch.look_around(str(self.who.value)))
        self.body.addWidget(Rule())
        self.body.addWidget(self.who)
        self.body.addWidget(self.look, 0, LEFT)


class Show(StepView):
    """The words, numbered; they cannot be selected or copied."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        self.apart = KeptApart()
        words = launch.flow.words
        grid = QGridLayout()
        grid.setHorizontalSpacing(space("xl"))
        grid.setVerticalSpacing(space("s"))
        edge = space("l")
        grid.setContentsMargins(edge, edge, edge, edge)
        tall = -(-len(words) // ACROSS)
        for number, word in enumerate(words):
            label = Text(f"{number + 1:2d}  {word}", "mono", wrap=False)
            label.setAccessibleName(f"Word {number + 1}: {word}")
            grid.addWidget(label, number % tall, number // tall)
        self.body.addWidget(Well(grid))
        self.body.addWidget(
            Note("Never type them into a website, a message or a photo. Nobody will ask for them.")
        )
        self.body.addWidget(self.apart)

    def take(self, flow: Onboarding) -> None:
        """Go on to the questions."""
        flow.written_down()


class Confirm(StepView):
    """Three of the words."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        for at, position in enumerate(launch.flow.positions):
            self.add_field(f"word{at}", TextField(f"Word {position}", longest=16))

    def take(self, flow: Onboarding) -> None:
        """Check the answers."""
        fields = [field for field in self.fields.values() if isinstance(field, TextField)]
        flow.confirm(tuple(field.value for field in fields))


class Restore(StepView):
    """Words that were written down before."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        self.words = AreaField("Your words", "With a space between two.", longest=400)
        self.words.input.setUndoRedoEnabled(False)  # which would remember them
        self.extra = SecretField("Extra word, if you chose one (most people did not)")
        self.add_field("words", self.words)
        self.add_field("extra", self.extra)

    def take(self, flow: Onboarding) -> None:
        """Check the words."""
        with self.extra.value as extra, hidden(self.words.value) as words:
            flow.restore(words, extra)
        self.words.set_value("")
        self.extra.wipe()


class Protect(StepView):
    """A passphrase, twice, and for who wants it an extra word."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        self.passphrase = SecretField("Passphrase", "At least 8 letters; several words are best.")
        self.again = SecretField("The same once more")
        self.add_field("passphrase", self.passphrase)
        self.add_field("again", self.again)
        self.extra: SecretField | None = None
        if not launch.flow.restoring:
            self.extra = SecretField(
                "Extra word (most people leave this empty)",
                "With it the words alone open nothing, and whoever forgets it loses the wallet.",
            )
            self.add_field("extra", self.extra)
        self.passphrase.changed.connect(self._judge)

    def take(self, flow: Onboarding) -> None:
        """Check the passphrase."""
        extra = self.extra.value if self.extra is not None else Hidden()
        with self.passphrase.value as first, self.again.value as second, extra:
            flow.protect(first, second, extra)

    def _judge(self) -> None:
        with self.passphrase.value as typed:
            self.passphrase.say(strength(typed).sentence)


class Name(StepView):
    """What the wallet is called."""

    def __init__(self, launch: FirstLaunch) -> None:
        super().__init__()
        self.name = TextField("Name", longest=40)
        self.name.set_value("My wallet")
        self.add_field("name", self.name)
        store = launch.session.wallets
        place = store.place if store is not None else "nowhere yet"
        self.body.addWidget(
            Text(f"It is kept, sealed by your passphrase, in {place}.", "caption", "ink2")
        )

    def secret(self) -> str:
        """The name."""
        return self.name.value


VIEWS: dict[Step, type[Choose | Show | Confirm | Restore | Protect | Name]] = {
    Step.CHOOSE: Choose,
    Step.SHOW: Show,
    Step.CONFIRM: Confirm,
    Step.RESTORE: Restore,
    Step.PROTECT: Protect,
    Step.NAME: Name,
}


def view_of(launch: FirstLaunch, step: Step) -> StepView:
    """The widget of a step."""
    return VIEWS[step](launch)
