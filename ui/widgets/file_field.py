"""A file by its path: typed, or chosen in the system's own dialog."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from ui.widgets.button import Button
from ui.widgets.field import TextField
from wallet.base.errors import WalletError


class FileField(TextField):
    """`kind` says whether a file is to be opened, or a new one written."""

    def __init__(
        self, label: str, kind: Literal["open", "new"], kinds: str, hint: str = "", name: str = ""
    ) -> None:
        """`kinds` as Qt's file dialog has it, like "Key files (*.json)"; `name` to begin with."""
        super().__init__(label, hint, longest=4_096)
        self._kind, self._kinds, self._name = kind, kinds, name
        self.choose = Button("Choose", self._choose)
        self.choose.setAccessibleName(f"Choose: {label}")
        self.line.addWidget(self.choose)

    def path(self) -> Path:
        """The path. Raises WalletError where none was given, and says so beside the field."""
        typed = self.value.strip()
        if not typed or "\0" in typed:
            error = WalletError("No file was named.", "Choose one.", "form.file")
            self.fail(error)
            raise error
        return Path(typed).expanduser().absolute()

    def _choose(self) -> None:
        start = self.value or str(Path.home() / self._name)
        if self._kind == "open":
            chosen, _ = QFileDialog.getOpenFileName(self, self.label.text(), start, self._kinds)
        else:
            # It says itself that a file is there already, and writes over none.
            option = QFileDialog.Option.DontConfirmOverwrite
            chosen, _ = QFileDialog.getSaveFileName(
                self, self.label.text(), start, self._kinds, options=option
            )
        if chosen:
            self.set_value(chosen)


def documents_folder() -> Path:
    """Where documents go on this machine, if there is such a place."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(where) if where else Path.home()
    return folder if folder.is_dir() else Path.home()
