"""Setting up the circle of five desks, or looking at it: cards, the key, comparing it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.desk_steps import DeskSteps
from ui.widgets.button import Button
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.papers import PaperCode
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.desk.circle import Stage

ORDER = (Stage.CARD, Stage.CARDS, Stage.DEALING, Stage.COMPARE)
NAMES = ("Your card", "Their cards", "The key", "Compare")


class CircleDialog(DeskSteps):
    """One step after the other; closed, it goes on where it was."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "The circle of five desks", NAMES, parent)
        self.said = Text("", "body", "ink2")
        self.lay_out(self.said)
        self.name = TextField("Name of your desk", "How other verifiers know you.")
        self._notes = column()
        self.over = self.add_button(Button("Start over", self._start_over, kind="danger"))
        self.add_button(Button("Close", self.reject))
        self.add_button(self.go)
        self.run(lambda: context.session.desk().circle.stage, self._show_stage)

    def take(self, text: str) -> None:
        """Take a card or a dealing that another desk handed over."""
        circle = self._circle
        self.app.tasks.run(lambda: circle.bring(text), self._took, self.not_taken, owner=self)

    @property
    def _circle(self) -> Any:
        return self.app.session.desk().circle

    def _show_stage(self, stage: Stage) -> None:
        self.stop()
        clear(self.place)
        self.stage = stage
        done = stage is Stage.READY
        self.steps.show_step(len(NAMES) if done else ORDER.index(stage))
        self.over.setVisible(stage in ORDER[1:])
        self.go.hide()
        views = {
            Stage.CARD: self._show_card,
            Stage.CARDS: self._show_cards,
            Stage.DEALING: self._show_dealing,
            Stage.COMPARE: self._show_compare,
            Stage.READY: self._show_ready,
        }
        views[stage]()
        self.fit()

    def _show_card(self) -> None:
        self.said.say(
            "A card says who keeps this desk and by which key its letters are known. You sign it "
            "with your verifier’s wallet; it says nothing that is secret."
        )
        self.place.addWidget(self.name)
        self._offer("Sign my card")
        self.name.setFocus()

    def _show_cards(self) -> None:
        count = len(self._circle.cards)
        self.said.say(
            f"{count} of 5 cards are here. Hand yours to the four others, and bring theirs."
        )
        self.place.addWidget(self._table())
        if self.app.session.network.local:
            near = Button("Meet the four desks of this local network", self._meet)
            self.place.addLayout(row(near, None))
        self._hand_and_read(self._circle.all_cards, "a desk’s card")

    def _show_dealing(self) -> None:
        self.said.say(
            "Each of the five desks deals a part of the key to each other, sealed, so that none "
            "ever has all of it. Hand this letter to the four others, and bring theirs."
        )
        self.place.addWidget(self._table())
        self.run(self._circle.own_dealing, self._show_dealt)

    def _show_dealt(self, letter: str) -> None:
        if self._circle.stage is not Stage.DEALING:
            self._show_stage(self._circle.stage)
            return
        self._hand_and_read(letter, "what a desk dealt")
        self.fit()

    def _show_compare(self) -> None:
        self.said.say(
            "The key is made, and nobody has it whole. Read this number to the four others, by "
            "telephone or face to face. If it differs anywhere, somebody dealt falsely: then do "
            "not use it, and start over."
        )
        self.place.addWidget(Text(self._circle.fingerprint, "figure"))
        self._offer("All five read the same")

    def _show_ready(self) -> None:
        self.said.say(
            "Any three of these desks compute a person’s tags together. Keep a backup of this "
            "computer: three lost shares lose the key. When a desk leaves or is lost, three of the "
            "others hand their shares on to five new ones; the tags stay the same."
        )
        self.place.addWidget(self._table())
        self.place.addWidget(Text("Bring the new card of a desk that moved", "strong"))
        self.place.addWidget(self.read("a desk’s card", self.take))
        tell = Button("Tell the others whom to compare", self._tell)
        self.place.addLayout(row(tell, None))
        self.place.addWidget(Text(f"Number of the key: {self._circle.fingerprint}", "caption"))

    def _table(self) -> Table:
        circle = self._circle
        table = Table((Column("Desk", False, True), Column("State", False)), "Desks")
        found = circle.circle
        numbers = {}
        if found is not None:
            numbers = {one.address.lower(): number for number, one in found.members.items()}
        rows = []
        for address, card in sorted(circle.cards.items()):
            number = numbers.get(address, 0)
            state = "Card is here" if not number else "Waiting for its part"
            if number in circle.dealt:
                state = "Its part fits"
            mine = " (you)" if address == circle.own_address else ""
            rows.append(Row(address, (Cell(card.name + mine), Cell(state))))
        table.show_rows(rows)
        return table

    def _hand_and_read(self, text: str, needed: str) -> None:
        self.code = PaperCode(text)
        self.code.add_beside(Text("Then bring theirs", "strong"))
        self.code.add_beside(self.read(needed, self.take))
        self.place.addWidget(self.code)

    def forward(self) -> None:
        """Sign the card, or use the key."""
        if self.stage is Stage.CARD:
            self._sign_card()
        elif self.stage is Stage.COMPARE:
            self.run(self._circle.compared, lambda _: self._show_stage(self._circle.stage))

    def _sign_card(self) -> None:
        session, name = self.app.session, self.name.value
        desk = session.desk()

        def made() -> Any:
            return desk.circle.new_card(name, desk.settings.public_line, "", desk.views.now())

        def sign(card: Any) -> None:
            self.app.confirm(
                card.message,
                lambda signature: self.run(
                    lambda: desk.circle.keep_card(card, signature),
                    lambda _: self._show_stage(desk.circle.stage),
                ),
            )

        self.run(made, sign)

    def _meet(self) -> None:
        desk = self.app.session.desk()
        near = desk.near
        if near is not None:
            self.run(lambda: near.meet(desk), lambda _: self._show_stage(desk.circle.stage))

    def _tell(self) -> None:
        """Tell the others of weak tags, at their addresses and else by letter."""
        self.run(self.app.session.desk().tell_notes, self._told)

    def _told(self, missed: tuple[str, ...]) -> None:
        letters = self.app.session.desk().notes()
        if not letters:
            self.app.messages.tell("Nobody was noted yet, so there is nothing to tell.")
        elif not missed:
            self.app.messages.tell("All four others know now whom to compare with whom.")
        else:
            self.said.say(f"Not reached: {', '.join(missed)}. Hand them this letter.")
            self.stop()
            clear(self.place)
            count = len(letters)
            parts = [(one, f"{one + 1} of {count}") for one in range(count)]
            which = ChoiceField("Which letter", parts)
            which.setVisible(len(letters) > 1)
            which.changed.connect(lambda: self._show_note(letters[int(str(which.value))]))
            self.place.addWidget(which)
            self._notes = column()
            self.place.addWidget(grouped(self._notes))
            self._show_note(letters[0])

    def _show_note(self, letter: str) -> None:
        self.stop()
        clear(self._notes)
        self.code = PaperCode(letter)
        self._notes.addWidget(self.code)
        self.fit()

    def _start_over(self) -> None:
        self.run(self._circle.start_over, lambda _: self._show_stage(self._circle.stage))

    def _took(self, sentence: str) -> None:
        self.app.messages.tell(sentence)
        self._show_stage(self._circle.stage)

    def _offer(self, words: str) -> None:
        self.go.say(words)
        self.go.show()

    def fail(self, error: WalletError) -> None:
        """Say what went wrong, beside the name where it is that."""
        if error.field != "name":
            super().fail(error)
            return
        self.go.setEnabled(True)
        self.name.fail(error)
        self.name.setFocus()
        self.fit()
