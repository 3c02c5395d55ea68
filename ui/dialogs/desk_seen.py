"""What a verifier writes down: the machine-readable zone, the chip, the person, the boxes."""

from datetime import date
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.button import Button
from ui.widgets.field import AreaField, Check, ChoiceField, Field, TextField
from ui.widgets.layout import TOP, Rule, column, grouped, row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.countries import countries
from wallet.base.errors import WalletError
from wallet.flows.desk.case import BOXES, Case, ChipSeen, Seen, boxes_for
from wallet.identity.glance import JOIN, NAME, RECOVERY
from wallet.identity.mrz import problems_of, read_zone, run_out

CLASSES: tuple[tuple[object, str], ...] = (
    (0, "Private investor"),
    (1, "Accredited investor"),
    (2, "Qualified investor"),
)
YEARS: tuple[tuple[object, str], ...] = ((1, "1 year"), (2, "2 years"), (5, "5 years"))
KEEP: tuple[tuple[object, str], ...] = (
    (1, "1 year"),
    (2, "2 years"),
    (5, "5 years"),
    (10, "10 years"),
)
STATES = {
    "genuine": ("Genuine.", "accent"),
    "false": ("False.", "oxide"),
    "unchecked": ("Cannot be checked, which does not mean that it is valid.", "bronze"),
}
TONES: tuple[Literal["accent", "oxide", "bronze"], ...] = ("accent", "oxide", "bronze")
MOST_SHOWN = 4


