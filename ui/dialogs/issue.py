"""Issuing one's token where a verifier is on this machine, who confirms the name at once."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.dialogs.issue_named import MOST_TERMS, TERMS
from ui.widgets.field import AreaField, ChoiceField, TextField
from wallet.acts.token import Issue
from wallet.base.countries import countries
from wallet.base.errors import WalletError
from wallet.flows.papers import IdentityPaper


class IssueDialog(ActForm):
    """Asks for the name as on the document, the document once more, and the terms."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Issue your token",
            "This makes 10,000,000 shares of you, once and for ever. Your name and the terms "
            "become public; the document is shown to the verifier alone, who confirms the name.",
            parent=parent,
        )
        self.name = TextField("Your name, as on the document", longest=64)
        self.document = TextField("Number of the document you joined with", longest=40)
        self.country = ChoiceField("Country that issued it", [(0, "Choose one"), *countries()])
        self.terms = AreaField("What you promise to your holders", longest=MOST_TERMS)
        self.terms.set_value(TERMS)
        self.add_fields(
            {
                "name": self.name,
                "document": self.document,
                "country": self.country,
                "terms": self.terms,
            }
        )

    def compose(self) -> Any:
        """The act without the verifier's signature, which `submit` asks for first."""
        return Issue(self.name.value, b"", self.terms.value)

    def submit(self) -> None:
        """Have the verifier confirm the name, then ask for the signature."""
        paper = IdentityPaper(
            self.name.value, self.document.value, int(str(self.country.value or 0))
        )
        try:
            if not self.app.session.person_id:
                raise WalletError(
                    "Only people whose identity was confirmed issue a token.",
                    "Have yours confirmed first, on the page Identity.",
                    "form.not_joined",
                )
            paper.check()
        except WalletError as error:
            self.fail(error)
            return
        name, terms, session = self.name.value, self.terms.value, self.app.session
        self.go.setEnabled(False)

        def confirmed() -> Issue:
            signature = session.verifier_desk.sign_name(session.person_id, paper, name)
            act = Issue(name, signature, terms)
            session.check(act)
            return act

        self.app.tasks.run(confirmed, self._sign, self._refused, owner=self)
