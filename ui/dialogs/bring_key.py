"""Bringing in what another wallet holds: a private key, a key file, or something to watch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.key_form import KeyForm
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.file_field import FileField
from ui.widgets.secret_field import SecretField
from wallet.base.clock import SystemClock
from wallet.flows import bringing
from wallet.keys.card import WATCHED, WalletCard
from wallet.keys.hidden import Hidden
from wallet.keys.passphrase import strength
from wallet.keys.store import WalletStore

KEY, FILE, WATCH = "key", "file", "watch"
_WAYS: tuple[tuple[object, str], ...] = (
    (FILE, "A key file of another wallet"),
    (KEY, "A private key"),
    (WATCH, "An address, only to watch it"),
)
_SHOWN = {
    KEY: ("way", "key", "name", "passphrase", "again"),
    FILE: ("way", "file", "phrase", "name", "passphrase", "again"),
    WATCH: ("way", "watched", "name"),
}


class BringKey(KeyForm):
    """`kept(card)` is called when the wallet is kept here, and open."""

    def __init__(
        self,
        context: Context,
        store: WalletStore,
        kept: Callable[[WalletCard], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            "Bring in a wallet",
            "It is kept here beside your others, under a passphrase of this computer.",
            "Bring it in",
            parent,
            "Opening and sealing it",
        )
        self._store, self._kept, self._session = store, kept, context.session
        self.way = ChoiceField("What you have", _WAYS)
        self.way.changed.connect(self._turn)
        self.key = SecretField("Private key", "64 digits and letters, with or without 0x.")
        self.file = FileField("Key file", "open", "Key files (*.json *);;All files (*)")
        self.watched = TextField(
            "Address or extended public key", "It begins with 0x or with xpub.", longest=200
        )
        self.name = TextField("Name", longest=40)
        self.name.set_value("My other wallet")
        self.new = SecretField("A passphrase for this computer", "At least 8 letters.")
        self.new.changed.connect(self._judge)
        self.add_fields(
            {
                "way": self.way,
                "key": self.key,
                "file": self.file,
                "phrase": SecretField("The file's own passphrase"),
                "watched": self.watched,
                "name": self.name,
                "passphrase": self.new,
                "again": SecretField("The same once more"),
            }
        )
        self._turn()
        self.finish_form()

    def work(self) -> Callable[[], WalletCard]:
        """Keep the wallet, then open it."""
        store, session, name = self._store, self._session, self.name.value
        now = SystemClock().now()
        if self.way.value == WATCH:
            watched = self.watched.value

            def watch() -> WalletCard:
                card = bringing.keep_watched(store, watched, name, now)
                session.watch(card.wallet_id)
                return card

            return watch
        new, again = self.new.value, self.secret("again")
        keep = self._keep_file(name, now) if self.way.value == FILE else self._keep_key(name, now)

        def bring() -> WalletCard:
            with new, again:
                card = keep(new, again)
                session.unlock(card.wallet_id, new)
                return card

        return bring

    def ended(self, result: WalletCard) -> None:
        """Close; the wallet is open."""
        self.accept()
        if result.kind == WATCHED:
            self.app.messages.tell("This wallet is watched: what it does is signed elsewhere.")
        self._kept(result)

    def _keep_key(self, name: str, now: int) -> Callable[[Hidden, Hidden], WalletCard]:
        store, key = self._store, self.key.value

        def keep(new: Hidden, again: Hidden) -> WalletCard:
            with key:
                return bringing.keep_private_key(store, key, new, again, name, now)

        return keep

    def _keep_file(self, name: str, now: int) -> Callable[[Hidden, Hidden], WalletCard]:
        store, path, phrase = self._store, self.file.path(), self.secret("phrase")

        def keep(new: Hidden, again: Hidden) -> WalletCard:
            with phrase:
                file = bringing.read_key_file(path)
                return bringing.keep_key_file(store, file, phrase, new, again, name, now)

        return keep

    def _turn(self) -> None:
        shown = _SHOWN[str(self.way.value)]
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        self.fit()

    def _judge(self) -> None:
        with self.new.value as typed:
            self.new.say(strength(typed).sentence)
