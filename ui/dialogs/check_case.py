"""Checking a case file that somebody hands over: with hashes of blocks, and without the network."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.field import AreaField, Check
from ui.widgets.file_field import FileField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.case.verifying import Verdict

SENTENCE = (
    "A case file is proven by itself, as far as the hash of a block is right. Ask for that hash "
    "wherever you trust the answer, and not whoever gave you the file."
)


class CheckCaseDialog(FieldDialog):
    """Asks for the file and for hashes; says what holds, what is claimed, and what is missing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Check a case file", parent)
        self.app = context
        self.add(Text(SENTENCE, "body", "ink2"))
        self.file = FileField("The file", "open", "PDF (*.pdf);;All files (*)")
        self.hashes = AreaField(
            "Hashes of blocks that you trust",
            "One a line. Leave it empty to see which are needed.",
            longest=10_000,
            lines=2,
        )
        self.known = Check(f"It has to be about {context.session.network.name}")
        self.known.setChecked(True)
        self.fields = {"file": self.file, "header": self.hashes}
        self.outcome = Note("", "bronze")
        self.claims = Text("", "body")
        self.more = Details("", "All that was found", kind="body")
        for widget in (self.file, self.hashes, self.known, self.trouble, self.outcome, self.claims,
                       self.more):  # fmt: skip
            self.add(widget)
        self.more.toggle.clicked.connect(lambda _=False: self.fit())
        for hidden in (self.outcome, self.claims, self.more):
            hidden.hide()
        self.add_button(Button("Close", self.accept))
        self.go = self.add_button(Button("Check it", self.submit, kind="primary"))
        for field in self.fields.values():
            field.changed.connect(self._begin_again)

    def submit(self) -> None:
        """Verify the file in a worker."""
        if not self.go.isEnabled():
            return
        try:
            path = self.file.path()
        except WalletError as error:
            self.fail(error)
            return
        headers = self.hashes.value.split()
        network = self.app.session.network
        contracts = tuple(network.contracts.values()) if self.known.isChecked() else ()
        self.go.setEnabled(False)
        self.app.tasks.run(
            lambda: _verdict(path, headers, contracts), self._show, self._refused, owner=self
        )

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.fail(error)

    def _show(self, verdict: "Verdict") -> None:
        from wallet.case.verifying import CONDITIONAL, VERIFIED

        self.go.setEnabled(True)
        if verdict.outcome == VERIFIED:
            self.outcome.set_tone("accent")
        else:
            self.outcome.set_tone("bronze" if verdict.outcome == CONDITIONAL else "oxide")
        self.outcome.say(verdict.lines[0])
        said = "\n\n".join(verdict.claims[1:]) if verdict.outcome == VERIFIED else ""
        self.claims.say(said)
        self.claims.setVisible(bool(said))
        self.more.say("\n".join(verdict.words()[1:]))
        self.fit()

    def _begin_again(self) -> None:
        for one in (self.trouble, self.outcome, self.claims, self.more):
            one.hide()
        self.fit()


def _verdict(path: Path, headers: list[str], contracts: tuple[str, ...]) -> "Verdict":
    from wallet.base.files import read_limited
    from wallet.case.container import MOST_FILE
    from wallet.case.verifying import verify

    try:
        data = read_limited(path, MOST_FILE)
    except WalletError as error:
        raise error.beside("file") from error
    return verify(data, headers, contracts)
