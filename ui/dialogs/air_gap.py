"""Signing on another machine: show it what is asked, and read the signature that it shows back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.tasks import Tasks
from ui.widgets.button import Button
from ui.widgets.code_reader import CodeReader
from ui.widgets.dialog import Dialog
from ui.widgets.field import ChoiceField
from ui.widgets.layout import Rule
from ui.widgets.moving_code import MovingCode
from ui.widgets.note import Note
from ui.widgets.text import Span, Text
from wallet.base.errors import WalletError
from wallet.flows.airgap import Asking

WIDTH = 960
OWN, OTHER = "own", "other"
KINDS: tuple[tuple[object, str], ...] = (
    (OWN, "Symbolon, without a network"),
    (OTHER, "Another wallet or a device that shows codes"),
)


class AirGapDialog(Dialog):
    """One request on its way to the machine that has the key. `signed(Signer)` when it is back.

    `asking(for_others)` begins the dialogue: with this wallet's own offline side, or with another.
    `what` says in a sentence what is to be signed. Closed, it can be opened again another day;
    `given_up` is when it is not to be signed at all.
    """

    signed = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        tasks: Tasks,
        asking: Callable[[bool], Asking],
        parent: QWidget | None = None,
        what: Sequence[Span] = (),
    ) -> None:
        super().__init__("Sign on your other machine", parent, width=WIDTH)
        self._begin_asking = asking
        self._asking = asking(False)
        self.kind = ChoiceField("The other machine runs", KINDS)
        self.kind.changed.connect(self.begin)
        self.round = Note("", "bronze")
        self.code = MovingCode(lambda fragment: self._asking.sender(fragment), wide=True)
        self.reader = CodeReader(tasks)
        self.reader.seen.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.what = Text(tuple(what), "body")
        self.what.setVisible(bool(what))
        self.add(self.what)
        self.add(Text("First, show it what you want to sign", "strong"))
        self.code.add_beside(self.round, first=True)
        self.code.add_beside(self.kind, first=True)
        for beside in (
            Rule(),
            Text("Then read the signature that it shows", "strong"),
            self.reader,
        ):
            self.code.add_beside(beside)
        self.add(self.code)
        self.leave = self.add_button(Button("Give it up", self._give_up, kind="danger"))
        self.add_button(Button("Not now", self.reject))
        self.remark.say("Not now: it keeps its place, and you can finish it under Activity.")
        self._say_round()

    def begin(self) -> None:
        """Begin anew, for the kind of machine that is chosen."""
        self._asking = self._begin_asking(self.kind.value == OTHER)
        self.reader.say("")
        self.reader.bar.hide()
        self.code.begin()
        self._say_round()

    def take(self, text: str) -> None:
        """Take what was read from a code."""
        before = self._asking.round
        try:
            self._asking.take(text)
        except WalletError as error:
            self.reader.fail(error)
            return
        if self._asking.done:
            self.reader.stop()
            self.code.stop()
            self.signed.emit(self._asking.signer())
            self.accept()
            return
        if self._asking.round != before:
            self.code.begin()
            self.reader.bar.hide()
            self.reader.say("")
            self._say_round()
            return
        self.reader.show_progress(self._asking.progress)

    def _give_up(self) -> None:
        self.code.stop()
        self.reader.stop()
        self.accept()  # first: what hears of it belongs to what is beneath
        self.given_up.emit()

    def reject(self) -> None:
        """Stop showing and looking, and close."""
        self.code.stop()
        self.reader.stop()
        super().reject()

    def _say_round(self) -> None:
        rounds = self._asking.rounds
        self.round.say(
            f"It signs twice: first the permission to take the dollars, then the rest. This is "
            f"step {self._asking.round} of {rounds}."
            if rounds > 1
            else ""
        )
        self.fit()
