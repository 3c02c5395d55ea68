"""Another passphrase for the wallet that is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import KeyContext
from ui.dialogs.key_form import KeyForm
from ui.widgets.secret_field import SecretField
from wallet.flows.key_care import change_passphrase
from wallet.keys.envelope import Envelope
from wallet.keys.passphrase import strength


class NewPassphrase(KeyForm):
    """Asks for the old one and twice for the new one."""

    def __init__(self, context: KeyContext, wallet_id: str, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Change the passphrase",
            "It opens the wallet on this computer alone. The words on your paper stay as they are.",
            "Change it",
            parent,
            "Sealing the wallet",
        )
        self._wallet_id = wallet_id
        self.new = SecretField("New passphrase", "At least 8 letters; several words are best.")
        self.new.changed.connect(self._judge)
        self.add_fields(
            {
                "old": SecretField("Passphrase now"),
                "passphrase": self.new,
                "again": SecretField("The new one once more"),
            }
        )
        self.finish_form()

    def work(self) -> Callable[[], Envelope]:
        """Seal the wallet anew."""
        store, wallet_id = self.app.session.kept, self._wallet_id
        old, new, again = (self.secret(name) for name in ("old", "passphrase", "again"))

        def change() -> Envelope:
            with old, new, again:
                return change_passphrase(store, wallet_id, old, new, again)

        return change

    def ended(self, result: Envelope) -> None:
        """Say so; the open wallet goes on."""
        opened = self.app.session.opened
        if opened.card is not None:
            opened.renewed(opened.card, result)
        self.close_with("The wallet opens with the new passphrase now.")

    def _judge(self) -> None:
        with self.new.value as typed:
            self.new.say(strength(typed).sentence)
