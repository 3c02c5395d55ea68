"""One's own name for a person: given, changed or taken away, seen by nobody else."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.widgets.button import Button
from ui.widgets.field import TextField
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.books.people import PersonPage

_ALONE = "Only you see it: it is kept on this machine, and stands in the files that you take away."
_PUBLISHED = "They published the name {}, which stays in front; you find them by yours too."


class NamePersonDialog(FieldDialog):
    """A field with the name that one gave; nothing in it takes the name away."""

    def __init__(self, context: Context, one: PersonPage, parent: QWidget | None = None) -> None:
        super().__init__("Your own name for them", parent, width=520)
        self.app, self._person = context, one.row.person.id
        said, called = _ALONE, one.row.person.name
        if called not in (one.my_label, f"Person {self._person}"):
            said = f"{_PUBLISHED.format(called)} {_ALONE}"
        self.add(Text(said, "body", "ink2"))
        hint = "Leave it empty to take the name away." if one.my_label else ""
        self.name = TextField(
            f"Your name for person {self._person}", hint, placeholder="My cousin in Lagos"
        )
        self.name.set_value(one.my_label)
        self.name.changed.connect(self.trouble.hide)
        self.fields["name"] = self.name
        self.add(self.name)
        self.add(self.trouble)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Save", self.submit, kind="primary"))
        self.tab_through(self.cancel, self.go)
        self.name.input.returnPressed.connect(self.submit)
        self.name.setFocus()

    def submit(self) -> None:
        """Keep the name; every page that says it is asked again."""
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        call, person, words = self.app.session.call_person, self._person, self.name.value
        self.app.tasks.run(
            lambda: call(person, words), lambda _: self.accept(), self._refused, owner=self
        )

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.fail(error)
