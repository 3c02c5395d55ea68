"""Asking attestors: they are shown the papers, sign that these are true, and it goes on record."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Check
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.acts.companies import SubmitExitAttestation, SubmitStakeAttestation
from wallet.base.errors import WalletError
from wallet.books.companies import Exit, Stake
from wallet.books.persons import PersonRef, name_list
from wallet.contracts.numbers import Numbers
from wallet.flows.attesting import Attestor, Declaring, Exiting


@dataclass(frozen=True)
class Papers:
    """What attestors are asked about: a stake, or where `exit` is above zero a sale of it.

    `commitment` and `evidence` are what the papers are kept under, as 0x and 64 digits.
    """

    company: str
    stake: int
    commitment: str
    attestors: tuple[PersonRef, ...]
    exit: int = 0
    evidence: str = ""


def papers_of_stake(stake: Stake) -> Papers:
    """The papers of a declared stake."""
    return Papers(stake.company, stake.id, stake.commitment, stake.attestors)


def papers_of_exit(sold: Exit, stake: Stake) -> Papers:
    """The papers of a reported sale of `stake`."""
    return Papers(
        sold.company, sold.stake, stake.commitment, sold.attestors, sold.id, sold.evidence_hash
    )


class AttestDialog(Dialog):
    """Shows who was named; those who are ticked are shown the papers."""

    def __init__(self, context: Context, papers: Papers, parent: QWidget | None = None) -> None:
        what = "sale" if papers.exit else "part"
        super().__init__(f"Have your {what} of {papers.company} confirmed", parent)
        self.app, self.papers = context, papers
        names = name_list(one.name for one in papers.attestors)
        signers = self.app.session.numbers.signers
        self.add(
            Text(
                f"You named {names}, of whom {signers} have to sign that the papers are true. They "
                "see the papers; nobody else does.",
                "body",
                "ink2",
            )
        )
        self.asked = {one.id: Check(one.name) for one in papers.attestors}
        for number, box in enumerate(self.asked.values()):
            box.setChecked(number < signers)
            box.toggled.connect(self._turn)
            self.add(box)
        self.add(Text(_after(papers, self.app.session.numbers), "body", "ink2"))
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Later", self.reject))
        self.go = self.add_button(Button("Show them the papers", self._ask, kind="primary"))
        if not context.session.network.local:
            self.go.setEnabled(False)
            self.trouble.say(
                "The attestors of this network are not on this machine. What you declared stays on "
                "record until they have signed."
            )

    @property
    def chosen(self) -> tuple[int, ...]:
        """The person ids of those who are ticked."""
        return tuple(person for person, box in self.asked.items() if box.isChecked())

    def _turn(self, _: bool = False) -> None:
        self.trouble.hide()
        self.go.setEnabled(
            self.app.session.network.local and len(self.chosen) >= self.app.session.numbers.signers
        )

    def _ask(self) -> None:
        chosen, papers, session = self.chosen, self.papers, self.app.session
        self.trouble.hide()
        self.go.setEnabled(False)

        def shown() -> SubmitStakeAttestation | SubmitExitAttestation:
            desks = {desk.person: desk for desk in session.attestor_desks}
            absent = [person for person in chosen if person not in desks]
            if absent:
                raise WalletError(
                    f"{session.names.name_of(absent[0])} has no desk on this machine.",
                    "Ask the others.",
                    "attest.absent",
                )
            return show(papers, session.documents, tuple(desks[person] for person in chosen))

        self.app.tasks.run(shown, self._signed, self._refused, owner=self)

    def _signed(self, act: Any) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self.accept())

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.trouble.say(str(error))
        self.fit()


def show(
    papers: Papers, documents: Any, attestors: tuple[Attestor, ...]
) -> SubmitStakeAttestation | SubmitExitAttestation:
    """Show papers to attestors; answers the act that publishes what they signed.

    Raises WalletError when papers are lost, or with what the first says who refuses.
    """
    if not papers.exit:
        declaring = Declaring(documents)
        declaring.resume(papers.stake, papers.commitment)
        return declaring.show(attestors)
    exiting = Exiting(documents, papers.stake, papers.commitment)
    exiting.resume(papers.exit, papers.evidence)
    return exiting.show(attestors)


def _after(papers: Papers, numbers: Numbers) -> str:
    if papers.exit:
        return (
            "Once it is confirmed, your holders’ part of the gain is owed to them within "
            f"{numbers.said('PAY_WITHIN')}, or sooner where you reported the sale late."
        )
    return f"Its cost counts in sales that close {numbers.said('COST_AGE')} after it was confirmed."
