"""The buttons that back up the open wallet, with a network or without; each opens a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import KeyContext
from ui.dialogs.check_backup import CheckBackup
from ui.dialogs.new_passphrase import NewPassphrase
from ui.dialogs.paper import Paper
from ui.dialogs.remove_wallet import RemoveWallet
from ui.dialogs.save_key_file import SaveKeyFile
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.layout import grouped, row
from ui.widgets.text import Text
from wallet.base.addresses import short_address
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.keys.card import ONE_KEY, WATCHED, WORDS, WalletCard

_SAID = {
    WORDS: "Whoever has the words of this wallet has everything in it, and without them nobody "
    "can bring it back. See from time to time that your paper is still right.",
    ONE_KEY: "This wallet was made from one key and has no words. Its backup is a key file.",
    WATCHED: "This wallet is only watched: its key is somewhere else, and so is its backup.",
}
_PUBLISHED = "The words of this wallet are published. There is nothing in it to look after."


class BackupCard(Card):
    """Buttons for what backs up the open wallet; each opens a dialog."""

    def __init__(self, context: KeyContext, title: str = "Keys and backup") -> None:
        super().__init__(title, gap="m")
        self.keeper = context
        self.said = Text("", "body", "ink2")
        self.check = Button("Check a backup", self._check)
        self.paper = Button("Put the words on paper", self._paper)
        self.file = Button("Save a key file", self._file)
        self.phrase = Button("Change the passphrase", self._phrase)
        self.add(self.said)
        self.backups = grouped(row(self.check, self.paper, self.file, None, gap="s"))
        self.add(self.backups)
        self.remove = Button("Remove from this computer", self._remove, kind="danger")
        self.add(row(self.phrase, *self.others(), None, gap="s"))
        self.add(row(self.remove, None))
        self.turn()

    def others(self) -> tuple[Button, ...]:
        """What else can be done with keys."""
        return ()

    def turn(self) -> None:
        """Show what the open wallet has."""
        card = self.keeper.session.opened.card
        kind = card.kind if card is not None else ""
        said = _SAID.get(kind, _PUBLISHED)
        checked = card.checked if card is not None else 0
        self.said.say(f"{said} You did on {date_of(checked)}." if checked else said)
        self.backups.setVisible(kind in (WORDS, ONE_KEY))
        self.paper.setVisible(kind == WORDS)
        self.phrase.setVisible(kind in (WORDS, ONE_KEY))
        self.remove.setVisible(bool(kind))

    @property
    def card(self) -> WalletCard:
        """The open wallet's card. Raises WalletError where it is not kept here."""
        card = self.keeper.session.opened.card
        if card is None:
            raise WalletError(_PUBLISHED, "Open a wallet of your own.", "settings.published")
        return card

    def _check(self) -> None:
        self._open(lambda over: CheckBackup(self.keeper, *self._of_words(), over))

    def _paper(self) -> None:
        self._open(lambda over: Paper(self.keeper, self.card.wallet_id, over))

    def _phrase(self) -> None:
        self._open(lambda over: NewPassphrase(self.keeper, self.card.wallet_id, over))

    def _remove(self) -> None:
        self._open(lambda over: RemoveWallet(self.keeper, self.card, over))

    def _file(self) -> None:
        card = self.card
        accounts: list[tuple[object, str]] = [
            (number, f"Account {at}: {short_address(address)}")
            for at, (number, address) in enumerate(
                zip(card.numbers, card.addresses, strict=True), start=1
            )
        ]
        self._open(lambda over: SaveKeyFile(self.keeper, card.wallet_id, accounts, over))

    def _of_words(self) -> tuple[str, bool]:
        return self.card.wallet_id, self.card.kind == WORDS

    def _open(self, make: Callable[[QWidget], Dialog]) -> None:
        try:
            dialog = make(self.window())
        except WalletError as error:
            self.keeper.messages.tell_error(error)
            return
        dialog.open()
