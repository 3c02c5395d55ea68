"""What follows the first paint on a machine without a network: unlock, read, sign, show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from ui.clipboard import clear_ours
from ui.dialogs.unlock import UnlockForm
from ui.frame import Frame
from ui.idle import Idle
from ui.messages import Messages
from ui.pages.offline_accounts import OfflineAccountsPage
from ui.pages.offline_keys import OfflineKeysPage
from ui.pages.offline_sign import OfflineSignPage
from ui.presence import Presence
from ui.tasks import Tasks
from ui.widgets.gate import Gate
from ui.widgets.page import Page
from ui.widgets.sidebar import Place
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.offline import Offline
from wallet.keys.card import WATCHED, WalletCard

if TYPE_CHECKING:
    from ui.app import App

KEPT = (
    "Wallets are kept in encrypted files here. The system’s keyring is not asked: what asks it "
    "could use a network."
)
PLACES = (
    Place("sign", "Sign", "offline"),
    Place("accounts", "Accounts", "identity"),
    Place("keys", "Keys and backup", "lock"),
)


@dataclass(frozen=True)
class Quiet:
    """What the pages are given: no chain, no network, no other places."""

    session: Offline
    tasks: Tasks
    messages: Messages
    gone: Callable[[], object]


class OfflineHouse(QObject):
    """One wallet in one window, on a machine that has no network. `frame_shown` when unlocked."""

    frame_shown = Signal()

    def __init__(self, app: "App", session: Offline) -> None:
        super().__init__(app.window)
        self.app, self.session = app, session
        self._pages: dict[str, Callable[[], Page]] = {
            "sign": lambda: OfflineSignPage(session, app.tasks),
            "accounts": lambda: OfflineAccountsPage(session, app.tasks),
            "keys": lambda: OfflineKeysPage(Quiet(session, app.tasks, app.messages, self.removed)),
        }
        self.idle = Idle(lambda: session.idle_seconds, app.settings.lock_after, self)
        self.idle.left.connect(self.lock)
        self.presence = Presence(self)
        self.presence.away.connect(self.lock)
        app.window.used.connect(session.touch)
        app.window.lock_asked.connect(self.lock)
        app.window.closed.connect(self._rest)
        self.enter()

    def enter(self) -> None:
        """Show the frame where a wallet is unlocked, and else the way to one."""
        if not self.session.locked:
            self.show_frame()
            return
        self.app.tasks.run(self._cards, self._show_gate, self._gate_failed, owner=self)

    def show_frame(self) -> None:
        """Show the pages of the wallet that is open."""
        frame = Frame(PLACES, lambda key: self._pages[key]())
        self.app.window.show_frame(frame)
        frame.sidebar.person.show_person(self.session.card.name, "Not connected, by choice")
        frame.sidebar.person_chosen.connect(lambda: frame.go("accounts"))
        frame.go("sign")
        self.idle.start()
        self.presence.start()
        self.frame_shown.emit()

    def lock(self) -> None:
        """Lock: what is open closes, and only the way to unlock is to be seen."""
        if self.app.window.frame is not None:
            self._end_with(self.session.lock)

    def removed(self) -> None:
        """The open wallet is no longer kept: forget it, and show the way to another."""
        self._end_with(self.session.close)

    def _end_with(self, operation: Callable[[], None]) -> None:
        for dialog in self.app.window.findChildren(QDialog):
            dialog.reject()
        clear_ours()
        self._rest()
        self.app.tasks.run(operation, lambda _: self.enter(), lane="sign", owner=self)

    def _rest(self) -> None:
        """Watch for nobody any more."""
        self.idle.stop()
        self.presence.stop()

    def _cards(self) -> tuple[WalletCard, ...]:
        kept = self.session.wallets
        if kept is None:
            return ()
        return tuple(card for card in kept.cards() if card.kind != WATCHED)

    def _show_gate(self, wallets: tuple[WalletCard, ...]) -> None:
        if not wallets:
            self.show_first_launch()
            return
        gate = Gate(
            "This machine is not connected",
            "Your keys stay here. What you sign is read from another machine and shown back to it.",
        )
        form = UnlockForm(self.app.tasks, wallets, self.session.unlock)
        form.unlocked.connect(self.show_frame)
        gate.add(form)
        gate.add(Text(KEPT, "caption", "ink2"))
        self.app.window.show_view(gate)
        form.setFocus()

    def show_first_launch(self) -> None:
        """Lead to a wallet where there is none yet."""
        from ui.wizards.first_launch import FirstLaunch  # seen once in a wallet's life

        app = self.app
        app.window.show_view(
            FirstLaunch(app.tasks, app.messages, self.session, self.show_frame, self.enter)
        )

    def _gate_failed(self, error: WalletError) -> None:
        self.app.window.show_view(Gate("Your wallets cannot be read", str(error)))
