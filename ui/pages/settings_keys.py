"""The part of the settings that looks after keys: backups, passphrase, accounts, other wallets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.bring_key import BringKey
from ui.dialogs.find_accounts import FindAccounts
from ui.pages.backup_card import BackupCard
from ui.widgets.button import Button
from wallet.keys.card import ONE_KEY, WalletCard


class KeysCard(BackupCard):
    """The same, and what needs a network: accounts that were used, and other wallets."""

    def __init__(self, context: Context) -> None:
        self.app = context
        super().__init__(context)

    def others(self) -> tuple[Button, ...]:
        """Find accounts, bring in wallets."""
        self.used = Button("Find used accounts", self._find)
        self.bring = Button("Bring in another wallet", self._bring)
        return self.used, self.bring

    def turn(self) -> None:
        """Show what the open wallet has."""
        super().turn()
        self.used.setVisible(_has_more(self.app.session.opened.card))

    def _find(self) -> None:
        self._open(lambda over: FindAccounts(self.app, self.card, self.app.house.turned, over))

    def _bring(self) -> None:
        def make(over: QWidget) -> BringKey:
            store = self.app.session.kept
            return BringKey(self.app, store, lambda _: self.app.house.show_frame(), over)

        self._open(make)


def _has_more(card: WalletCard | None) -> bool:
    """Whether other accounts can follow from what is known of a wallet."""
    if card is None or card.kind == ONE_KEY:
        return False
    return card.watched is None or bool(card.watched.public_key)
