"""What a situation is: a beginning, its story, and what honest people in it would do."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from functools import cache
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.rules.flaws import Flaw

if TYPE_CHECKING:
    from wallet.simulate.search.stage import Stage


class Situation:
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

    @classmethod
    def name(cls) -> str:
        """What it is called: the name of its file."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def title(cls) -> str:
        """When it is, in a few words: the first line of its file."""
        return (sys.modules[cls.__module__].__doc__ or "").splitlines()[0].rstrip(".")

    @classmethod
    def story(cls) -> str:
        """What everybody in it knows, in the words of its docstring."""
        return " ".join(inspect.cleandoc(cls.__doc__ or "").split())


@cache
def situations() -> dict[str, type[Situation]]:
    """Every situation by name: each file of the folder holds one."""
    from wallet.simulate.search import situations as folder

    found: dict[str, type[Situation]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        held = importlib.import_module(f"{folder.__name__}.{module}")
        for _, kind in inspect.getmembers(held, inspect.isclass):
            if issubclass(kind, Situation) and kind.__module__ == held.__name__:
                found[kind.name()] = kind
    return found


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
