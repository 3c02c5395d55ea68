"""The record behind one line of the activity: the sentence, when, and where it is kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.text import Text
from wallet.base.clock import exact_time
from wallet.books.activity import ActivityRow


class RecordDialog(Dialog):
    """Shows one thing that happened; hashes are under Details.

    `again` is called with an entry of the journal where what came to nothing can be begun anew.
    """

    def __init__(
        self,
        record: ActivityRow,
        parent: QWidget | None = None,
        again: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__("What happened", parent=parent)
        self.add(Text(record.sentence, "sentence"))
        if record.detail:
            self.add(Text(record.detail, "body", "ink2"))
        self.add(Text(exact_time(record.at), "caption", "ink2"))
        self.details = Details()
        kept = "not in a block yet" if record.block is None else f"block {record.block:,}"
        self.details.say(f"{kept}\ntransaction {record.tx or 'not sent'}")
        self.add(self.details)
        self.close_ = self.add_button(Button("Close", self.accept))
        self._again = again
        self._entry = record.again
        if again is not None and record.again:
            self.anew = self.add_button(Button("Begin it anew", self._begin, kind="primary"))

    def _begin(self) -> None:
        self.accept()
        if self._again is not None:
            self._again(self._entry)
