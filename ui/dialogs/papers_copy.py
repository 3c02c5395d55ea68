"""A sealed copy of one's papers: saved to a file, and brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.file_field import FileField
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.papers_copy import Taken

KINDS = "Copies of papers (*.papers);;All files (*)"
SAVED = (
    "Your names for people, what you wrote of companies with its files, terms that were signed, "
    "and your credentials are on this computer and nowhere else. The copy is sealed: it opens with "
    "this account of this wallet alone, also after the wallet was restored from its words."
)
ON_DEVICE = (
    " The key of this account is on another machine. So the copy opens on this computer alone: it "
    "helps when the papers are lost, and not when the computer is."
)
BROUGHT = "What the copy has and is not here is added. Nothing that is here is changed."


class PapersCopyDialog(FieldDialog):
    """`bring` reads a copy; otherwise one is saved."""

    def __init__(self, context: Context, bring: bool, parent: QWidget | None = None) -> None:
        super().__init__("Bring a copy of papers" if bring else "Save a copy of papers", parent)
        self.app, self._bring = context, bring
        session = context.session
        elsewhere = session.device is not None or session.opened.watched
        self.add(Text(BROUGHT if bring else SAVED + ON_DEVICE * elsewhere, "body", "ink2"))
        self.file = FileField(
            "The copy" if bring else "Where to",
            "open" if bring else "new",
            KINDS,
            name="symbolon.papers",
        )
        self.fields = {"file": self.file}
        self.add(self.file)
        self.add(self.trouble)
        close = self.add_button(Button("Cancel", self.reject))
        words = "Bring it" if bring else "Save it"
        self.go = self.add_button(Button(words, self.submit, kind="primary"))
        self.file.changed.connect(self.trouble.hide)
        self.tab_through(close, self.go)

    def submit(self) -> None:
        """Seal and write, or read and add, with the unlocked wallet."""
        try:
            path = self.file.path()
        except WalletError as error:
            self.fail(error)
            return
        session = self.app.session
        self.go.setEnabled(False)
        if self._bring:
            with_key(self.app, lambda: session.bring_papers(path), self._brought, self._no, self)
        else:
            with_key(self.app, lambda: session.save_papers(path), self._saved, self._no, self)

    def _no(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.fail(error if error.field else error.beside("file"))

    def _saved(self, _: None) -> None:
        self._end(f"The copy is saved as {self.file.path().name}.", lambda: None)

    def _brought(self, taken: "Taken") -> None:
        if taken.documents or taken.files:
            said = (
                f"{_count(taken.documents, 'paper')} and {_count(taken.files, 'file')} were added."
            )
        else:
            said = "Everything in the copy is here already."
        self._end(said, self.app.house.turned)

    def _end(self, said: str, then: Callable[[], object]) -> None:
        self.app.messages.tell(said)
        self.accept()
        then()


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
