"""Looking after the keys of a machine without a network: backups checked, printed, saved."""

from ui.context import KeyContext
from ui.pages.backup_card import BackupCard
from ui.widgets.page import Page


class OfflineKeysPage(Page):
    """The backups of the wallet that is open, and its passphrase."""

    def __init__(self, context: KeyContext) -> None:
        super().__init__("Keys and backup", "What brings this wallet back without this machine")
        self.card = BackupCard(context, "The wallet that is open")
        self.add(self.card)

    def refresh(self) -> None:
        """Show what the open wallet has."""
        self.card.turn()
