"""Issuing under a name that a verifier elsewhere has confirmed; the terms are left to write."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.facts import Facts
from ui.widgets.field import AreaField
from wallet.acts.token import Issue
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.asked import Asked
    from wallet.flows.name_answer import NameAnswer

TERMS = (
    "I share what I gain with whoever holds my shares: from selling shares of others, from what I "
    "receive as a holder, and from selling companies I have a part in. One share is one "
    "ten-millionth of each gain. I keep at least 51 % of myself.\n"
)
"""What stands in the field at first; an issuer changes it as they like."""
MOST_TERMS = 20_000


class IssueNamedDialog(ActForm):
    """Shows the name and who confirmed it, and asks for the terms; `terms` as typed before."""

    def __init__(
        self,
        context: Context,
        answer: "NameAnswer",
        verifier: str,
        terms: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            "Issue your token",
            "This makes 10,000,000 shares of you, once and for ever. Your name and the terms "
            "become public.",
            parent=parent,
        )
        self.answer = answer
        self.facts = Facts()
        self.facts.show_facts([("Your name", answer.name), ("Confirmed by", verifier)])
        self.add(self.facts)
        self.terms = AreaField("What you promise to your holders", longest=MOST_TERMS)
        self.terms.set_value(terms or TERMS)
        self.add_fields({"terms": self.terms})

    def compose(self) -> Issue:
        """The act, with the verifier's signature."""
        return Issue(self.answer.name, self.answer.signature, self.terms.value)


def wished_name(asked: "Asked") -> str:
    """The name that a request asks for; nothing where a backup brought it in garbled."""
    from wallet.flows.issuer_name import wish_of  # loaded with the chain, late

    try:
        return wish_of(asked).name
    except WalletError:
        return ""


def issue_named(
    context: Context,
    asked: "Asked",
    parent: QWidget | None,
    failed: Callable[[WalletError], object],
) -> None:
    """Open the form that issues with the answer kept in `asked`, which is held again first."""
    session = context.session

    def read() -> "tuple[NameAnswer, str, str]":
        answer = session.proving.named(asked)
        names = {one.account: one.name for one in session.answers.verifiers()}
        called = names.get(answer.verifier, "A verifier of this network")
        return answer, called, session.proving.terms

    def show(found: "tuple[NameAnswer, str, str]") -> None:
        IssueNamedDialog(context, *found, parent).open()

    context.tasks.run(read, show, failed, owner=parent)
