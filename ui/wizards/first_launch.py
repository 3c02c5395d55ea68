"""The first launch: before there is a wallet on this machine."""

from collections.abc import Callable

from ui.context import Context
from ui.widgets.gate import Gate


class FirstLaunch(Gate):
    """Leads to a wallet: new, restored, or a published one; `done()` when it is open."""

    def __init__(self, context: Context, done: Callable[[], object]) -> None:
        super().__init__(
            "Welcome to Symbolon",
            "Hold a share of what people will earn, and share what you earn.",
        )
        self.context, self.done = context, done
