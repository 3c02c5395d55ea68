"""Papers between people: shown as a code, copied or saved; and brought by any of these ways."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.tasks import Tasks
from ui.widgets.code_reader import CodeReader
from ui.widgets.layout import column
from ui.widgets.moving_code import MovingCode
from wallet.base.errors import WalletError
from wallet.flows.scanning import PaperScan
from wallet.signing.ur.codes import Sender
from wallet.signing.ur.papers import paper_code


class PaperCode(MovingCode):
    """A paper to be handed over: as codes on the screen, as a file, or copied."""

    def __init__(self, paper: str, parent: QWidget | None = None) -> None:
        code = paper_code(paper)
        super().__init__(lambda fragment: Sender(code, fragment), parent, wide=True, plain=paper)


class PaperReader(QWidget):
    """Ways to bring a paper. `brought(str)` once one is whole; its owner reads and judges it.

    `needed` is what a person calls it, like "the verifier’s answer".
    """

    brought = Signal(str)
    grown = Signal()

    def __init__(self, tasks: Tasks, needed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scan = PaperScan(needed)
        self.reader = CodeReader(tasks, texts=True)
        self.reader.seen.connect(self.take)
        self.reader.grown.connect(self.grown)
        self.setLayout(column(self.reader))

    def take(self, text: str) -> None:
        """Take what was read, a part of it or all."""
        try:
            paper = self._scan.take(text)
        except WalletError as error:
            self.fail(error)
            return
        if not paper:
            self.reader.show_progress(self._scan.progress)
            return
        self.stop()
        self.reader.bar.hide()
        self.reader.say("")
        self.brought.emit(paper)

    def fail(self, error: WalletError) -> None:
        """Say what was wrong with it."""
        self.reader.fail(error)

    def stop(self) -> None:
        """Look at nothing any more."""
        self.reader.stop()
