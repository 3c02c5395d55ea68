"""The yearly statement: filled in from what the wallet knows, read, and filed by its hash."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import AreaField, Check
from ui.widgets.text import Text
from wallet.acts.companies import StateYear
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.books.companies import Companies
from wallet.flows.yearly import MOST_MORE, file_statement, sale_line, statement_now

SENTENCE = (
    "Once a year you state to your holders what you sold of companies, or that you sold nothing. "
    "Only its salted fingerprint goes on record; the text stays here, for you to show."
)


class StateYearDialog(ActForm):
    """Asks whether what is filled in is all; `answer` is what the books know."""

    def __init__(
        self, context: Context, answer: Companies, person: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Your yearly statement", SENTENCE, "Sign and file", parent)
        self.statement = statement_now(answer, person)
        since, until = date_of(self.statement.since), date_of(self.statement.until)
        self.add(Text(f"From {since} to {until}", "strong"))
        for one in self.statement.sales:
            self.add(Text(sale_line(one), "body"))
        if not self.statement.sales:
            self.add(Text("You reported no sale in this time.", "body"))
        self.more = AreaField(
            "Anything else that you sold, if there is something",
            "What is not reported here has to be reported too: under Companies.",
            longest=MOST_MORE,
            lines=3,
        )
        self.whole = Check("This is all that I sold of what my holders have a part in")
        self.whole.toggled.connect(self.tell)
        self.add_fields({"more": self.more})
        self.add(self.whole)
        self.tell()

    def tell(self) -> None:
        """It can be filed once the person says that it is all."""
        super().tell()
        self.go.setEnabled(hasattr(self, "whole") and self.whole.isChecked())

    def compose(self) -> Any:
        """The statement as it now is; it is kept before it is signed."""
        return replace(self.statement, more=self.more.value)

    def submit(self) -> None:
        """Keep the text, then ask for the signature."""
        session, statement = self.app.session, self.compose()
        self.go.setEnabled(False)

        def kept() -> StateYear:
            act = file_statement(session.documents, statement)
            session.check(act)
            return act

        self.app.tasks.run(kept, self._sign, self._refused, owner=self)

    def _refused(self, error: WalletError) -> None:
        super()._refused(error)
        self.go.setEnabled(self.whole.isChecked())
