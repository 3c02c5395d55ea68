"""Removing the open wallet from this computer, once what is lost with it was read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import KeyContext
from ui.dialogs.key_form import KeyForm
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.note import Note
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text
from wallet.flows.removing import backup_said, losses, remove_wallet
from wallet.keys.card import WATCHED, WalletCard

KNOWN, FORGOTTEN = "known", "forgotten"
_WAYS: tuple[tuple[object, str], ...] = (
    (KNOWN, "With its passphrase"),
    (FORGOTTEN, "I no longer know its passphrase"),
)


class RemoveWallet(KeyForm):
    """Says what is lost and whether a backup was checked; asks for the passphrase or the name."""

    def __init__(
        self, context: KeyContext, card: WalletCard, parent: QWidget | None = None
    ) -> None:
        first, *rest = losses(card)
        title = f"Remove {card.name}"
        super().__init__(context, title, first, "Remove it", parent, "Removing it", "danger")
        self._wallet = card
        self.backup = Note(backup_said(card), "accent" if card.checked else "oxide")
        self.backup.setVisible(card.kind != WATCHED)
        self.add(self.backup)
        for words in rest:
            self.add(Text(words, "body", "ink2"))
        self.way = ChoiceField("Remove it", _WAYS)
        self.name = TextField(f"Type its name: {card.name}")
        if card.kind != WATCHED:
            self.way.changed.connect(self._turn)
            self.add_fields(
                {"way": self.way, "old": SecretField("Its passphrase"), "name": self.name}
            )
            self._turn()
        self.finish_form()

    def work(self) -> Callable[[], WalletCard]:
        """Remove it."""
        store, card = self.app.session.kept, self._wallet
        if card.kind == WATCHED or self.way.value == FORGOTTEN:
            name = card.name if card.kind == WATCHED else self.name.value
            return lambda: remove_wallet(store, card.wallet_id, None, name)
        old = self.secret("old")

        def remove() -> WalletCard:
            with old:
                return remove_wallet(store, card.wallet_id, old)

        return remove

    def ended(self, result: WalletCard) -> None:
        """Say so, and leave it."""
        self.close_with(f"{result.name} was removed from this computer.")
        self.app.gone()

    def _turn(self) -> None:
        """Ask for the one or the other."""
        forgotten = self.way.value == FORGOTTEN
        self.fields["old"].setVisible(not forgotten)
        self.name.setVisible(forgotten)
        self.fit()
