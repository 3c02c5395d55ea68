"""What every page is given: the wallet, the tasks, and the ways to other places of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ui.messages import Messages
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.house import House
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
