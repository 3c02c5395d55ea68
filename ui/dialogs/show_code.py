"""Something to hand to others as a picture, as text, or as a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.context import Context
from ui.widgets.button import Button, tell
from ui.widgets.dialog import Dialog
from ui.widgets.file_field import documents_folder
from ui.widgets.layout import LEFT, TOP, column, row
from ui.widgets.note import Note
from ui.widgets.qr import QrCode
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.taking import save

LONGEST_SHOWN = 220


class ShowCodeDialog(Dialog):
    """Shows a text as a code, and lets it be copied; `files` are what can be saved besides.

    `files` are words, a name to begin with, and what makes the bytes (in a worker).
    """

    def __init__(
        self,
        context: Context,
        title: str,
        sentence: str,
        code: str,
        link: str,
        files: tuple[tuple[str, str, Callable[[], bytes]], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=860)
        self.app, self.link = context, link
        self.sentence = Text(sentence, "body", "ink2")
        shown = link if len(link) <= LONGEST_SHOWN else f"{link[:LONGEST_SHOWN]}…"
        self.words = Text(_broken(shown), "mono")
        self.words.setAccessibleName("The link")
        self.copy = Button("Copy the link", self._copy, icon="copy")
        side = column(self.sentence, self.words, gap="m")
        if link:
            side.addWidget(self.copy, 0, LEFT)
        self.saves: dict[str, Button] = {}
        for words, name, make in files:
            button = Button(words, partial(self._save, name, make))
            self.saves[words] = button
            side.addWidget(button, 0, LEFT)
        self.said = Note("", "accent")
        self.said.hide()
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        side.addWidget(self.said)
        side.addWidget(self.trouble)
        side.addStretch(1)
        line = row(gap="xl")
        self.code: QrCode | None = None
        if code:
            self.code = QrCode(code, 360, f"{title}, as a code")
            line.addWidget(self.code, 0, TOP)
        line.addLayout(side, 1)
        self.add(line)
        self.add_button(Button("Close", self.accept, kind="primary"))

    def save_to(self, path: Path, make: Callable[[], bytes]) -> None:
        """Make the file in a worker, and save it where none is yet."""
        self.trouble.hide()
        self.said.hide()

        def write() -> Path:
            save(make(), path)
            return path

        self.app.tasks.run(write, self._saved, self._refused, owner=self)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link)  # to be passed on: it is no secret
        tell(self.copy, "Copied.")

    def _save(self, name: str, make: Callable[[], bytes]) -> None:
        start = str(documents_folder() / name)
        option = QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self, "Where to", start, options=option)
        if chosen:
            self.save_to(Path(chosen), make)

    def _saved(self, path: Path) -> None:
        self.said.say(f"It is saved as {path.name} in {path.parent}.")
        self.said.show()
        self.fit()

    def _refused(self, error: WalletError) -> None:
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()


def _broken(text: str) -> str:
    """A long text in pieces that a line can hold."""
    return "\n".join(text[at : at + 44] for at in range(0, len(text), 44))