class SeenForm(QWidget):
    """The form. `chip_wanted(str)` with a path; `changed` whenever something was written."""

    chip_wanted = Signal(str)
    changed = Signal()

    def __init__(self, case: Case, today: date) -> None:
        super().__init__()
        self._today, self._chip, self._kind = today, case.chip, case.kind
        self.zone = AreaField(
            "The lines for machines at the foot of the document",
            "Two lines of 44, or three of 30, or two of 36. A scanner may type them here.",
            longest=256,
            lines=3,
        )
        self.zone.changed.connect(self.tell)
        self.problems = Note("", "oxide")
        self.read = Note("", "accent")
        self.chip = Button("Bring the chip’s files", self._choose_chip)
        self.chip_folder = Button("A folder of them", self._choose_folder)
        self.verdict = {tone: Note("", tone) for tone in TONES}
        self.other = AreaField(
            "Lines of another document that they show",
            "The one that was renewed, or that of another nationality. It may have run out.",
            longest=256,
            lines=3,
        )
        self.national = TextField(
            "Number of the person for life", "If the state gives one and it is on the document."
        )
        self.place = TextField("Place of birth", "As on the document, if it is there.")
        self.given = TextField("Given names", "As a person writes them.")
        self.surname = TextField("Family name", "With its small letters and marks.")
        self.country = ChoiceField(
            "Lives in", ((0, "Choose a country"), *countries()), "Proof is among the boxes below."
        )
        self.investor = ChoiceField("Kind of investor", CLASSES)
        self.years = ChoiceField("Confirmed for", YEARS)
        self.keep = ChoiceField("Keep the evidence for", KEEP, "What your law demands.")
        self.boxes = {name: Check(words) for name, words in BOXES.items()}
        self.fields: dict[str, Field] = {
            "lines": self.zone, "other": self.other, "national": self.national, "place": self.place,
            "given_name": self.given, "family_name": self.surname, "country": self.country,
        }  # fmt: skip
        self._lay_out()
        self._fill(case.seen)
        for box in self.boxes.values():
            box.toggled.connect(lambda _: self.changed.emit())
        self.investor.changed.connect(self._show_boxes)
        self.tell()
        self.show_chip(self._chip)

    def _lay_out(self) -> None:
        pairs: list[tuple[Field, Field]] = [(self.national, self.place), (self.given, self.surname)]
        if self._kind == JOIN:
            pairs += [(self.country, self.investor), (self.years, self.keep)]
        elif self._kind == RECOVERY:
            pairs += [(self.country, self.keep)]
        lines = []
        for one, two in pairs:
            line = row(gap="l")
            line.addWidget(one, 1, TOP)
            line.addWidget(two, 1, TOP)
            lines.append(line)
        if self._kind == NAME:
            line = row(gap="l")
            line.addWidget(self.keep, 1, TOP)
            line.addStretch(1)
            lines.append(line)
        self.setLayout(
            column(
                Text("The document", "strong"),
                self.zone,
                self.problems,
                self.read,
                row(self.chip, self.chip_folder, None),
                *self.verdict.values(),
                self.other,
                *lines,
                Rule(),
                Text("The person in front of you", "strong"),
                grouped(column(*self.boxes.values(), gap="m")),
                gap="l",
            )
        )

    @property
    def seen(self) -> Seen:
        """What is written down now."""
        return Seen(
            zone=self.zone.value,
            other=self.other.value,
            national=self.national.value,
            place=self.place.value,
            given=self.given.value,
            surname=self.surname.value,
            country=int(str(self.country.value)),
            investor_class=int(str(self.investor.value)),
            years=int(str(self.years.value)),
            keep_years=int(str(self.keep.value)),
            boxes=tuple(name for name, box in self.boxes.items() if box.isChecked()),
        )

    def show_chip(self, chip: ChipSeen | None) -> None:
        """Show what the chip's files came to, in one of three honest states."""
        self._chip = chip
        state, tone = STATES.get(chip.outcome, ("", "")) if chip is not None else ("", "")
        for name, note in self.verdict.items():
            note.say(
                " ".join(("The chip:", state, chip.sentence, *chip.notes))
                if chip is not None and name == tone
                else ""
            )
        self._show_boxes()

    def fail_chip(self, error: WalletError) -> None:
        """Say why the chip's files could not even be looked at."""
        for name, note in self.verdict.items():
            note.say(f"The chip: not checked. {error}" if name == "bronze" else "")
        self.changed.emit()

    def tell(self) -> None:
        """Say of the lines what is wrong with each field, or what they say."""
        typed = self.zone.value.strip()
        found = problems_of(typed, self._today) if typed else ()
        more = len(found) - MOST_SHOWN
        said = [one.sentence for one in found[:MOST_SHOWN]]
        if more > 0:
            said.append(f"And {more} more.")
        if found:
            said.append(found[0].next_step)
        self.problems.say("\n".join(said))
        self.read.say("" if found or not typed else self._said(typed))
        self.changed.emit()

    def _said(self, typed: str) -> str:
        zone = read_zone(typed, self._today)
        late = run_out(zone, self._today)
        if late is not None:
            return str(late)
        number = f"number {zone.number}, of {zone.issuer}"
        return (
            f"All check digits fit: {zone.given} {zone.surname}, born {zone.birth}, {number}, "
            f"valid until {zone.expires.isoformat()}."
        )

    def _fill(self, seen: Seen) -> None:
        self.years.set_value(seen.years)
        self.keep.set_value(seen.keep_years)
        if not seen.zone:
            return
        self.zone.set_value(seen.zone)
        self.other.set_value(seen.other)
        for field, words in (
            (self.national, seen.national),
            (self.place, seen.place),
            (self.given, seen.given),
            (self.surname, seen.surname),
        ):
            field.set_value(words)
        self.country.set_value(seen.country)
        self.investor.set_value(seen.investor_class)
        for name in seen.boxes:
            self.boxes[name].setChecked(True)

    def _show_boxes(self) -> None:
        needed = boxes_for(self._chip, int(str(self.investor.value)), self._kind)
        if self._kind == NAME:
            needed = (*needed, "name")  # ticked only where the document says another
        for name, box in self.boxes.items():
            box.setVisible(name in needed)
        self.changed.emit()

    def _choose_chip(self) -> None:
        dialog = QFileDialog(self, "Choose the ZIP file of the chip")
        dialog.setNameFilter("Chip files (*.zip);;All files (*)")
        dialog.fileSelected.connect(self.chip_wanted.emit)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Choose the folder with the chip’s files")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.chip_wanted.emit)
        dialog.open()
