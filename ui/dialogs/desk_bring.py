"""Bringing requests to the desk: as a code, copied, a file, many files, or a watched folder."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.layout import Rule, row
from ui.widgets.note import Note
from ui.widgets.papers import PaperReader
from ui.widgets.text import Text
from wallet.base.errors import WalletError

_FILES = "Requests (*.json *.txt *.request);;All files (*)"


class BringDialog(Dialog):
    """Takes one request after the other; many at once from files or a folder that is watched."""

    def __init__(
        self,
        context: Context,
        take_files: Callable[[Sequence[Path]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Bring requests", parent)
        self.app, self._take_files = context, take_files
        self.add(
            Text(
                "A wallet makes a request for you alone. Read its code, open its file, or paste "
                "it. Each can be used once.",
                "body",
                "ink2",
            )
        )
        self.reader = PaperReader(context.tasks, "a request of a wallet")
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.add(self.reader)
        self.said = Note("", "accent")
        self.said.hide()
        self.add(self.said)
        self.add(Rule())
        self.add(Text("Many at once", "strong"))
        self.watched = Text("", "body", "ink2")
        self.add(self.watched)
        self.files = Button("Choose files", self._choose_files)
        self.folder = Button("Watch a folder", self._choose_folder)
        self.end = Button("Watch it no longer", lambda: self.watch(""))
        self.add(row(self.files, self.folder, self.end, None))
        self.add_button(Button("Close", self.accept, kind="primary"))
        self._show_watched()

    def take(self, text: str) -> None:
        """Take one request in, once its signatures hold."""
        desk = self.app.session.desk
        self.app.tasks.run(lambda: desk().bring(text), self._took, self._refused, owner=self)

    def watch(self, folder: str) -> None:
        """Take in whatever comes to a folder from now on; nothing: no folder."""
        desk = self.app.session.desk

        def change() -> str:
            brought = desk().look_in_folder(Path(folder)).sentence if folder else ""
            desk().change(replace(desk().settings, watched=folder))
            return brought

        self.app.tasks.run(change, self._watching, self._refused, owner=self)

    def reject(self) -> None:
        """Look at nothing any more, and close."""
        self.reader.stop()
        super().reject()

    def accept(self) -> None:
        """Look at nothing any more, and close."""
        self.reader.stop()
        super().accept()

    def _took(self, _: int) -> None:
        self.said.say("The request is in your queue. Bring the next one, or close.")
        self.fit()

    def _refused(self, error: WalletError) -> None:
        self.said.say("")
        self.reader.fail(error)

    def _watching(self, sentence: str) -> None:
        self._show_watched()
        self.said.say(sentence)
        self.fit()

    def _show_watched(self) -> None:
        desk = self.app.session.open_desk
        folder = desk.settings.watched if desk is not None else ""
        self.watched.say(
            f"The folder {Path(folder).name} is watched: requests that come there are taken in. "
            "Its files stay as they are."
            if folder
            else "Choose files, or a folder that is watched while this page is open. Dropping "
            "files on the page works too."
        )
        self.end.setVisible(bool(folder))
        self.fit()

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, "Choose requests")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_FILES)
        dialog.filesSelected.connect(lambda names: self._take_files([Path(one) for one in names]))
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Choose a folder that is watched")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.watch)
        dialog.open()
