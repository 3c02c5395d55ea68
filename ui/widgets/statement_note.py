"""That one cannot raise for want of a yearly statement, and the way to file it."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.layout import row
from ui.widgets.note import Note
from wallet.base.errors import WalletError
from wallet.books.companies import Companies
from wallet.books.statements import missing_words


class StatementNote(QWidget):
    """Hidden where nothing is missing; `refresh` looks again."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.app = context
        self.note = Note("", "bronze")
        self.file = Button("File it", lambda: context.go("companies", ("statement", 0)))
        line = row(self.note, self.file, gap="m")
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def refresh(self) -> None:
        """Look whether a statement is missing."""
        answers = self.app.session.answers
        self.app.tasks.run(answers.companies, self._show, self._unknown, owner=self)

    def _show(self, answer: Companies) -> None:
        words = missing_words(answer.statements, answer.at)
        self.note.say(words)
        self.setVisible(bool(words))

    def _unknown(self, error: WalletError) -> None:
        """The page says itself that the books cannot be read."""
        self.hide()
