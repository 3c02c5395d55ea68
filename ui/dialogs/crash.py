"""The dialog for what was not foreseen: calm, and with a report that holds no secrets."""

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.button import Button, tell
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.text import Text


class CrashDialog(Dialog):
    """Says that the fault is the wallet's, that nothing is lost, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong inside the wallet", parent, width=560)
        self._report = report
        self.add(
            Text(
                "This is a fault of the program, not of yours. What was signed and sent is kept "
                "in the journal, and your keys are safe. You can go on; if it happens again, "
                "please send the report to whoever maintains the wallet."
            )
        )
        self.details = Details(report, "Report")
        self.details.toggle.clicked.connect(self.fit)
        self.add(self.details)
        self.remark.say("The report names files and lines, and no names, amounts or keys.")
        self.copy = self.add_button(Button("Copy the report", self._copy))
        self.add_button(Button("Go on", self.accept, kind="primary"))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report)
        tell(self.copy, "Copied.")
