"""Answering another desk by letter: bring its request, hand back this desk's answer."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.layout import clear, column, grouped
from ui.widgets.papers import PaperCode, PaperReader
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.desk.desk import NOTED


class LetterDialog(Dialog):
    """Another desk asks for a person's tags. What it asks about cannot be seen, who asks can."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Answer another desk", parent, width=960)
        self.app = context
        self.said = Text(
            "Another desk of your circle asks for a person’s tags. You cannot see whose they are; "
            "you see who asks, and that they say what they checked. Each request is remembered. "
            "Letters about whom to compare with whom are taken here too.",
            "body",
            "ink2",
        )
        self.add(self.said)
        self.reader = PaperReader(context.tasks, "a letter of another desk")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.add(self.reader)
        self._place = column()
        self.add(grouped(self._place))
        self.code: PaperCode | None = None
        self.add_button(Button("Close", self.reject, kind="primary"))

    def take(self, letter: str) -> None:
        """Answer a letter, where it may be answered."""
        desk = self.app.session.desk
        self.app.tasks.run(lambda: desk().answer(letter), self._show, self._refused, owner=self)

    def reject(self) -> None:
        """Stop looking, and close."""
        self.reader.stop()
        if self.code is not None:
            self.code.stop()
        super().reject()

    def _show(self, answer: str) -> None:
        if answer == NOTED:
            self.said.say(
                "It is noted whom to compare with whom. There is nothing to hand back; bring the "
                "next letter, or close."
            )
            self.fit()
            return
        self.said.say("This is your answer. Hand it to the desk that asked.")
        clear(self._place)
        self.code = PaperCode(answer)
        self._place.addWidget(self.code)
        self.reader.hide()
        self.fit()

    def _refused(self, error: WalletError) -> None:
        self.reader.fail(error)
        self.fit()
