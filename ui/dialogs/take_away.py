"""Take it away: what, of which year, in which form and where to, written into a new file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.printing import printed
from ui.widgets.button import Button
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.file_field import FileField, documents_folder
from ui.widgets.layout import TOP, row
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows import taking
from wallet.flows.as_of import block_of
from wallet.flows.taking import Wanted

ALL_YEARS = "all"
_KINDS = "Files (*.pdf *.xlsx *.csv *.json *.zip)"
SENTENCE = (
    "For your tax software, your accountant, or whoever has to see it. The file holds what the "
    "network shows of you, and your own names for people."
)


class TakeAwayDialog(FieldDialog):
    """A form whose file is made in a worker; then the way to its folder."""

    def __init__(
        self,
        context: Context,
        what: str = taking.STATEMENT,
        parent: QWidget | None = None,
        as_of: str = "",
    ) -> None:
        super().__init__("Take it away", parent, width=560)
        self.app = context
        self.saved: Path | None = None
        self._suggested = ""
        self.said = Text(SENTENCE, "body", "ink2")
        self.add(self.said)
        self.what = ChoiceField("What", tuple(taking.WHATS.items()))
        self.what.set_value(what)
        self.year = ChoiceField("Of which year", ((ALL_YEARS, "All years"),))
        self.as_of = TextField("As it was on", placeholder="now, or a day, or a block", longest=40)
        self.as_of.set_value(as_of)
        self.form = ChoiceField("As", ())
        self.file = FileField("Where to", "new", _KINDS)
        self.fields = {
            "what": self.what, "year": self.year, "as_of": self.as_of, "form": self.form,
            "file": self.file,
        }  # fmt: skip
        self.add(self.what)
        self._choices = row(gap="l")
        self._choices.addWidget(self.year, 1, TOP)
        self._choices.addWidget(self.as_of, 1, TOP)
        self._choices.addWidget(self.form, 1, TOP)
        self.add(self._choices)
        self.add(self.file)
        self.add(self.trouble)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.folder = self.add_button(Button("Open its folder", self._open_folder))
        self.folder.hide()
        self.go = self.add_button(Button("Save", self.submit, kind="primary"))
        self.go.setEnabled(False)
        for field in self.fields.values():
            field.changed.connect(self.trouble.hide)
        self.what.changed.connect(self._show_forms)
        self.year.changed.connect(self._suggest)
        self.form.changed.connect(self._suggest)
        self._show_forms()
        context.tasks.run(
            context.session.answers.statement_years, self._years, self.fail, owner=self
        )

    def submit(self) -> None:
        """Make the file in a worker, and save it."""
        if not self.go.isEnabled():
            return
        try:
            wanted, path = self._wanted(), self._path()
        except WalletError as error:
            self.fail(error)
            return
        session = self.app.session
        answers, network = session.answers, session.network.name
        as_of = self.as_of.value if wanted.what == taking.CAP_TABLE else ""

        def make() -> Path:
            there = replace(wanted, block=block_of(as_of, answers))
            taking.save(taking.take(answers, network, there, printed), path)
            return path

        self._busy(True)
        self.app.tasks.run(make, self._done, self._refused, owner=self)

    def _wanted(self) -> Wanted:
        year = self.year.value
        wanted = Wanted(
            str(self.what.value), year if isinstance(year, int) else None, str(self.form.value)
        )
        taking.check(wanted)
        return wanted

    def _path(self) -> Path:
        """Where to; a name without an ending gets that of the form. Raises WalletError."""
        path, form = self.file.path(), str(self.form.value)
        if not path.suffix:
            path = path.with_name(f"{path.name}.{form}")
        if path.suffix.lower() != f".{form}":
            raise WalletError(
                f"The file's name ends in {path.suffix[:12]}, and what is in it will be "
                f"{form.upper()}.",
                f"Let it end in .{form}.",
                "take.ending",
                "file",
            )
        return path

    def _years(self, years: tuple[int, ...]) -> None:
        choices: list[tuple[object, str]] = [(year, str(year)) for year in years]
        if choices:
            choices[0] = (years[0], f"{years[0]}, so far")
        self.year.show_choices((*choices, (ALL_YEARS, "All years")))
        if years:
            self.year.set_value(years[0])
        self.go.setEnabled(True)
        self._suggest()

    def _show_forms(self) -> None:
        forms = taking.forms_of(str(self.what.value))
        self.form.show_choices([(form, taking.FORMS[form]) for form in forms])
        cap = self.what.value == taking.CAP_TABLE
        self.year.setVisible(not cap)
        self.as_of.setVisible(cap)
        self.form.set_value(forms[0])  # the likeliest, whatever was chosen for something else
        self._suggest()

    def _suggest(self) -> None:
        """Name a file, until the person has named one."""
        if self.file.value not in ("", self._suggested):
            return
        year = self.year.value
        wanted = Wanted(
            str(self.what.value), year if isinstance(year, int) else None, str(self.form.value)
        )
        self._suggested = str(documents_folder() / taking.file_name(wanted))
        self.file.set_value(self._suggested)

    def _busy(self, busy: bool) -> None:
        self.go.say("Making it" if busy else "Save")
        self.go.setEnabled(not busy)

    def _refused(self, error: WalletError) -> None:
        self._busy(False)
        self.fail(error)

    def _done(self, path: Path) -> None:
        """Leave where it is, the way there, and the way out."""
        self.saved = path
        for field in self.fields.values():
            field.hide()
        self.trouble.hide()
        self.said.say(f"It is saved as {path.name} in {path.parent}. Only you can read it there.")
        self.cancel.hide()
        self.folder.show()
        self._busy(False)
        self.go.say("Close")
        self._turn(self.accept)
        self.fit()

    def _turn(self, then: Callable[[], object]) -> None:
        self.go.clicked.disconnect()
        self.go.clicked.connect(lambda _=False: then())

    def _open_folder(self) -> None:
        if self.saved is None:
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved.parent))):
            self.trouble.say(
                "This system does not open folders from here. It is there all the same."
            )
            self.trouble.show()
            self.fit()
