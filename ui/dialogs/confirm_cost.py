"""Having the cost of a purchase confirmed that the rules do not believe by themselves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.attest import AttestDialog, Papers
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import AreaField
from ui.widgets.files_field import FilesField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.money import dollars, shares
from wallet.books.persons import PersonRef
from wallet.books.portfolio import LotRow
from wallet.flows.attesting import cost_paper, keep_cost
from wallet.flows.sealed_papers import MOST_NOTE, CostPaper

NAMED = 3


class ConfirmCostDialog(Dialog):
    """Asks for what proves the price of one lot, then for attestors. Begin with `begin`."""

    def __init__(
        self,
        context: Context,
        token: PersonRef,
        lot: LotRow,
        attestors: Sequence[PersonRef],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"What your shares of {token.name} cost", parent)
        self.app, self.token, self.lot = context, token, lot
        self.attestors = tuple(one for one in attestors if one.id != token.id)[:NAMED]
        self.add(
            Text(
                f"You bought {shares(lot.units)} on {date_of(lot.acquired)} and paid "
                f"{dollars(lot.paid)} for them, of which {dollars(lot.cost)} counts as cost. If "
                "attestors confirm what you paid, all of it counts when you sell.",
                "body",
                "ink2",
            )
        )
        self.evidence = AreaField(
            "What proves it",
            "Where and from whom you bought them, and how you paid. Only the attestors see it.",
            longest=MOST_NOTE,
            lines=4,
        )
        self.files = FilesField("Files that prove it", "A statement of your bank.", self.fit)
        self.add(self.evidence)
        self.add(self.files)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Continue", self.submit, kind="primary"))

    def begin(self) -> None:
        """Ask, or go on where it was left."""
        documents, lot = self.app.session.documents, self.lot
        kept = cost_paper(documents, self.token.id, lot.serial)
        if kept is not None and (kept.units, kept.cost) == (lot.units, lot.paid):
            self._ask(kept)
            self.deleteLater()
        else:
            self.open()

    def submit(self) -> None:
        """Keep what was written, then ask the attestors."""
        words = self.evidence.value.strip()
        if not words and not self.files.value:
            self.evidence.fail("Say how you paid, or add a file.")
            self.fit()
            return
        session, lot = self.app.session, self.lot
        paper = CostPaper(
            self.token.id, session.person_id, lot.serial, lot.units, lot.paid, words,
            self.files.value,
        )  # fmt: skip
        contents = self.files.contents

        def kept() -> CostPaper:
            if contents:
                files = session.paper_files()
                for one, data in contents:
                    files.keep(one, data)
            keep_cost(session.documents, paper)
            return paper

        if contents:  # they are sealed with the wallet's own secret
            with_key(self.app, kept, self._kept, self._refused, self)
        else:
            self.app.tasks.run(kept, self._kept, self._refused, owner=self)

    def _kept(self, paper: CostPaper) -> None:
        self.accept()
        self._ask(paper)

    def _ask(self, paper: CostPaper) -> None:
        company = f"your shares of {self.token.name}"
        papers = Papers(company, 0, "", self.attestors, cost=paper)
        parent = self.parentWidget()
        AttestDialog(self.app, papers, parent).open()

    def _refused(self, error: WalletError) -> None:
        self.trouble.say(str(error))
        self.fit()
