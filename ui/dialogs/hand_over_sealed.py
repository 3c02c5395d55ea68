"""Handing a sealed paper to somebody: as codes where it is short, else as a file alone."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.hand_over import HandOverDialog
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.base.files import write_new

MOST_CODE = 12_000
"""Letters that are still shown as codes: more would have to be watched for minutes."""


def hand_over(
    title: str, sentence: str, paper: str, name: str, parent: QWidget | None = None
) -> Dialog:
    """Open what hands a paper over; `name` is what the file of a long one is called."""
    dialog: Dialog
    if len(paper) <= MOST_CODE:
        dialog = HandOverDialog(title, (sentence,), paper, parent)
    else:
        dialog = AsFileDialog(title, sentence, paper, name, parent)
    dialog.open()
    return dialog


class AsFileDialog(Dialog):
    """Saves a paper that is too long for codes."""

    def __init__(
        self, title: str, sentence: str, paper: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent, width=560)
        self.paper, self._name = paper, name
        self.add(Text(sentence, "body", "ink2"))
        self.add(
            Text(
                f"It has {len(paper) // 1_000:,} thousand letters, too many for codes: save it as "
                "a file, and carry or send that.",
                "body",
                "ink2",
            )
        )
        self.add_button(Button("Close", self.accept))
        self.save = self.add_button(Button("Save as a file", self._choose, kind="primary"))

    def save_to(self, path: Path) -> None:
        """Write it to a new file."""
        try:
            write_new(path, self.paper.encode())
        except WalletError as error:
            self.remark.say(str(error))
        else:
            self.remark.say(f"It is saved as {path.name}.")
        self.fit()

    def _choose(self) -> None:
        start = str(Path.home() / self._name)
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as a file", start)
        if chosen:
            self.save_to(Path(chosen))
