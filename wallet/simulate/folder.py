"""Kinds of a thing, each in a file of its own in one folder: their names, and their stories."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from types import ModuleType
from typing import TypeVar


class Told:
    """A kind whose file's name is its own, and whose docstrings say what it is."""

    @classmethod
    def name(cls) -> str:
        """What it is called: the name of its file."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def title(cls) -> str:
        """What or when it is, in a few words: the first line of its file."""
        return (sys.modules[cls.__module__].__doc__ or "").splitlines()[0]

    @classmethod
    def story(cls) -> str:
        """What happens, or what everybody knows, in the words of its docstring."""
        return " ".join(inspect.cleandoc(cls.__doc__ or "").split())


K = TypeVar("K", bound=Told)


def kinds_in(folder: ModuleType, kind: type[K]) -> dict[str, type[K]]:
    """Every kind by name: each file of the folder holds one."""
    found: dict[str, type[K]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        held = importlib.import_module(f"{folder.__name__}.{module}")
        for _, one in inspect.getmembers(held, inspect.isclass):
            if issubclass(one, kind) and one.__module__ == held.__name__:
                found[one.name()] = one
    return found
