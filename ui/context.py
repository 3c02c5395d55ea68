"""What every page is given: the wallet, the tasks, and the ways to other places of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ui.messages import Messages
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.house import House
    from wallet.flows.open_wallet import OpenWallet
    from wallet.keys.store import WalletStore
    from wallet.session import Session


class Go(Protocol):
    """Opens a page by its key, on one thing where a target is given."""

    def __call__(self, page: str, target: object = None) -> None:
        """Go there."""
        ...


class Confirm(Protocol):
    """Opens the one confirmation for an act; `done(receipt)` once it was done and read."""

    def __call__(self, act: Any, done: Callable[[Any], object] | None = None) -> None:
        """Ask."""
        ...


class KeptSession(Protocol):
    """Where wallets are kept, and which one is open."""

    @property
    def kept(self) -> "WalletStore":
        """Where wallets are kept. Raises WalletError where none can be."""
        ...

    @property
    def opened(self) -> "OpenWallet":
        """The wallet that is open."""
        ...


class KeyContext(Protocol):
    """What looking after keys needs, with a network or without."""

    @property
    def session(self) -> KeptSession:
        """Where wallets are kept, and which one is open."""
        ...

    @property
    def tasks(self) -> Tasks:
        """The only threads."""
        ...

    @property
    def messages(self) -> Messages:
        """What is told in passing."""
        ...

    def gone(self) -> object:
        """The open wallet is no longer kept: show the way to another."""
        ...


@dataclass(frozen=True)
class Context:
    """Handed to every page and dialog that does something."""

    session: "Session"
    tasks: Tasks
    messages: Messages
    theme: Theme
    go: Go
    confirm: Confirm
    house: "House"

    def gone(self) -> None:
        """The open wallet is no longer kept: show the way to another."""
        self.house.removed()
