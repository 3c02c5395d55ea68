"""A document as it is typed on a local network, where nobody has one at hand to be read."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from ui.widgets.field import ChoiceField, Field, ParsedField, TextField
from ui.widgets.layout import TOP, column, grouped, row
from ui.widgets.text import Text
from wallet.base.countries import countries
from wallet.base.dates import parse_day
from wallet.flows.papers import IdentityPaper

CLASSES: tuple[tuple[object, str], ...] = (
    (0, "Private investor"),
    (1, "Accredited investor"),
    (2, "Qualified investor"),
)
_CHOOSE: tuple[tuple[object, str], ...] = ((0, "Choose one"),)


class DocumentFields:
    """The fields, by the names that errors give them; `widget` holds them all."""

    def __init__(self, classes: bool = True) -> None:
        """`classes` asks for the kind of investor too."""
        self.name = TextField("Your name, as on the document", longest=64)
        self.document = TextField("Number of the document", longest=40, placeholder="X4711082")
        self.born = ParsedField("Day of birth", parse_day, placeholder="31 December 1990")
        self.country = ChoiceField("Country that issued it", [*_CHOOSE, *countries()])
        self.lives = ChoiceField("Country you live in", [(0, "The same"), *countries()])
        self.investor = ChoiceField(
            "Kind of investor", CLASSES, "Most people are private investors."
        )
        self.by_name: dict[str, Field] = {
            "name": self.name,
            "document": self.document,
            "born": self.born,
            "country": self.country,
        }
        lines = [
            _line(self.name, self.document),
            _line(self.born, self.country),
            _line(self.lives, *((self.investor,) if classes else ())),
        ]
        note = Text(
            "On this network you type what a document says; on a real one the verifier reads it. "
            "Nothing of it is kept.",
            "caption",
            "ink2",
        )
        self.widget = grouped(column(*lines, note, gap="m"))

    def read(self) -> IdentityPaper:
        """The document. Raises WalletError beside a field."""
        born = date.fromordinal(self.born.read())
        paper = IdentityPaper(
            self.name.value,
            self.document.value,
            int(str(self.country.value or 0)),
            int(str(self.investor.value or 0)),
            born.isoformat(),
            int(str(self.lives.value or 0)),
        )
        paper.check()
        return paper


def _line(*fields: Field) -> QHBoxLayout:
    line = row(gap="l")
    for field in fields:
        line.addWidget(field, 1, TOP)
    return line
