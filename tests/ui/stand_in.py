"""A session without a network, for what a window does when things go wrong.

The real session is tried in tests/story; here every failure can be made to happen.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from wallet.base.errors import WalletError
from wallet.books.home import Home
from wallet.books.identity import Identity
from wallet.books.persons import ACTIVE, PersonRef
from wallet.keys.card import WalletCard
from wallet.keys.hidden import Typed, hidden
from wallet.signing.sentence import sentence, strong

ALICE = PersonRef(1, "Alice Moreau", True, ACTIVE, 1_835_000_000, "")
LOST = WalletError("The node does not answer.", "Check the connection.")
IDENTITY = Identity(
    ALICE, "0x8ba1f109551bD432803012645Ac136ddd64DBA72", "document", 250, "retail", 1,
    1_835_000_000, None, "", ACTIVE, "", False,
)  # fmt: skip
HOME = Home(ALICE, 1_204, 0, 0, 0, 0, 0, None, None, 0, 0, 0, None, "", (), ())


@dataclass
class StandIn:
    """Answers like a session; `lost` makes following fail, `wrong` the next signature."""

    account: str = "0x8ba1f109551bD432803012645Ac136ddd64DBA72"
    open_desk: None = None
    locked: bool = False
    lost: bool = False
    wrong: WalletError | None = None
    idle_seconds: float = 0.0
    closed: bool = False
    waits: bool = False
    unread: bool = False
    anew: tuple[int, int] | None = None
    held: threading.Event | None = None
    followed: int = 0
    device: Any = None
    signers: list[Any] = field(default_factory=list)
    asking: Any = None
    pending: tuple[Any, ...] = ()
    signed: list[object] = field(default_factory=list)
    listeners: list[Callable[[set[str]], None]] = field(default_factory=list)
    cards: tuple[tuple[str, str], ...] = (("one", "Alice"),)
    opened: Any = field(
        default_factory=lambda: SimpleNamespace(once=False, asks=False, watched=False, hold=None)
    )

    @property
    def wallets(self) -> Any:
        """Where wallets are kept."""
        cards = tuple(WalletCard(key, name, 1, (self.account,)) for key, name in self.cards)
        return SimpleNamespace(cards=lambda: cards)

    def watch(self, wallet: str) -> None:
        """Watch a wallet."""

    def unlock_once(self, passphrase: Typed) -> None:
        """Open the wallet for one signature."""
        self.unlock("", passphrase)

    @property
    def answers(self) -> Any:
        """The answers of the books."""
        return SimpleNamespace(
            home=lambda: HOME, pending=lambda: self.pending, identity=lambda: IDENTITY
        )

    @property
    def store(self) -> Any:
        """There are no books."""
        raise LOST

    def refresh(self) -> set[str]:
        """Follow the chain."""
        self.followed += 1
        if self.held is not None:
            self.held.wait(10)
        if self.lost:
            raise LOST
        return set()

    def hold(self) -> threading.Event:
        """Let following hang until the event is set."""
        self.held = threading.Event()
        return self.held

    def change(self) -> None:
        """Tell the subscribers of a change from another thread."""

        def tell() -> None:
            for listener in self.listeners:
                listener({"holdings"})

        thread = threading.Thread(target=tell)
        thread.start()
        thread.join()

    def subscribe(self, listener: Callable[[set[str]], None]) -> Callable[[], None]:
        """Hear of changes."""
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def prepare(self, act: object) -> Any:
        """Put an act into words."""
        return SimpleNamespace(
            act=act,
            title="claim",
            sentences=(sentence("You claim ", strong("$1,862.15"), "."),),
            changes_title="What changes",
            changes=(),
            notes=(),
            warnings=(),
            requests=(1,),
            fee="",
            network="Local network",
            details="",
        )

    def perform(
        self,
        prepared: Any,
        progress: Callable[[int], None],
        left: Callable[[], bool],
        signer: Any = None,
    ) -> Any:
        """Sign and send."""
        self.signers.append(signer)
        if self.wrong is not None:
            error, self.wrong = self.wrong, None
            raise error
        for stage in (1, 2, 3):
            progress(stage)
        self.signed.append(prepared.act)
        return SimpleNamespace(ok=True, sentences=("You claimed $1,862.15.",), block=5, tx="0x12")

    def reserve(self, prepared: Any) -> Any:
        """Write it down."""
        prepared.waits = (1,)
        return prepared

    def unlock(self, wallet: str, passphrase: Typed) -> None:
        """Open a wallet."""
        if hidden(passphrase) != b"correct horse":
            raise WalletError(
                "This is not the passphrase of this wallet.", "Check capitals.", "keys.wrong"
            )
        self.locked = False

    def now(self) -> int:
        """The chain's time."""
        return 0

    def touch(self) -> None:
        """The person is here."""

    def lock(self) -> None:
        """Lock."""
        self.locked = True

    def close(self) -> None:
        """Close."""
        self.closed = True
