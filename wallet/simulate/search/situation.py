"""What a situation is: a beginning, its story, and what honest people in it would do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.rules.flaws import Flaw
from wallet.simulate.folder import Told, kinds_in

if TYPE_CHECKING:
    from wallet.simulate.search.stage import Stage


class Situation(Told):
    """A beginning. Its docstring tells what everybody in it knows."""

    room_for: tuple[Flaw, ...] = ()
    """Mends whose absence could matter here."""
    days = 14
    """How long it lasts."""
    pull_hours = 6.0
    """Mean hours until investors have their shares pulled after a close."""

    def begin(self, stage: Stage) -> None:
        """Lay what is there."""
        raise NotImplementedError

    def honest(self, stage: Stage) -> None:
        """Let the coalition do what honest people would do in it."""


@cache
def situations() -> dict[str, type[Situation]]:
    """Every situation by name: each file of the folder holds one."""
    from wallet.simulate.search import situations as folder

    return kinds_in(folder, Situation)


def room_for(flaw: Flaw) -> type[Situation]:
    """The first situation in which a mend's absence could matter.

    Raises:
        WalletError: There is none.
    """
    for kind in situations().values():
        if flaw in kind.room_for:
            return kind
    raise WalletError(
        f"No situation has room for {flaw}.",
        "Add a file to the folder of situations.",
        "search.situation",
    )
