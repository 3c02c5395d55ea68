"""The yearly statement on the page of companies: whether it is time, and those that were filed."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ui.context import Context
from ui.dialogs.state_year import StateYearDialog
from ui.pages.company_rows import statement_row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.table import Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.files import write_new
from wallet.books.companies import Companies
from wallet.flows.yearly import as_paper, filed_text


class StatementsCard(Card):
    """Says until when one can raise without another, offers to file it, and lists the past ones."""

    def __init__(self, context: Context) -> None:
        super().__init__("Yearly statement")
        self.app = context
        self._answer: Companies | None = None
        self.file_it = Button("File it", self._file_now)
        self.add_head(self.file_it)
        self.said = Text("", "body", "ink2")
        self.add(self.said)
        self.table = Table([Column("Filed on", False, True)], "Yearly statements")
        self.table.opened.connect(lambda one: self._read(str(one)))
        self.add(self.table)

    def show_answer(self, answer: Companies) -> None:
        """Show how it stands; nothing for who has no holders and filed none."""
        self._answer, said = answer, answer.statements
        self.setVisible(said.until is not None or bool(said.filed))
        if said.until is None:
            self.said.say("Nobody holds you, or not for long: you need not file one.")
        elif said.missing(answer.at):
            self.said.say(
                "You have had holders for more than a year, and your last statement is older: "
                "without one you cannot raise money."
            )
        else:
            self.said.say(
                f"Until {date_of(said.until, answer.at)} you can raise money without another one. "
                "It says what you sold of companies, or that you sold nothing."
            )
        documents = self.app.session.documents
        self.app.tasks.run(
            lambda: [
                statement_row(one, bool(filed_text(documents, one.statement_hash)))
                for one in said.filed
            ],
            self._show_rows,
            owner=self,
        )

    def file(self, answer: Companies) -> None:
        """Ask whether what is known is all, and file it."""
        session = self.app.session
        name = session.names.name_of(session.person_id)
        StateYearDialog(self.app, answer, name, self.window()).open()

    def _file_now(self) -> None:
        if self._answer is not None:
            self.file(self._answer)

    def _show_rows(self, rows: list[Row]) -> None:
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))

    def _read(self, statement_hash: str) -> None:
        text = filed_text(self.app.session.documents, statement_hash)
        dialog = Dialog("What you stated", self.window(), width=560)
        for line in text.split("\n"):
            dialog.add(Text(line or " ", "body"))
        dialog.add_button(Button("Save it to show it", lambda: self._choose(statement_hash)))
        dialog.add_button(Button("Close", dialog.accept, kind="primary"))
        dialog.open()

    def save_to(self, statement_hash: str, path: Path) -> None:
        """Write a statement, with what it takes to hold it against the network, to a new file."""
        try:
            write_new(path, as_paper(self.app.session.documents, [statement_hash]))
        except WalletError as error:
            self.app.messages.tell_error(error)
        else:
            self.app.messages.tell(f"Saved as {path.name}.")

    def _choose(self, statement_hash: str) -> None:
        start = str(Path.home() / "yearly-statement.json")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save it to show it", start)
        if chosen:
            self.save_to(statement_hash, Path(chosen))
