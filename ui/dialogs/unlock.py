"""Unlocking: a passphrase, and a plain sentence when it is not the right one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.tasks import Tasks
from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ChoiceField
from ui.widgets.layout import LEFT
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.keys.card import WATCHED, WalletCard
from wallet.keys.hidden import Hidden

Unlock = Callable[[str, Hidden], object]
Watch = Callable[[str], object]


class UnlockForm(QWidget):
    """Asks for a wallet's passphrase; `unlock(wallet, passphrase)` runs in the signing lane.

    `unlocked` when it was right. The passphrase is forgotten as soon as it is handed over. A
    wallet that is only watched asks for none: `watch(wallet)` opens it.
    """

    unlocked = Signal()

    def __init__(
        self,
        tasks: Tasks,
        cards: Sequence[WalletCard],
        unlock: Unlock,
        watch: Watch | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._unlock, self._watch = tasks, unlock, watch
        self._watched = {card.wallet_id for card in cards if card.kind == WATCHED}
        self.wallet = ChoiceField("Wallet", [(card.wallet_id, card.name) for card in cards])
        self.wallet.setVisible(len(cards) > 1)
        self.wallet.changed.connect(self._turn)
        self.passphrase = SecretField("Passphrase")
        self.passphrase.input.returnPressed.connect(self.submit)
        self.button = Button("Unlock", self.submit, kind="primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("l"))
        layout.addWidget(self.wallet)
        layout.addWidget(self.passphrase)
        layout.addWidget(self.button, 0, LEFT)
        self.setFocusProxy(self.passphrase)
        self._turn()

    @property
    def watches(self) -> bool:
        """Whether the chosen wallet is only watched."""
        return self.wallet.value in self._watched

    def submit(self) -> None:
        """Try the passphrase, or watch."""
        wallet, watch = str(self.wallet.value or ""), self._watch
        if self.watches and watch is not None:
            self._busy(True)
            self._tasks.run(
                lambda: watch(wallet), self._opened, self._wrong, lane="sign", owner=self
            )
            return
        if self.passphrase.empty:
            self.passphrase.fail("Type your passphrase.")
            return
        self._busy(True)
        typed = self.passphrase.value

        def unlock() -> object:
            with typed:
                return self._unlock(wallet, typed)

        self._tasks.run(unlock, self._opened, self._wrong, lane="sign", owner=self)

    def _opened(self, _: object) -> None:
        self.passphrase.wipe()
        self._busy(False)
        self.unlocked.emit()

    def _wrong(self, error: WalletError) -> None:
        self._busy(False)
        self.passphrase.fail(error)
        self.passphrase.input.selectAll()
        self.passphrase.setFocus()

    def _busy(self, busy: bool) -> None:
        self.button.say("One moment" if busy else self._words())
        self.button.setEnabled(not busy)
        self.passphrase.input.setReadOnly(busy)

    def _turn(self) -> None:
        """Another wallet was chosen."""
        self.passphrase.setVisible(not self.watches)
        self.button.say(self._words())

    def _words(self) -> str:
        return "Watch" if self.watches else "Unlock"


class UnlockDialog(Dialog):
    """The form over the window, when an act needs a signature and the wallet is locked."""

    def __init__(self, form: UnlockForm, parent: QWidget | None = None) -> None:
        super().__init__("Unlock your wallet", parent, width=440)
        self.form = form
        self.add(Text("Signing needs your passphrase. It never leaves this machine.", tone="ink2"))
        self.add(form)
        self.add_button(Button("Cancel", self.reject))
        form.unlocked.connect(self.accept)
        form.setFocus()
