"""One account as a key file that other wallets read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.context import KeyContext
from ui.dialogs.key_form import KeyForm
from ui.widgets.field import ChoiceField
from ui.widgets.file_field import FileField
from ui.widgets.note import Note
from ui.widgets.secret_field import SecretField
from wallet.flows.key_care import save_key_file


class SaveKeyFile(KeyForm):
    """`accounts` are numbers with their words."""

    def __init__(
        self,
        context: KeyContext,
        wallet_id: str,
        accounts: Sequence[tuple[object, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            "Save a key file",
            "A key file holds one account. Any wallet that reads such files opens it with the "
            "passphrase that you choose for it here.",
            "Save it",
            parent,
            "Sealing the file",
        )
        self._wallet_id = wallet_id
        self.account = ChoiceField("Account", accounts)
        self.file = FileField("Where to", "new", "Key files (*.json)", name="symbolon-key.json")
        self.add_fields(
            {
                "account": self.account,
                "file": self.file,
                "old": SecretField("The wallet's passphrase"),
                "passphrase": SecretField("A passphrase for the file", "At least 8 letters."),
                "again": SecretField("The file's once more"),
            }
        )
        self.add(Note("Whoever has the file and its passphrase has everything in this account."))
        self.finish_form()

    def work(self) -> Callable[[], None]:
        """Write the file."""
        store, wallet_id = self.app.session.kept, self._wallet_id
        path, account = self.file.path(), self.account.value
        number = account if isinstance(account, int) else 0
        old, new, again = (self.secret(name) for name in ("old", "passphrase", "again"))

        def save() -> None:
            with old, new, again:
                save_key_file(store, wallet_id, old, number, new, again, path)

        return save

    def ended(self, _: None) -> None:
        """Say where it is."""
        self.close_with(f"The key file is saved as {self.file.path().name}.")
