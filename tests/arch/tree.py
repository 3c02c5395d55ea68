"""The files that the rules of the house are held against."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("wallet", "ui", "resources", "tests", "packaging")
TEXT = {".py", ".vy", ".vyi", ".sh", ".md", ".toml", ".qss", ".json", ".svg", ".txt", ""}
SKIPPED = {"__pycache__", ".venv", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One file: its path within the repository, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax, if it is Python."""
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.text.splitlines()

    def within(self, *places: str) -> bool:
        """Whether it is one of `places` (files) or in one of them (folders end with a slash)."""
        return any(
            self.path.startswith(place) if place.endswith("/") else self.path == place
            for place in places
        )


@cache
def texts() -> tuple[Source, ...]:
    """Every text file of the repository that is ours (the licence texts are not), read once."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name != "LICENSE"]
    found += [path for path in (ROOT / ".ci").rglob("*") if path.is_file()]
    for room in ROOMS:
        found += [path for path in (ROOT / room).rglob("*") if path.is_file()]
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(found)
        if path.suffix in TEXT and not SKIPPED & set(path.parts) and "OFL" not in path.name
    )


def python() -> list[Source]:
    """Every Python file."""
    return [source for source in texts() if source.path.endswith(".py")]
