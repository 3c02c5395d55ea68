"""The form of an act: fields, a live sentence of what it means, then the one confirmation."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.layout import TOP, row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError


class ActForm(FieldDialog):
    """Subclasses add their fields in `fields` (by the act's own names), `compose` and `meaning`.

    What is wrong is said beside its field and nothing typed is lost; when the act can be done the
    confirmation opens, and the form closes once the act is in a block.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        sentence: str,
        action: str = "Continue",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.app = context
        if sentence:
            self.add(Text(sentence, "body", "ink2"))
        self.means = Note("", "accent")
        self.means.hide()
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button(action, self.submit, kind="primary"))

    @abstractmethod
    def compose(self) -> Any:
        """The act that the fields describe. Raises WalletError, with its field where it has one."""

    def meaning(self) -> str:
        """What the fields mean as they are now, in a sentence; empty when nothing can be said."""
        return ""

    def add_fields(
        self, fields: Mapping[str, Field], together: Sequence[tuple[str, ...]] = ()
    ) -> None:
        """Add the fields, then the sentence of what they mean; those `together` share a line."""
        self.fields.update(fields)
        placed: set[str] = set()
        for name, field in fields.items():
            field.changed.connect(self.tell)
            if name in placed:
                continue
            names = next((some for some in together if name in some), (name,))
            placed.update(names)
            line = row(gap="l")
            for one in names:
                line.addWidget(fields[one], 1, TOP)
            self.add(line)
        self.add(self.means)
        self.add(self.trouble)
        self.tab_through(self.cancel, self.go)[0].setFocus()
        self.tell()

    def tell(self) -> None:
        """Say again what the fields mean."""
        self.trouble.hide()
        said = self.meaning()
        self.means.say(said)
        self.fit()

    def submit(self) -> None:
        """Check the act against the books, then ask for the signature."""
        try:
            act = self.compose()
        except WalletError as error:
            self.fail(error)
            return
        self.go.setEnabled(False)
        check = self.app.session.check
        self.app.tasks.run(lambda: check(act), lambda _: self._sign(act), self._refused, owner=self)

    def _sign(self, act: Any) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self.accept())

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.fail(error)
