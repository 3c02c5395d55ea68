"""Who of the five desks has answered, and the ways to ask: at once, or by letter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.papers import PaperCode, PaperReader
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.desk.work import Work


class TagsView(QWidget):
    """Asks for the tags of the person. `complete` once three desks have answered."""

    complete = Signal()
    grown = Signal()

    def __init__(self, context: Context, work: Work) -> None:
        super().__init__()
        self.app, self.work = context, work
        self.said = Text("", "body", "ink2")
        self.table = Table((Column("Desk", False, True), Column("Answer", False)), "Desks asked")
        self.lines = Button("Ask them now", self.ask_lines)
        self.letter = Button("Write a letter", self.write_letter)
        self.bring = Button("Bring an answer", self.bring_answer)
        self._place = column(gap="m")
        self.code: PaperCode | None = None
        self.reader: PaperReader | None = None
        self.setLayout(
            column(
                self.said,
                self.table,
                row(self.lines, self.letter, self.bring, None),
                grouped(self._place),
                gap="l",
            )
        )
        self.show_state()

    def show_state(self) -> None:
        """Show who has answered, who refused and why."""
        case, circle = self.work.case, self.work.desk.circle
        needed = self.work.waits_for
        self.said.say(
            f"{needed} more {'desk has' if needed == 1 else 'desks have'} to answer. They learn "
            "neither who the person is nor what the tags are; they see that you ask, for which "
            "wallet, and that you say you saw the person and the document."
            if needed
            else "Three desks have answered."
        )
        found = circle.circle
        rows = []
        for number, member in found.members.items() if found is not None else ():
            key = str(number)
            mine = number == circle.desk
            if key in case.answers:
                cell = Cell("Answered, and its proof holds", tone="accent")
            elif key in case.refusals:
                cell = Cell("No answer", case.refusals[key], tone="oxide", hint=case.refusals[key])
            else:
                cell = Cell("Not asked yet" if not case.asking else "Waiting")
            rows.append(Row(number, (Cell(f"{member.name} (you)" if mine else member.name), cell)))
        self.table.show_rows(rows)
        for button in (self.lines, self.letter, self.bring):
            button.setVisible(bool(needed))
        self.grown.emit()

    def ask_lines(self) -> None:
        """Ask the others at their addresses."""
        self._busy(True)
        self.app.tasks.run(self.work.ask_lines, lambda _: self._asked(), self._refused, owner=self)

    def write_letter(self) -> None:
        """Show the letter, to be handed to the others."""
        self._busy(True)
        self.app.tasks.run(self.work.ask, self._show_letter, self._refused, owner=self)

    def bring_answer(self) -> None:
        """Read an answer that came back."""
        self._close()
        self.reader = PaperReader(self.app.tasks, "the answer of another desk")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.grown)
        self._place.addWidget(self.reader)
        self.grown.emit()

    def take(self, letter: str) -> None:
        """Take an answer that was brought."""
        self.app.tasks.run(
            lambda: self.work.receive(letter), lambda _: self._asked(), self._not_taken, owner=self
        )

    def stop(self) -> None:
        """Show and look at nothing any more."""
        self._close()

    def _asked(self) -> None:
        self._busy(False)
        self._close()
        self.show_state()
        if not self.work.waits_for:
            self.complete.emit()

    def _show_letter(self, letter: str) -> None:
        self._busy(False)
        self._close()
        self.code = PaperCode(letter)
        self._place.addWidget(self.code)
        self.show_state()

    def _refused(self, error: WalletError) -> None:
        self._busy(False)
        self.show_state()
        self.said.say(str(error))
        self.grown.emit()

    def _not_taken(self, error: WalletError) -> None:
        if self.reader is not None:
            self.reader.fail(error)
        self.grown.emit()

    def _busy(self, busy: bool) -> None:
        for button in (self.lines, self.letter, self.bring):
            button.setEnabled(not busy)

    def _close(self) -> None:
        for one in (self.code, self.reader):
            if one is not None:
                one.stop()
        self.code = self.reader = None
        clear(self._place)
