"""Asking a verifier to confirm who one is, on one of the paths there are."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.asking import AskingDialog, verifier_words
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.with_key import with_key
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.text import Text
from wallet.flows.paths import Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.dialogs.with_key import Request
    from wallet.books.verifiers import Verifier
    from wallet.flows.asked import Asked
    from wallet.flows.papers import IdentityPaper

NOBODY = (
    "No verifier serves on this network at the moment, so nobody can be confirmed. The authority "
    "appoints them; come back when it has."
)


class JoinDialog(AskingDialog):
    """Asks for a verifier, and for one's own name for them."""

    def __init__(
        self,
        context: Context,
        path: Path,
        verifiers: "tuple[Verifier, ...]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, path.title, parent, classes=True)
        self.path = path
        self.serving = {one.account: one for one in verifiers if one.serves}
        self.add(Text(path.bring, "body"))
        self.add(Text(path.limit, "body", "ink2"))
        choices = [(account, verifier_words(one)) for account, one in self.serving.items()]
        self.verifier = ChoiceField("Verifier", choices)
        self.name = TextField(
            "Your own name for them", "Only you see it. Leave it as it is, or write another.",
            longest=64,
        )  # fmt: skip
        self.add(self.verifier)
        self.add(self.name)
        self.finish("Show it to the verifier")
        self.verifier.changed.connect(self._turn)
        self.name.setVisible(not self.local and bool(self.serving))
        if not self.serving:
            self.verifier.hide()
            self.document.widget.hide()
            self.go.hide()
            self.trouble.say(NOBODY)
        else:
            self._turn()

    @property
    def chosen(self) -> str:
        """The address of the verifier that is chosen."""
        return str(self.verifier.value or "")

    def beginning(self) -> "Callable[[], Request]":
        """The request to the verifier; what they are called is kept."""
        proving, account, typed = self.app.session.proving, self.chosen, self.name.value.strip()
        named = not self.local and bool(typed) and typed != self.serving[account].name

        def begin() -> "Request":
            if named:
                proving.name_verifier(account, typed)
            return proving.begin(account)

        return begin

    def why(self) -> str:
        """The path."""
        return self.path.key

    def answered(self, asked: "Asked", paper: "IdentityPaper") -> object:
        """What the local verifier answers. Nothing more comes of the request."""
        session = self.app.session
        proving, (verifier,) = session.proving, asked.verifiers
        desk = next(one for one in session.verifier_desks if one.address == verifier)
        act = proving.act_of(proving.take(desk.answer(asked.request, paper).to_json()))
        proving.forget(asked)
        return act

    def ask_desk(self, work: "Callable[[], object]") -> None:
        """Run it with the key, which the credential is sealed under."""
        with_key(self.app, work, self._confirm, self.fail, self)

    def show_request(self, asked: "Asked", parent: QWidget | None) -> None:
        """Show it to the verifier."""
        hand_over(asked, self.path, parent)

    def _turn(self) -> None:
        self.name.set_value(self.serving[self.chosen].name)
        self.clear()


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
