"""Taking a paper in that somebody hands over: a card, an answer; by code, file or clipboard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.papers import PaperReader
from ui.widgets.text import Text


class BringPaperDialog(Dialog):
    """Reads a paper by `take(text)` in a worker, which raises WalletError; then calls `then`.

    What is wrong is said beneath the ways to bring it, and another can be tried.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        sentence: str,
        needed: str,
        take: Callable[[str], Any],
        then: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=600)
        self.app, self._take, self._then = context, take, then
        self.add(Text(sentence, "body", "ink2"))
        self.reader = PaperReader(context.tasks, needed)
        self.reader.brought.connect(self.take)
        self.reader.grown.connect(self.fit)
        self.add(self.reader)
        self.add_button(Button("Cancel", self.reject))

    def take(self, text: str) -> None:
        """Read a paper that is there as text."""
        self.app.tasks.run(lambda: self._take(text), self._taken, self.reader.fail, owner=self)

    def reject(self) -> None:
        """Look at nothing any more, and close."""
        self.reader.stop()
        super().reject()

    def _taken(self, found: Any) -> None:
        self.reader.stop()
        self.accept()
        self._then(found)
