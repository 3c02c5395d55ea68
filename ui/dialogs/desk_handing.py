"""Handing the shares of the tags' key on to a new circle: as an old desk, a new one, or both."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.desk_steps import DeskSteps
from ui.widgets.button import Button
from ui.widgets.field import Check
from ui.widgets.layout import clear, row
from ui.widgets.papers import PaperCode
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.desk.succession import Handover, Step
from wallet.identity.tags.sharing import DESKS, THRESHOLD

ORDER = (Step.SUCCESSION, Step.CARDS, Step.LETTERS, Step.COMPARE)
NAMES = ("Begin", "New cards", "Three letters", "Compare")


class HandOnDialog(DeskSteps):
    """One step after the other; closed, it goes on where it was."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Hand the shares on to a new circle", NAMES, parent)
        self.said = Text("", "body", "ink2")
        self.lay_out(self.said)
        self.boxes: dict[int, Check] = {}
        self.hand: Handover | None = None
        self.add_button(Button("Close", self.reject))
        self.add_button(self.go)
        self.go.say("All five read the same")
        self.go.hide()
        self.run(lambda: Handover(context.session.desk()), self._opened)

    def take(self, text: str) -> None:
        """Take what another desk handed over."""
        hand = self.hand
        if hand is not None:
            self.app.tasks.run(lambda: hand.bring(text), self._took, self.not_taken, owner=self)

    def _opened(self, hand: Handover) -> None:
        self.hand = hand
        self._show()

    def _show(self) -> None:
        hand = self.hand
        if hand is None:
            return
        self.stop()
        clear(self.place)
        self.boxes = {}
        step = hand.step
        self.steps.show_step(ORDER.index(step))
        self.go.setVisible(step is Step.COMPARE)
        views = {
            Step.SUCCESSION: self._show_begin,
            Step.CARDS: self._show_cards,
            Step.LETTERS: self._show_letters,
            Step.COMPARE: self._show_compare,
        }
        views[step](hand)
        self.fit()

    def _show_begin(self, hand: Handover) -> None:
        self.said.say(
            "Three desks of the old circle hand their shares on to five new ones, some of whom may "
            "be the same. Every tag stays as it is. Old shares still work until their desks "
            "destroy them, as yours does at the end."
        )
        if hand.hands_on:
            stay = Button("Begin, and stay a desk", lambda: self._begin(True), kind="primary")
            leave = Button("Begin, and leave the circle", lambda: self._begin(False))
            self.place.addLayout(row(stay, leave, None))
        self.place.addWidget(Text("Or bring the file of a desk that has begun", "strong"))
        self._bring("the file of an old desk")

    def _begin(self, stay: bool) -> None:
        hand = self.hand
        if hand is not None:
            self.run(lambda: hand.begin(stay), lambda _: self._show())

    def _show_cards(self, hand: Handover) -> None:
        self.said.say(
            f"{len(hand.next.cards)} of {DESKS} cards of the new circle are here. Hand this file "
            "to all who take part, and bring the card of each new desk."
        )
        rows = [Row(one.address, (Cell(one.name),)) for one in hand.next.cards.values()]
        table = Table((Column("New desk", False, True),), "Desks of the new circle")
        table.show_rows(rows)
        table.setVisible(bool(rows))
        self.place.addWidget(table)
        if hand.old is not None:
            self._hand_over(hand.old.to_json(), "a new desk’s card")

    def _show_letters(self, hand: Handover) -> None:
        names = dict(hand.old.circle.members) if hand.old is not None else {}
        have = ", ".join(names[number].name for number in hand.handed)
        self.said.say(
            "Three old desks write a letter each, and all three name the same three. "
            + (f"Here already: {have}." if have else "None is here yet.")
        )
        if hand.hands_on:
            for number, member in names.items():
                self.boxes[number] = Check(member.name)
                self.boxes[number].setChecked(number == self.app.session.desk().circle.desk)
                self.place.addWidget(self.boxes[number])
            self.place.addLayout(row(Button("Write my letter", self._write), None))
        self._bring("a letter of an old desk")

    def _write(self) -> None:
        hand = self.hand
        chosen = tuple(number for number, box in self.boxes.items() if box.isChecked())
        if len(chosen) != THRESHOLD or hand is None:
            self.fail(WalletError("Three desks hand on.", "Tick yours and two others."))
            return
        self.run(lambda: hand.letter(chosen), self._written)

    def _written(self, letter: str) -> None:
        hand = self.hand
        if hand is not None and hand.step is Step.COMPARE:
            self._show()
        self.stop()
        clear(self.place)
        self._hand_over(letter, "a letter of an old desk")
        self.fit()

    def _show_compare(self, hand: Handover) -> None:
        self.said.say(
            "Your new share is made. Read this number to the four others of the new circle. From "
            "then on the new circle is used, and your old share is destroyed here."
        )
        self.place.addWidget(Text(hand.next.fingerprint, "figure"))

    def forward(self) -> None:
        """All five read the same: use the new circle."""
        hand = self.hand
        if hand is not None:
            self.run(hand.finish, lambda _: self._done())

    def _done(self) -> None:
        self.app.messages.tell("The new circle is in use. Every tag stays as it was.")
        self.accept()

    def _hand_over(self, text: str, needed: str) -> None:
        self.code = PaperCode(text)
        self.place.addWidget(self.code)
        self._bring(needed)

    def _bring(self, needed: str) -> None:
        self.place.addWidget(self.read(needed, self.take))

    def _took(self, sentence: str) -> None:
        self.app.messages.tell(sentence)
        self._show()
