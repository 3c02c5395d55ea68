"""Settings: how much of the network is read, and whether what was read holds."""

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import ChoiceField
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.books.checking import AGREES, DIFFERS, Checked
from wallet.books.depth import DEPTHS
from wallet.flows.depths import ANEW, COSTS, NAMES

CHOICES: tuple[tuple[object, str], ...] = tuple((depth, NAMES[depth]) for depth in DEPTHS)


class BooksCard(Card):
    """The depth of the open network, which is turned at once, and a check when it is asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__("What is read of the network")
        self.app = context
        self.deep = ChoiceField("Read", CHOICES)
        self.cost = Text("", "caption", "ink2")
        self.deep.changed.connect(self._say_cost)
        self.turn_to = Button("Read it anew", self._turn)
        self.check = Button("Check against the chain", self._check)
        self.found = Note("", "accent")
        self.wrong = Note("", "oxide")
        self._is = ""
        for part in (self.deep, self.cost, row(self.turn_to, None)):
            self.add(part)
        self.add(
            Text(
                "What the books say of you can be held against proofs of the chain’s storage: the "
                "node cannot make these up, as far as its newest block is the chain’s.",
                "caption",
                "ink2",
            )
        )
        self.add(row(self.check, None))
        for note in (self.found, self.wrong):
            note.hide()
            self.add(note)

    def show_depth(self, depth: str) -> None:
        """Show how deep the books are; what is being chosen stays where that has not changed."""
        if depth != self._is:
            self._is = depth
            self.deep.set_value(depth)
        self._say_cost()

    def _say_cost(self) -> None:
        chosen = str(self.deep.value)
        self.cost.say(COSTS.get(chosen, ""))
        self.turn_to.setVisible(chosen != self._is)

    def _turn(self) -> None:
        self.turn_to.setEnabled(False)
        deepen, depth = self.app.session.deepen, str(self.deep.value)
        self.app.tasks.run(lambda: deepen(depth), self._turned, self._failed, owner=self)

    def _turned(self, _: None) -> None:
        self.turn_to.setEnabled(True)
        self.app.messages.tell(f"The books change. {ANEW}")
        self.app.house.turned()
        self.app.house.follow()

    def _check(self) -> None:
        self.check.setEnabled(False)
        self.found.say("")
        self.wrong.say("")
        self.app.tasks.run(self.app.session.prove, self._checked, self._failed, owner=self)

    def _checked(self, seen: Checked) -> None:
        self.check.setEnabled(True)
        note = self.found if seen.outcome == AGREES else self.wrong
        note.say(" ".join(seen.lines) if seen.outcome != DIFFERS else "\n".join(seen.lines))

    def _failed(self, error: WalletError) -> None:
        self.turn_to.setEnabled(True)
        self.check.setEnabled(True)
        self.app.messages.tell_error(error)
