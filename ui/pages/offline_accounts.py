"""The accounts of a wallet without a network: their addresses, and the code to watch them by."""

from ui.tasks import Tasks
from ui.widgets.address_card import grouped_address
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.layout import LEFT, row
from ui.widgets.moving_code import MovingCode
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.offline import Offline
from wallet.signing.ur.codes import Resource, Sender


class OfflineAccountsPage(Page):
    """Shows who one is to another machine, which can then watch and ask, and never sign."""

    def __init__(self, offline: Offline, tasks: Tasks) -> None:
        super().__init__("Accounts", "What another machine has to know to watch this wallet")
        self._offline, self._tasks = offline, tasks
        known = Card("Addresses")
        self._known = known
        self.add(known)
        self.watching = Card("Watch this wallet on another machine", gap="m")
        self.watching.add(
            Text(
                "That machine can then see what these accounts own and prepare what you want to "
                "do. It cannot sign: each request comes here.",
                tone="ink2",
            )
        )
        self.show_code = Button("Show the code", self._ask, kind="primary")
        self.watching.body.addWidget(self.show_code, 0, LEFT)
        self.add(self.watching)
        self.note = Note("", "oxide")
        self.note.hide()
        self.add(self.note)
        self.code: MovingCode | None = None

    def refresh(self) -> None:
        """Show the addresses of the wallet that is open."""
        try:
            card = self._offline.card
        except WalletError:
            return
        self._known.clear()
        for number, account in enumerate(card.addresses, 1):
            label = Text(f"Account {number}", "body", "ink2", wrap=False)
            letters = " ".join(grouped_address(account).split())
            self._known.add(row(label, Text(letters, "mono", wrap=False), None, gap="xl"))

    def _ask(self) -> None:
        self.show_code.setEnabled(False)
        self._tasks.run(self._offline.accounts, self._show, self._failed, lane="sign", owner=self)

    def _show(self, accounts: Resource) -> None:
        self.note.say("")
        self.show_code.hide()
        self.code = MovingCode(lambda fragment: Sender(accounts, fragment))
        self.watching.add(self.code)

    def _failed(self, error: WalletError) -> None:
        self.show_code.setEnabled(True)
        self.note.say(str(error))
