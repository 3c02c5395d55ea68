"""Identity: who this wallet is on the network, what verifiers confirmed, and what can be shown."""

from typing import TYPE_CHECKING

from ui.context import Context
from ui.dialogs.appeal import AppealDialog
from ui.dialogs.check_claims import CheckClaimsDialog
from ui.dialogs.join import JoinDialog
from ui.dialogs.renew import RenewDialog
from ui.pages.answered import AnsweredPage
from ui.pages.asked_card import AskedCard
from ui.pages.credential_card import CredentialCard
from ui.pages.recovery_card import RecoveryCard
from ui.standing import standing_line
from ui.widgets.address_card import AddressCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.details import Details
from ui.widgets.facts import Facts
from ui.widgets.layout import grouped, row
from ui.widgets.note import Note
from ui.widgets.split import Split
from ui.widgets.states import Placeholder, StateStack
from wallet.base.clock import date_of
from wallet.base.countries import country_name
from wallet.flows.paths import JOIN, Path, may_renew
from wallet.flows.standings import told

if TYPE_CHECKING:
    from wallet.flows.proving import Overview

LEVELS = {"document": "A government document was checked", "world": "World ID only"}
CLASSES = {
    "retail": "Private investor",
    "accredited": "Accredited investor",
    "qualified": "Qualified investor",
}


class IdentityPage(AnsweredPage["Overview"]):
    """The person, their credential, what verifiers were asked, and another wallet's claim."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "Identity",
            "Shares belong to people, never to addresses",
            Placeholder("Nothing is known yet.", icon="identity"),
        )
        self.add_action(Button("Check what somebody shows", self._check))
        self.main = Button(JOIN.title, self._join, kind="primary")
        self.main.hide()
        self.add_action(self.main)
        self.warning = Note("", "oxide")
        self.appeal = Button("Ask the members", self._appeal)
        self.appeal_line = grouped(row(self.appeal, None))
        self.appeal_line.hide()
        self.put(self.warning)
        self.put(self.appeal_line)
        self.asked = AskedCard(context)
        self.put(self.asked)
        card = Card("You on this network")
        self.facts = Facts()
        self.details = Details()
        self.person = StateStack(
            self.facts,
            Placeholder(
                "This wallet belongs to nobody yet.",
                "A verifier looks at your document, once, and confirms who you are. The document "
                "stays with the verifier; the network learns your country, a number that tells "
                "you from everybody else, and nothing more.",
                JOIN.title,
                self._join,
                icon="verify",
            ),
        )
        card.add(self.person)
        card.add(self.details)
        self.address = Card("Your address")
        self._shown = ""
        self.put(Split(card, self.address, (1, 1), 860))
        self.credential, self.recovery = CredentialCard(context), RecoveryCard(context)
        self.beneath = Split(self.credential, self.recovery, (1, 1), 860)
        self.put(self.beneath)
        self.put(None)

    def ask(self) -> "Overview":
        """Read who this is, and what is kept."""
        return self.app.session.proving.overview()

    def open_on(self, target: object) -> None:
        """Begin anew: what was uncovered is covered."""
        self.credential.cover()

    def show_answer(self, answer: "Overview") -> None:
        """Show the person, or the way to become one."""
        who = answer.identity
        self._show_address(who.account)
        said = told(who, answer.now)
        self.warning.say(said.whole if said else "")
        self.appeal_line.setVisible(who.standing == "banned")
        joined, former = who.person is not None, bool(who.former)
        waits = who.recovery is not None and not who.recovery.mine
        self.main.say("Renew" if joined else JOIN.title)
        self.main.setVisible(may_renew(who) or (not joined and not former and not waits))
        self.person.empty.button.setVisible(not former and not waits)
        self.asked.say(answer)
        self.credential.say(answer)
        self.recovery.say(answer)
        self.beneath.setVisible(not former)
        if who.person is None:
            if former:
                self.person.empty.say("This wallet belongs to nobody any more.", "")
            self.person.show_empty()
            self.details.say("")
            return
        verifier = answer.name_of(who.verifier) if who.verifier else "World ID"
        again = () if who.standing == "banned" else (("Check it again by", _day(who.expires)),)
        self.facts.show_facts(
            [
                ("Name", who.person.name),
                ("Standing", standing_line(who.person, answer.now)),
                ("How it was confirmed", LEVELS.get(who.level, "Not confirmed")),
                ("By", verifier),
                ("Country", country_name(who.country)),
                ("Investor class", CLASSES.get(who.investor_class, "Not stated")),
                ("Joined", _day(who.joined)),
                *again,
                ("Role", "Attestor" if who.attestor else "Member"),
            ]
        )
        self.details.say(
            f"person {who.person.id}\nverifier {who.verifier}\ncredential {who.attestation_hash}"
        )
        self.person.show_content()

    def _show_address(self, account: str) -> None:
        if account == self._shown:
            return
        if self._shown:
            self.address.clear()
        self._shown = account
        self.address.add(AddressCard(account, "Dollars sent here belong to you at once."))

    def _join(self) -> None:
        if self.answer is None:
            return
        if self.answer.identity.person is None:
            self._take(JOIN)
        else:
            RenewDialog(self._take, self.window()).open()

    def _take(self, path: Path) -> None:
        if self.answer is not None:
            JoinDialog(self.app, path, self.answer.verifiers, self.window()).open()

    def _check(self) -> None:
        CheckClaimsDialog(self.app, self.window()).open()

    def _appeal(self) -> None:
        AppealDialog(self.app, self.window()).open()


def _day(instant: int | None) -> str:
    return date_of(instant) if instant else "not known"
