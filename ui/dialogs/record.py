"""The record behind one line of the activity: the sentence, when, and where it is kept."""

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.text import Text
from wallet.base.clock import exact_time
from wallet.books.activity import ActivityRow


class RecordDialog(Dialog):
    """Shows one thing that happened; hashes are under Details."""

    def __init__(self, record: ActivityRow, parent: QWidget | None = None) -> None:
        super().__init__("What happened", parent=parent)
        self.add(Text(record.sentence, "sentence"))
        if record.detail:
            self.add(Text(record.detail, "body", "ink2"))
        self.add(Text(exact_time(record.at), "caption", "ink2"))
        self.details = Details()
        kept = "not in a block yet" if record.block is None else f"block {record.block:,}"
        self.details.say(f"{kept}\ntransaction {record.tx or 'not sent'}")
        self.add(self.details)
        self.add_button(Button("Close", self.accept))
