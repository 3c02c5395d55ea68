"""The words on paper: straight to a printer, or as a PDF to be printed and deleted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.backup_sheet import paint_sheet, save_sheet
from ui.context import KeyContext
from ui.dialogs.key_form import KeyForm
from ui.widgets.button import Button
from ui.widgets.field import ChoiceField
from ui.widgets.file_field import FileField
from ui.widgets.layout import LEFT
from ui.widgets.note import Note
from ui.widgets.secret_field import SecretField
from wallet.base.errors import WalletError
from wallet.base.files import destroy
from wallet.flows.key_care import Sheet, sheet_of

PRINTER, FILE = "printer", "file"
_WAYS: tuple[tuple[object, str], ...] = (
    (PRINTER, "Print it"),
    (FILE, "Save it as a PDF, to be printed elsewhere"),
)
_ON_PRINTER = (
    "The page goes to the printer without being stored here. A printer may remember what it "
    "printed: use one of your own, with a cable if you can."
)
_ON_FILE = (
    "Whoever has the file has everything in this wallet. Print it and delete it at once; no copy "
    "of it should stay on any computer, stick or cloud."
)


class Paper(KeyForm):
    """Asks for the passphrase, and where the page goes."""

    def __init__(self, context: KeyContext, wallet_id: str, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Put the words on paper",
            "A page with your words, the wallet's first address and today's date.",
            "Go on",
            parent,
        )
        self._wallet_id = wallet_id
        self.way = ChoiceField("How", _WAYS)
        self.file = FileField("Where to", "new", "PDF (*.pdf)", name="symbolon-words.pdf")
        self.note = Note(_ON_PRINTER)
        self.way.changed.connect(self._turn)
        self.add_fields(
            {"way": self.way, "file": self.file, "old": SecretField("The wallet's passphrase")}
        )
        self.add(self.note)
        self.gone = Button("It is printed: delete the file", self._delete, kind="danger")
        self.gone.hide()
        self.content.addWidget(self.gone, 0, LEFT)
        self._written: Path | None = None
        self.finish_form()
        self._turn()

    def work(self) -> Callable[[], Sheet]:
        """Get the words out of the sealed wallet."""
        store, wallet_id = self.app.session.kept, self._wallet_id
        if self.way.value == FILE:
            self.file.path()
        old, now = self.secret("old"), int(time.time())

        def open_it() -> Sheet:
            with old:
                return sheet_of(store, wallet_id, old, now)

        return open_it

    def ended(self, result: Sheet) -> None:
        """Print it or write it."""
        try:
            if self.way.value == FILE:
                self._save(result)
            else:
                self._print(result)
        except WalletError as error:
            self.fail(error.beside(error.field or "file"))

    def _save(self, sheet: Sheet) -> None:
        path = self.file.path()
        save_sheet(sheet, path)
        self._written = path
        self.show_end(f"The page is saved as {path.name}.", words="Close")
        self.gone.show()
        self.fit()

    def _print(self, sheet: Sheet) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            raise WalletError(
                "There is no printer on this computer.",
                "Connect one, or save the page as a PDF.",
                "sheet.no-printer",
                "way",
            )
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Symbolon")  # the queue's list shows it to others
        if QPrintDialog(printer, self).exec():
            paint_sheet(printer, sheet)
            self.show_end("The page is at the printer. Check it against the wallet when it is out.")

    def _delete(self) -> None:
        path = self._written
        if path is None:
            return
        try:
            destroy(path)
        except WalletError as error:
            self.fail(error)
            return
        self._written = None
        self.gone.hide()
        self.note.hide()
        self.said.say(
            "The file is deleted. A disk may keep what was deleted for a while: if this computer "
            "is ever given away, erase it first."
        )
        self.fit()

    def _turn(self) -> None:
        to_file = self.way.value == FILE
        self.file.setVisible(to_file)
        self.note.say(_ON_FILE if to_file else _ON_PRINTER)
        self.fit()
