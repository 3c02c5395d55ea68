"""Bringing in what somebody sent: a link, terms, signed terms; by picture, file or paste."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.code_reader import CodeReader
from ui.widgets.dialog import Dialog
from ui.widgets.field import AreaField
from ui.widgets.file_field import FileField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.flows.agreeing import Brought
from wallet.flows.pdf_files import MOST_PDF
from wallet.flows.places import is_link

_KINDS = "Terms, signed terms and links (*.pdf *.json *.txt);;All files (*)"
SENTENCE = (
    "A link to a raise, its terms, or terms that the other side has signed. Whatever it is, it is "
    "held against the network before it counts."
)


class BringInDialog(Dialog):
    """Takes one thing. `then(Brought)` once it was right; what it says stays to be read."""

    def __init__(
        self,
        context: Context,
        then: Callable[[Brought], object],
        parent: QWidget | None = None,
        offering: int = 0,
    ) -> None:
        """`offering` is the one that it is meant for, 0 for whichever it says."""
        super().__init__("Bring something in", parent)
        self.app, self._then, self._offering = context, then, offering
        self.add(Text(SENTENCE, "body", "ink2"))
        self.text = AreaField("Paste it here", longest=4 * 2**20, lines=3)
        self.file = FileField("Or its file", "open", _KINDS)
        self.reader = CodeReader(context.tasks)
        self.reader.seen.connect(self._seen)
        self.reader.grown.connect(self.fit)
        self.reader.paste.hide()  # there is a field for it
        self.add(self.text)
        self.add(self.file)
        self.add(Text("Or its picture", "captionBold", "ink2"))
        self.add(self.reader)
        self.said = Note("", "accent")
        self.said.hide()
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.said)
        self.add(self.trouble)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Bring it in", self.submit, kind="primary"))
        for field in (self.text, self.file):
            field.changed.connect(self._anew)

    def submit(self) -> None:
        """Take what was pasted, else the file."""
        pasted = self.text.value.strip()
        if pasted:
            self._bring(lambda: pasted)
            return
        try:
            path = self.file.path()
        except WalletError:
            self.file.clear_error()
            self.text.fail("Paste something, or choose a file.")
            self.fit()
            return
        self._bring(lambda: _read(path))

    def reject(self) -> None:
        """Look at nothing any more, and close."""
        self.reader.stop()
        super().reject()

    def _seen(self, text: str) -> None:
        """A code is taken at once: nobody can check it by eye."""
        if not is_link(text):
            self.reader.fail(
                WalletError("This code is no link of this wallet.", "Show it the right one.")
            )
            return
        self._bring(lambda: text)

    def _anew(self) -> None:
        self.trouble.hide()
        self.said.hide()

    def _bring(self, read: Callable[[], bytes | str]) -> None:
        session, offering = self.app.session, self._offering
        self._anew()
        self.go.setEnabled(False)
        self.app.tasks.run(
            lambda: session.bring(read(), offering), self._came, self._refused, owner=self
        )

    def _came(self, brought: Brought) -> None:
        self.reader.stop()
        self.go.setEnabled(True)
        if not brought.sentence:  # a link leads on at once
            self.accept()
            self._then(brought)
            return
        self.said.say(brought.sentence)
        self.said.show()
        self.cancel.hide()
        self.go.say("Close")
        self.go.clicked.disconnect()
        self.go.clicked.connect(lambda _=False: self.accept())
        self.fit()
        self._then(brought)

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()


def _read(path: Path) -> bytes:
    """A file, within what a PDF of ours may be."""
    return read_limited(path, MOST_PDF)
