"""Joining: show a document to the verifier of the local network, then confirm what they signed."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.acts.identity import Join, Renew
from wallet.base.countries import countries
from wallet.base.errors import WalletError
from wallet.flows.joining import Joining, Step
from wallet.flows.papers import IdentityPaper

CLASSES: tuple[tuple[object, str], ...] = (
    (0, "Private investor"),
    (1, "Accredited investor"),
    (2, "Qualified investor"),
)


class JoinDialog(Dialog):
    """Asks for what stands on the document; `person` is above zero for a renewal."""

    def __init__(self, context: Context, person: int, parent: QWidget | None = None) -> None:
        title = "Renew your identity check" if person else "Have your identity confirmed"
        super().__init__(title, parent)
        self.app = context
        self.flow = Joining(context.session.account, person)
        self.add(
            Text(
                "The verifier looks at your document and signs that it is yours. Your name and the "
                "number of the document are shown to the verifier and to nobody else.",
                "body",
                "ink2",
            )
        )
        self.name = TextField("Your name, as on the document", longest=64)
        self.document = TextField("Number of the document", longest=40, placeholder="X4711082")
        self.country = ChoiceField("Country that issued it", [(0, "Choose one"), *countries()])
        self.investor = ChoiceField(
            "Kind of investor", CLASSES, "Most people are private investors."
        )
        for field in (self.name, self.document, self.country, self.investor):
            self.add(field)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Show it to the verifier", self._ask, kind="primary"))
        if not context.session.network.local:
            self.go.setEnabled(False)
            self.trouble.say(
                "This network has no verifier on this machine. Ask one of its verifiers to "
                "confirm you: give them your address."
            )

    def _ask(self) -> None:
        self.trouble.hide()
        paper = IdentityPaper(
            self.name.value,
            self.document.value,
            int(str(self.country.value or 0)),
            int(str(self.investor.value or 0)),
        )
        if self.flow.step is Step.ATTESTED:  # the confirmation was cancelled
            self.flow.back()
        try:
            request = self.flow.ask(paper)
        except WalletError as error:
            self._show(error)
            return
        self.go.setEnabled(False)
        session = self.app.session
        self.app.tasks.run(
            lambda: self.flow.receive(session.verifier_desk.attest(request)),
            self._attested,
            self._refused,
            owner=self,
        )

    def _attested(self, act: Join | Renew) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self.accept())

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self._show(error)

    def _show(self, error: WalletError) -> None:
        fields = {"name": self.name, "document": self.document, "country": self.country}
        field = fields.get(error.field or "")
        if field is not None:
            field.fail(error)
            field.setFocus()
        else:
            self.trouble.say(str(error))
            self.trouble.show()
        self.fit()
