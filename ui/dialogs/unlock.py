"""Unlocking: a passphrase, and a plain sentence when it is not the right one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.tasks import Tasks
from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import ChoiceField, SecretField
from ui.widgets.layout import LEFT
from ui.widgets.text import Text
from wallet.base.errors import WalletError

Unlock = Callable[[str, str], object]


class UnlockForm(QWidget):
    """Asks for a wallet's passphrase; `unlock(wallet, passphrase)` runs in the signing lane.

    `unlocked` when it was right. The passphrase is forgotten as soon as it is handed over.
    """

    unlocked = Signal()

    def __init__(
        self,
        tasks: Tasks,
        wallets: Sequence[tuple[str, str]],
        unlock: Unlock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._unlock = tasks, unlock
        self.wallet = ChoiceField("Wallet", wallets)
        self.wallet.setVisible(len(wallets) > 1)
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

    def submit(self) -> None:
        """Try the passphrase."""
        wallet, words = str(self.wallet.value or ""), self.passphrase.value
        if not words:
            self.passphrase.fail("Type your passphrase.")
            return
        self._busy(True)
        self._tasks.run(
            lambda: self._unlock(wallet, words), self._opened, self._wrong, lane="sign", owner=self
        )

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
        self.button.say("Unlocking" if busy else "Unlock")
        self.button.setEnabled(not busy)
        self.passphrase.input.setReadOnly(busy)


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
