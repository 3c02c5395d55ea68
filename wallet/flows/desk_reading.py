"""Taking files in at a desk: one, many, or a folder; what is none does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.flows.sealed_papers import MOST_SEALED

MOST_FILES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: how many were taken in, and the first sentence for each kind of refusal."""

    taken: int
    refused: int
    why: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it in sentences."""
        done = f"{self.taken:,} {'request is' if self.taken == 1 else 'requests are'} here."
        if not self.refused:
            return done
        could = "file was" if self.refused == 1 else "files were"
        return f"{done} {self.refused:,} {could} not taken in. {' '.join(self.why)}"


def take_files(
    take: Callable[[str], int],
    paths: Sequence[Path],
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Taken:
    """Hand each file's text to `take`; a folder stands for the files in it.

    Raises WalletError where a folder cannot be read, or has too many files.
    """
    files = [file for path in paths for file in _files(path)]
    if len(files) > MOST_FILES:
        raise WalletError(
            f"There are more than {MOST_FILES:,} files.", "Take in a part of them.", "desk.many"
        )
    taken, refused = 0, 0
    why: dict[str, str] = {}
    for number, file in enumerate(files, start=1):
        try:
            take(read_limited(file, MOST_SEALED).decode("utf-8", "replace"))
            taken += 1
        except WalletError as error:
            if error.code == "keys.locked":
                raise
            refused += 1
            why.setdefault(error.code, f"{file.name[:60]}: {error.sentence}")
        if number % 20 == 0 or number == len(files):
            progress(number, len(files))
    return Taken(taken, refused, tuple(why.values())[:3])


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        return sorted(one for one in path.iterdir() if one.is_file())
    except OSError as error:
        raise WalletError(
            f"The folder {path.name[:60]} cannot be read.",
            "Look whether you may open it.",
            "desk.folder",
        ) from error
