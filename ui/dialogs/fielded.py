"""A dialog with fields: what is wrong is said beside its field, and the keyboard goes through."""

from itertools import pairwise

from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets.dialog import WIDTH, Dialog
from ui.widgets.field import Field
from ui.widgets.note import Note
from wallet.base.errors import WalletError


class FieldDialog(Dialog):
    """Subclasses fill `fields`, by the names that errors use, and place `trouble` below them."""

    def __init__(self, title: str, parent: QWidget | None = None, width: int = WIDTH) -> None:
        super().__init__(title, parent, width=width)
        self.fields: dict[str, Field] = {}
        self.trouble = Note("", "oxide")
        self.trouble.hide()

    def fail(self, error: WalletError) -> None:
        """Say an error beside its field; at the foot where it belongs to none that is seen."""
        seen = {name: one for name, one in self.fields.items() if one.isVisibleTo(self)}
        field = seen.get(error.field or "")
        said = next((one for one in seen.values() if one.said == str(error)), None)
        if field is not None:
            field.fail(error)
            field.setFocus()
        elif said is not None:  # the field said so itself while it was read
            said.setFocus()
        else:
            self.trouble.say(str(error))
            self.trouble.show()
        self.fit()

    def tab_through(self, *last: QWidget) -> list[QWidget]:
        """Let the Tab key go through the fields in their order, then to the buttons at the foot."""
        stops: list[QWidget] = []
        for field in self.fields.values():
            stops += [field.editor, *field.findChildren(QAbstractButton)]
        for before, after in pairwise((*stops, *last)):
            QWidget.setTabOrder(before, after)  # the buttons were made first, and come last
        return stops
