"""Asking a verifier: whom, on which path; the signed request is then handed to them.

On a local network the verifiers are on this machine, and are shown a document that is typed.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.document_fields import DocumentFields
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.with_key import sign_request, with_key
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ChoiceField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.paths import Path

if TYPE_CHECKING:
    from wallet.books.verifiers import Verifier
    from wallet.flows.asked import Asked
    from wallet.flows.papers import IdentityPaper

NOBODY = (
    "No verifier serves on this network at the moment, so nobody can be confirmed. The authority "
    "appoints them; come back when it has."
)


class JoinDialog(Dialog):
    """Asks for a verifier and signs the request to them, on one of the `paths`."""

    def __init__(
        self,
        context: Context,
        path: Path,
        verifiers: "tuple[Verifier, ...]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(path.title, parent)
        self.app, self.path = context, path
        self.serving = tuple(one for one in verifiers if one.serves)
        self.add(Text(path.bring, "body"))
        self.add(Text(path.limit, "body", "ink2"))
        self.verifier = ChoiceField(
            "Verifier", [(one.account, verifier_words(one)) for one in self.serving]
        )
        self.verifier.setVisible(bool(self.serving))
        self.add(self.verifier)
        self.document = DocumentFields()
        self.local = context.session.network.local
        self.document.widget.setVisible(self.local and bool(self.serving))
        self.add(self.document.widget)
        self.trouble = Note("", "oxide")
        self.trouble.say("" if self.serving else NOBODY)
        self.add(self.trouble)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        words = "Show it to the verifier" if self.local else "Make the request"
        self.go = self.add_button(Button(words, self.submit, kind="primary"))
        self.go.setVisible(bool(self.serving))
        self.verifier.changed.connect(self._clear)

    @property
    def chosen(self) -> str:
        """The address of the verifier that is chosen."""
        return str(self.verifier.value or "")

    def submit(self) -> None:
        """Sign the request; then hand it over, or have the local desk answer it at once."""
        self._clear()
        paper = None
        if self.local:
            try:
                paper = self.document.read()
            except WalletError as error:
                self.fail(error)
                return
        self._busy(True)
        proving, verifier = self.app.session.proving, self.chosen

        def made(asked: "Asked") -> None:
            if paper is None:
                self._hand_over(asked)
            else:
                self._show_document(asked, paper)

        sign_request(
            self.app, lambda: proving.begin(verifier), self.path.key, made, self.fail, self
        )

    def fail(self, error: WalletError) -> None:
        """Show what is wrong beside its field, or at the foot."""
        self._busy(False)
        field = self.document.by_name.get(error.field or "")
        if field is not None:
            field.fail(error)
            field.setFocus()
        elif not any(one.said == str(error) for one in self.document.by_name.values()):
            self.trouble.say(str(error))
        self.fit()

    def _show_document(self, asked: "Asked", paper: "IdentityPaper") -> None:
        """What a person does at a real desk over an hour, done here at once."""
        session = self.app.session
        proving = session.proving

        def answered() -> object:
            (verifier,) = asked.verifiers
            desk = next(one for one in session.verifier_desks if one.address == verifier)
            try:
                return proving.act_of(proving.take(desk.answer(asked.request, paper).to_json()))
            except WalletError:
                proving.forget(asked)
                raise

        # Nothing more comes of it than this answer, which is kept itself.
        with_key(self.app, answered, lambda act: self._confirm(asked, act), self.fail, self)

    def _confirm(self, asked: "Asked", act: object) -> None:
        self._busy(False)
        self.app.session.proving.forget(asked)
        self.app.confirm(act, lambda _: self.accept())

    def _hand_over(self, asked: "Asked") -> None:
        self._busy(False)
        parent = self.parentWidget()
        self.accept()
        self.app.house.turned()  # it is listed from now on
        hand_over(asked, self.path, parent)

    def _busy(self, busy: bool) -> None:
        self.go.setEnabled(not busy)

    def _clear(self) -> None:
        self.trouble.say("")
        self.fit()


def verifier_words(one: "Verifier") -> str:
    """What to call a verifier where one is chosen."""
    short = f"{one.account[:6]}…{one.account[-4:]}"
    people = "person" if one.confirmed == 1 else "people"
    told = f"confirmed {one.confirmed:,} {people}" if one.confirmed else "confirmed nobody yet"
    return f"{one.name} ({short}), {told}"


def hand_over(asked: "Asked", path: Path, parent: QWidget | None) -> None:
    """Show a request for the verifier to take."""
    HandOverDialog(
        "Give this to the verifier",
        (
            f"{path.bring} They take this request from the screen, or you send them the file.",
            "It says which wallet asks, and not who you are. It counts for 14 days; it is kept "
            "under Identity until the answer is here.",
        ),
        asked.request,
        parent,
    ).open()
