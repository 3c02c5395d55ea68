"""A dialogue of a desk in steps: what is run, what fails, what is shown and read in between."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.layout import column, grouped
from ui.widgets.note import Note
from ui.widgets.papers import PaperCode, PaperReader
from ui.widgets.steps import Steps
from wallet.base.errors import WalletError

T = TypeVar("T")


class DeskSteps(Dialog):
    """Subclasses fill `place` for each step, and say what `go` (the main button) does then.

    A code that is shown and a reader that looks are stopped with their step.
    """

    def __init__(
        self, context: Context, title: str, names: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent, width=960)
        self.app = context
        self.steps = Steps(names)
        self.place = column(gap="l")
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.code: PaperCode | None = None
        self.reader: PaperReader | None = None
        self.go = Button("Continue", kind="primary")
        self.go.clicked.connect(lambda _=False: self.forward())
        self.add(self.steps)

    def lay_out(self, *above: QWidget) -> None:
        """Add what stands `above` the place, the place, and what is wrong beneath it."""
        for one in (*above, grouped(self.place), self.trouble):
            self.add(one)

    def forward(self) -> None:
        """The main button was pressed."""

    def reject(self) -> None:
        """Stop showing and looking, and close."""
        self.stop()
        super().reject()

    def run(self, operation: Callable[[], T], then: Callable[[T], object]) -> None:
        """Run something in a worker; what fails is said beneath, and the button is there again."""
        self.go.setEnabled(False)
        self.trouble.hide()

        def finished(result: T) -> None:
            self.go.setEnabled(True)
            then(result)

        self.app.tasks.run(operation, finished, self.fail, owner=self)

    def fail(self, error: WalletError) -> None:
        """Say what went wrong; everything stays as it was."""
        self.go.setEnabled(True)
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()
        self.bring_up(self.trouble)

    def read(self, needed: str, take: Callable[[str], Any]) -> PaperReader:
        """Make a reader for what another desk hands over."""
        self.reader = PaperReader(self.app.tasks, needed)
        self.reader.brought.connect(take)
        self.reader.grown.connect(self.fit)
        return self.reader

    def not_taken(self, error: WalletError) -> None:
        """Say beside the reader what was wrong with what it read."""
        if self.reader is not None:
            self.reader.fail(error)
        self.fit()

    def stop(self) -> None:
        """Show and look at nothing any more."""
        for one in (self.code, self.reader):
            if one is not None:
                one.stop()
        self.code = self.reader = None
