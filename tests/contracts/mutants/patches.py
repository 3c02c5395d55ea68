"""The patches: what each breaks, and how it is applied.

A patch begins with three lines, `Name:`, `Rule:` (the sentence that it breaks) and `Tests:` (what
is played against it), and goes on like a unified diff without line numbers: `@@ def NAME` names
where a change is, so that unrelated edits of a source leave its patches alone. The lines that a
change takes away must stand there exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATCHES: Final = Path(__file__).parent
HEADERS: Final = ("Name", "Rule", "Tests")


class DoesNotApply(ValueError):
    """A patch does not fit the sources any more, or is no patch."""


@dataclass(frozen=True)
class Change:
    """Some whole lines of a source that become others; `after` is a line that comes before."""

    file: str
    after: str
    old: str
    new: str

    def apply(self, source: str) -> str:
        """The source with the change. DoesNotApply when it is not where it should be."""
        start = _line_at(source, self.after) if self.after else 0
        if start < 0:
            raise DoesNotApply(f"{self.file} has no line that begins with {self.after!r}")
        end = len(source)
        if self.after.startswith("def "):
            following = source.find("\ndef ", start + 1)
            end = following if following >= 0 else end
        part = source[start:end]
        if part.count(self.old) != 1:
            times = part.count(self.old)
            raise DoesNotApply(f"{self.file}, {self.after}: {times} times {self.old!r}")
        return source[:start] + part.replace(self.old, self.new) + source[end:]


@dataclass(frozen=True)
class Mutant:
    """A patch: its name, the rule that it breaks, the tests that must see it, its changes."""

    key: str
    name: str
    rule: str
    tests: tuple[str, ...]
    changes: tuple[Change, ...]

    def apply(self, folder: Path) -> None:
        """Break the sources in a folder. DoesNotApply, with nothing written."""
        broken: dict[str, str] = {}
        for change in self.changes:
            try:
                source = broken.get(change.file) or (folder / change.file).read_text("utf-8")
            except FileNotFoundError:
                raise DoesNotApply(f"there is no {change.file}") from None
            broken[change.file] = change.apply(source)
        for file, source in broken.items():
            (folder / file).write_text(source, "utf-8")


def mutants() -> list[Mutant]:
    """All that are committed, by the name of their file. DoesNotApply when one is no patch."""
    return [read(path.stem, path.read_text("utf-8")) for path in sorted(PATCHES.glob("*.patch"))]


def read(key: str, text: str) -> Mutant:
    """The mutant that a patch describes. DoesNotApply when it is no patch."""
    head, _, body = text.partition("\n--- ")
    said = dict(line.split(": ", 1) for line in head.strip().splitlines() if ": " in line)
    if tuple(said) != HEADERS:
        raise DoesNotApply(f"{key} has to begin with {', '.join(HEADERS)}")
    changes = []
    for file in ("--- " + body).split("\n--- ") if body else []:
        lines = file.removeprefix("--- ").splitlines()
        changes += _changes(lines[0].removeprefix("a/"), lines[2:])
    if not changes:
        raise DoesNotApply(f"{key} changes nothing")
    tests = tuple(said["Tests"].split())
    return Mutant(key, said["Name"], said["Rule"], tests, tuple(changes))


def _changes(file: str, lines: list[str]) -> list[Change]:
    """The changes of one file."""
    found: list[Change] = []
    for line in lines:
        if line.startswith("@@"):
            found.append(Change(file, line.removeprefix("@@").strip(), "", ""))
            continue
        if not found:
            raise DoesNotApply(f"{file}: a change begins with @@")
        mark, said = line[:1] or " ", line[1:] + "\n"
        last = found[-1]
        old = last.old + (said if mark in " -" else "")
        new = last.new + (said if mark in " +" else "")
        found[-1] = Change(file, last.after, old, new)
    return found


def _line_at(source: str, line: str) -> int:
    """Where a line of the source begins with this; -1 when none does."""
    if source.startswith(line):
        return 0
    at = source.find("\n" + line)
    return at + 1 if at >= 0 else -1
