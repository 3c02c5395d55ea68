"""Making a case file: what will be in it, whose names, where to; then how it is verified."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.field import AreaField, Check, TextField
from ui.widgets.file_field import FileField, documents_folder
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.case_making import Draft, Made, Wanted

INSIDE = (
    "Every step on the network that concerns it, with the proof that it happened and when.\n"
    "What the network’s contracts hold of it now, proven too, and their code.\n"
    "The calculation, line by line, and what happened in sentences.\n"
    "The terms, and the terms that both sides signed, where they are kept here.\n"
    "How a stranger verifies it, with one command and the hash of one block."
)
NAMED = (
    "People are their numbers in it, and issuers also the names that they published. Your own "
    "names for people stay here."
)
STOPPED = "case.stopped"


class CaseFileDialog(FieldDialog):
    """`sentence` says what it is about; `company` whether papers of companies may belong to it."""

    def __init__(
        self,
        context: Context,
        sentence: str,
        wanted: "Callable[[], Wanted]",
        name: str,
        company: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Case file", parent)
        self.app, self._wanted, self._made = context, wanted, None
        self.saved: Path | None = None
        self._stop = Event()
        self.said = Text(sentence, "body", "ink2")
        self.add(self.said)
        self.inside = Details(INSIDE, "What will be in it", kind="body")
        self.add(self.inside)
        self.me = context.session.person_id
        self.called = TextField(
            "What you are called in it", f"Leave it empty to be person {self.me} alone.", longest=64
        )
        self.words = AreaField(
            "In your own words", "Quoted as yours: nothing proves them.", longest=4_000, lines=3
        )
        self.credential = FileField(
            "A credential as you showed it", "open", "All files (*)", "Only if you choose one."
        )
        self.paper = FileField(
            "A further paper", "open", "All files (*)", "Such as a letter; only if you choose one."
        )
        self.company = Check("Put in the papers of the company that I keep; they name it")
        self.company.setVisible(company)
        self.sign = Check("Sign it with this wallet: “I put together this Symbolon case file.”")
        self.file = FileField("Where to", "new", "PDF (*.pdf)")
        self.file.set_value(str(documents_folder() / name))
        self.fields = {
            "names": self.called, "words": self.words, "credential": self.credential,
            "papers": self.paper, "file": self.file,
        }  # fmt: skip
        self.named = Text(NAMED, "caption", "ink2")
        self._form: tuple[QWidget, ...] = (
            self.inside, self.called, self.named, self.words, self.credential, self.paper,
            self.company, self.sign, self.file,
        )  # fmt: skip
        for one in self._form[1:]:
            self.add(one)
        self._add_foot()
        session = context.session
        can_sign = session.device is not None or not session.opened.watched
        self.sign.setVisible(can_sign)
        self.sign.setChecked(can_sign)
        for field in self.fields.values():
            field.changed.connect(self.trouble.hide)

    def _add_foot(self) -> None:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName("Progress")
        self.doing = Text("", "caption", "ink2")
        self.needed = Details("", "What a stranger needs", kind="mono")
        for fold in (self.inside, self.needed):
            fold.toggle.clicked.connect(lambda _=False: self.fit())
        for widget in (self.bar, self.doing, self.needed, self.trouble):
            widget.hide()
            self.add(widget)
        self.cancel = self.add_button(Button("Cancel", self._leave))
        self.folder = self.add_button(Button("Open its folder", self._open_folder))
        self.folder.hide()
        self.go = self.add_button(Button("Make it", self.submit, kind="primary"))

    def submit(self) -> None:
        """Gather the proofs in a worker; then sign and save it."""
        if not self.go.isEnabled():
            return
        from wallet.flows.case_making import draft_case, new_file
        from wallet.flows.signed_terms import signed_terms_of

        try:
            wanted, path = self._all(), new_file(self.file.path())
        except WalletError as error:
            self.fail(error)
            return
        self._stop.clear()
        self._busy(True)
        session, stop = self.app.session, self._stop

        def draft(report: Callable[..., None]) -> "Draft":
            def heard(sentence: str, part: float | None) -> None:
                if stop.is_set():
                    raise WalletError("It was stopped.", "Nothing was written.", STOPPED)
                report(sentence, part)

            return draft_case(
                session.chain, session.store, session.documents, wanted, heard, signed_terms_of
            )

        self.app.tasks.follow(
            draft, self._heard, lambda made: self._sign(made, path), self._refused, owner=self
        )

    def _all(self) -> "Wanted":
        """What is wanted, with what was chosen to go into it. Raises WalletError."""
        from wallet.case.package import CREDENTIAL, OTHER
        from wallet.flows.case_making import check, paper_in

        papers = []
        for field, kind, place in ((self.credential, CREDENTIAL, "credential"),
                                   (self.paper, OTHER, "papers")):  # fmt: skip
            if field.value.strip():
                try:
                    papers.append(paper_in(field.path(), kind))
                except WalletError as error:
                    raise error.beside(place) from error
        called = self.called.value.strip()
        names = {self.me: called} if called and self.me else {}
        wanted = replace(
            self._wanted(), names=names, words=self.words.value.strip(), papers=tuple(papers),
            private=self.company.isVisible() and self.company.isChecked(),
        )  # fmt: skip
        check(wanted)
        return wanted

    def _sign(self, draft: "Draft", path: Path) -> None:
        """Have it signed wherever the key is, where that is wanted, and save it."""
        from wallet.base.files import write_new
        from wallet.flows.case_making import Signing, finish_case

        session = self.app.session
        wanted = self.sign.isVisible() and self.sign.isChecked()
        signing = Signing(session.account, session.sign_message) if wanted else None

        def make() -> "Made":
            made = finish_case(draft, signing)
            write_new(path, made.data)
            return made

        def done(made: "Made") -> None:
            self._done(made, path)

        self._busy(False)  # whoever does not unlock the wallet now can go on with the form
        if wanted:
            with_key(self.app, make, done, self._refused, self)
        else:
            self.app.tasks.run(make, done, self._refused, owner=self)

    def _heard(self, sentence: str, part: float | None) -> None:
        self.doing.say(sentence)
        self.bar.setValue(round(1_000 * (part or 0)))

    def _busy(self, busy: bool) -> None:
        for widget in self._form:
            widget.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.cancel.say("Stop" if busy else "Cancel")
        self.bar.setVisible(busy)
        self.doing.setVisible(busy)
        self.trouble.hide()
        self.fit()

    def _refused(self, error: WalletError) -> None:
        self._busy(False)
        self.fail(error)

    def _done(self, made: "Made", path: Path) -> None:
        """Leave where it is, what it proves, and what a stranger needs to verify it."""
        self.saved = path
        self._busy(False)
        for widget in self._form:
            widget.hide()
        verdict = made.verdict
        self.said.say(
            f"It is saved as {path.name} in {path.parent}: {verdict.pages} pages, with the proof "
            f"of {verdict.transactions} steps attached. Give it to whoever has to see it; they "
            "verify it with the hash of one block, which they ask of a source that they trust."
        )
        lines = ["symbolon case verify FILE --header HASH", "", f"block {verdict.anchor:,}",
                 made.anchor_hash]  # fmt: skip
        for one in verdict.missing:
            lines += [f"block {one.number:,}", one.hash]
        self.needed.say("\n".join(lines))
        self.needed.show()
        self.cancel.hide()
        self.folder.show()
        self.go.say("Close")
        self.go.clicked.disconnect()
        self.go.clicked.connect(lambda _=False: self.accept())
        self.fit()

    def _leave(self) -> None:
        """Stop what runs; close the form where nothing does."""
        if self.go.isEnabled():
            self.reject()
        self._stop.set()

    def reject(self) -> None:
        """Close; what still runs stops at its next step."""
        self._stop.set()
        super().reject()

    def _open_folder(self) -> None:
        if self.saved is None:
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved.parent))):
            self.trouble.say(
                "This system does not open folders from here. It is there all the same."
            )
            self.trouble.show()
            self.fit()


def position_case(context: Context, issuer: int, name: str, parent: QWidget) -> CaseFileDialog:
    """The dialog about what one holds of an issuer, who is called so."""

    def wanted() -> "Wanted":
        from wallet.flows.case_making import about_position

        return about_position(issuer, context.session.person_id)

    return CaseFileDialog(
        context,
        f"A PDF for a court about what you hold of {name}: what you paid, what it earned, what you "
        "are owed. Whoever has it can verify it without this wallet and without any connection.",
        wanted,
        f"case-position-{issuer}.pdf",
        parent=parent,
    )


def debt_case(
    context: Context, debt: int, issuer: int, name: str, parent: QWidget
) -> CaseFileDialog:
    """The dialog about a debt of an issuer, who is called so."""
    me = context.session.person_id

    def wanted() -> "Wanted":
        from wallet.flows.case_making import about_debt

        return about_debt(debt, issuer, 0 if me == issuer else me)

    whose = "you owe" if me == issuer else f"{name} owes"
    return CaseFileDialog(
        context,
        f"A PDF for a court about what {whose} after an exit: how it came about, what was paid, "
        "and what is due with interest. Whoever has it can verify it without this wallet and "
        "without any connection.",
        wanted,
        f"case-debt-{debt}.pdf",
        company=me == issuer,
        parent=parent,
    )
