"""The terms of an offering as an investor reads them, whatever form they were written in."""

from PySide6.QtWidgets import QWidget

from ui.widgets.details import Details
from ui.widgets.facts import Facts
from ui.widgets.layout import column
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.books.offering_terms import OfferingTerms, lines_of, uses_of


class TermsView(QWidget):
    """Shows terms; where they contradict the offering, that comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.differs = Note("", "oxide")
        self.facts = Facts()
        self.purpose_head = Text("What it is for", "strong")
        self.purpose = Text("", "body")
        self.uses_head = Text("Where the money goes", "strong")
        self.uses = Table(
            [
                Column("What", False, True),
                Column("Part"),
                Column("Of the least"),
                Column("Of the most"),
            ],
            "Where the money goes",
        )
        self.risks_head = Text("What may go wrong", "strong")
        self.risks = Text("", "body")
        self.plain = Details("", "What the issuer wrote", kind="body")
        layout = column(
            self.differs,
            self.facts,
            self.purpose_head,
            self.purpose,
            self.uses_head,
            self.uses,
            self.risks_head,
            self.risks,
            self.plain,
            gap="m",
        )
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.show_text("")

    def show_terms(self, terms: OfferingTerms, differs: tuple[str, ...] = ()) -> None:
        """Show terms that are data."""
        self._turn(True)
        self.differs.say(" ".join(differs))
        self.differs.setVisible(bool(differs))
        self.facts.show_facts(lines_of(terms))
        self.purpose.say(terms.purpose)
        self.risks.say(terms.risks)
        self.uses.show_rows(
            [
                Row(at, (Cell(what), Cell(part), Cell(least), Cell(most)))
                for at, (what, part, least, most) in enumerate(uses_of(terms))
            ]
        )
        self.plain.say("")

    def show_text(self, text: str) -> None:
        """Show terms that are plain text; nothing for none."""
        self._turn(False)
        self.differs.hide()
        self.plain.say(text)

    def _turn(self, data: bool) -> None:
        for widget in (
            self.facts,
            self.purpose_head,
            self.purpose,
            self.uses_head,
            self.uses,
            self.risks_head,
            self.risks,
        ):
            widget.setVisible(data)
