"""Asking attestors: they are shown the papers, sign that these are true, and it goes on record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.attest_elsewhere import AskElsewhere
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

if TYPE_CHECKING:
    from wallet.flows.confirming import Confirming
    from wallet.flows.sealed_papers import CostPaper


@dataclass(frozen=True)
class Papers:
    """What attestors are asked about: a stake, or where `exit` is above zero a sale of it.

    `commitment` and `evidence` are what the papers are kept under, as 0x and 64 digits. `cost` is
    what is asked about instead where that is what a lot of shares cost.
    """

    company: str
    stake: int
    commitment: str
    attestors: tuple[PersonRef, ...]
    exit: int = 0
    evidence: str = ""
    cost: "CostPaper | None" = None


def papers_of_stake(stake: Stake) -> Papers:
    """The papers of a declared stake."""
    return Papers(stake.company, stake.id, stake.commitment, stake.attestors)


def papers_of_exit(sold: Exit, stake: Stake) -> Papers:
    """The papers of a reported sale of `stake`."""
    return Papers(
        sold.company, sold.stake, stake.commitment, sold.attestors, sold.id, sold.evidence_hash
    )


class AttestDialog(Dialog):
    """Shows who was named. On a local network those who are ticked are shown the papers at once;
    elsewhere, or where that is chosen, a request is sealed to them and their answers are brought.
    """

    def __init__(self, context: Context, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(_title(papers), parent)
        self.app, self.papers = context, papers
        names = name_list(one.name for one in papers.attestors)
        signers = self.app.session.numbers.signers
        named = "Those who serve are" if papers.cost is not None else "You named"
        self.add(
            Text(
                f"{named} {names}, of whom {signers} have to sign that the papers are true. They "
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
        self.elsewhere = AskElsewhere(
            context, papers.attestors, lambda: confirming(context, papers), self
        )
        self.elsewhere.grown.connect(self.fit)
        self.elsewhere.ready.connect(self._ready)
        self.add(self.elsewhere)
        self.add(Text(_after(papers, self.app.session.numbers), "body", "ink2"))
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.turn = self.add_button(Button("Their desks are elsewhere", self._turn_away))
        self.add_button(Button("Later", self.reject))
        self.go = self.add_button(Button("Show them the papers", self._go, kind="primary"))
        self.away = False
        self._show_way(context.session.network.local)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The person ids of those who are ticked."""
        return tuple(person for person, box in self.asked.items() if box.isChecked())

    def _show_way(self, here: bool) -> None:
        """Ask at once the desks that are on this machine, or those that are elsewhere."""
        self.away = not here
        for box in self.asked.values():
            box.setVisible(here)
        self.elsewhere.setVisible(not here)
        self.turn.setVisible(self.app.session.network.local and here)
        self.go.say("Show them the papers" if here else "Put it on record")
        self.trouble.hide()
        if here:
            self._turn()
        else:
            self.go.setEnabled(False)
            self.elsewhere.refresh()
        self.fit()

    def _turn_away(self) -> None:
        self._show_way(False)

    def _turn(self, _: bool = False) -> None:
        self.trouble.hide()
        self.go.setEnabled(
            self.app.session.network.local and len(self.chosen) >= self.app.session.numbers.signers
        )

    def _ready(self, enough: bool) -> None:
        if self.away:
            self.go.setEnabled(enough)

    def _go(self) -> None:
        if not self.away:
            self._ask()
            return
        self.go.setEnabled(False)
        self.app.tasks.run(
            lambda: confirming(self.app, self.papers).act(), self._signed, self._refused, owner=self
        )

    def _ask(self) -> None:
        chosen, papers, session = self.chosen, self.papers, self.app.session
        self.trouble.hide()
        self.go.setEnabled(False)

        def shown() -> object:
            desks = {desk.person: desk for desk in session.attestor_desks}
            absent = [person for person in chosen if person not in desks]
            if absent:
                raise WalletError(
                    f"{session.names.name_of(absent[0])} has no desk on this machine.",
                    "Ask the others.",
                    "attest.absent",
                )
            there = tuple(desks[person] for person in chosen)
            if papers.cost is not None:
                return confirming(self.app, papers).shown_to(there)
            return show(papers, session.documents, there)

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


def confirming(context: Context, papers: Papers) -> "Confirming":
    """What is asked, on its way to being confirmed. Raises WalletError where papers are lost."""
    session = context.session
    named = tuple(one.id for one in papers.attestors)
    if papers.cost is not None:
        return session.confirming("cost", 0, papers.cost, named)
    if papers.exit:
        return session.confirming_exit(papers.exit, papers.evidence, named)
    return session.confirming_stake(papers.stake, papers.commitment, named)


def _title(papers: Papers) -> str:
    if papers.cost is not None:
        return f"Have the cost of {papers.company} confirmed"
    what = "sale" if papers.exit else "part"
    return f"Have your {what} of {papers.company} confirmed"


def _after(papers: Papers, numbers: Numbers) -> str:
    if papers.cost is not None:
        return "What you paid then counts as cost when you sell, and lowers the gain."
    if papers.exit:
        return (
            "Once it is confirmed, your holders’ part of the gain is owed to them within "
            f"{numbers.said('PAY_WITHIN')}, or sooner where you reported the sale late."
        )
    return f"Its cost counts in sales that close {numbers.said('COST_AGE')} after it was confirmed."
