"""Identity: who this wallet is on the network, how sure of it the network is, and until when."""

from ui.context import Context
from ui.dialogs.join import JoinDialog
from ui.pages.answered import AnsweredPage
from ui.standing import standing_line
from ui.widgets.address_card import AddressCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.details import Details
from ui.widgets.facts import Facts
from ui.widgets.note import Note
from ui.widgets.split import Split
from ui.widgets.states import Placeholder, StateStack
from wallet.base.clock import date_of
from wallet.base.countries import country_name
from wallet.books.identity import Identity

LEVELS = {"document": "A government document was checked", "world": "World ID only"}
CLASSES = {
    "retail": "Private investor",
    "accredited": "Accredited investor",
    "qualified": "Qualified investor",
}
_WARNINGS = {
    "expired": "Your identity check has run out. You can sell, claim and pay, but neither buy, "
    "raise nor receive shares until it is renewed.",
    "frozen": "You are frozen. Nothing of yours is sold or bought; what is paid to you waits in "
    "the ledger until the freeze ends.",
    "banned": "You are banned. You can sell, claim and pay, and nothing else, for ever.",
}


class IdentityPage(AnsweredPage[Identity]):
    """The person, the address to receive at, and joining or renewing."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "Identity",
            "Shares belong to people, never to addresses",
            Placeholder("Nothing is known yet.", icon="identity"),
        )
        self.main = Button("Have my identity confirmed", self._join, kind="primary")
        self.main.hide()
        self.add_action(self.main)
        self.warning = Note("", "oxide")
        self.put(self.warning)
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
                "Have my identity confirmed",
                self._join,
                icon="verify",
            ),
        )
        card.add(self.person)
        card.add(self.details)
        self.address = Card("Your address")
        self._shown = ""
        self.put(Split(card, self.address, (1, 1), 860))
        self.put(None)

    def ask(self) -> Identity:
        """Read who this is."""
        return self.app.session.answers.identity()

    def show_answer(self, answer: Identity) -> None:
        """Show the person, or the way to become one."""
        self._show_address(answer.account)
        self.warning.say(_WARNINGS.get(answer.standing, ""))
        joined = answer.person is not None
        renewable = joined and answer.standing != "banned"
        self.main.say("Renew" if joined else "Have my identity confirmed")
        self.main.setVisible(renewable or not joined)
        if answer.person is None:
            self.person.show_empty()
            self.details.say("")
            return
        self.facts.show_facts(
            [
                ("Name", answer.person.name),
                ("Standing", standing_line(answer.person)),
                ("How it was confirmed", LEVELS.get(answer.level, "Not confirmed")),
                ("Country", country_name(answer.country)),
                ("Investor class", CLASSES.get(answer.investor_class, "Not stated")),
                ("Joined", date_of(answer.joined) if answer.joined else "not known"),
                ("Check it again by", date_of(answer.expires) if answer.expires else "not known"),
                ("Role", "Attestor" if answer.attestor else "Member"),
            ]
        )
        self.details.say(
            f"person {answer.person.id}\nverifier {answer.verifier}\n"
            f"credential {answer.attestation_hash}"
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
        person = self.answer.person.id if self.answer and self.answer.person else 0
        JoinDialog(self.app, person, self.window()).open()
