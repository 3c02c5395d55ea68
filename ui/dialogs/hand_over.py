"""Handing a paper to somebody: as codes on the screen, as a file, or copied."""

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.layout import Item
from ui.widgets.papers import PaperCode
from ui.widgets.text import Text

WIDTH = 860


class HandOverDialog(Dialog):
    """Shows one paper, with sentences of whom it is for and what comes next."""

    def __init__(
        self,
        title: str,
        sentences: tuple[str, ...],
        paper: str,
        parent: QWidget | None = None,
        close: str = "Done",
    ) -> None:
        super().__init__(title, parent, width=WIDTH)
        for sentence in sentences:
            self.add(Text(sentence, "body", "ink2"))
        self.code = PaperCode(paper)
        self.add(self.code)
        self.done_button = self.add_button(Button(close, self.accept, kind="primary"))

    def add_below(self, item: Item) -> None:
        """Add something beneath the code."""
        self.add(item)

    def done(self, result: int) -> None:
        """Show no further pictures."""
        self.code.stop()
        super().done(result)
