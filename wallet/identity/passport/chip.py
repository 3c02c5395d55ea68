"""The files of a chip as a reading program saved them: a folder or a ZIP of them, by name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, read_limited

MOST_FILE: Final = 2 * MEGABYTE
MOST_ENTRIES: Final = 64
_NAME: Final = re.compile(r"(?:ef[._ -]?)?(sod|com|dg(?:1[0-6]|[1-9]))(?:\.(?:bin|der|dat))?", re.I)


@dataclass(frozen=True)
class Chip:
    """What was read from a chip: the signed file (EF.SOD), data groups, and the index (EF.COM)."""

    sod: bytes = field(repr=False)
    groups: dict[int, bytes] = field(repr=False)
    com: bytes = field(default=b"", repr=False)


def read_chip(path: Path) -> Chip:
    """The chip's files in a folder or a ZIP file; what has another name is passed over.

    Raises WalletError (`chip.*`, `file.*`).
    """
    try:
        if path.is_dir():
            names = sorted(one for one in path.iterdir() if _NAME.fullmatch(one.name))
            return _chip({one.name: read_limited(one, MOST_FILE) for one in names[:MOST_ENTRIES]})
        return unpack_chip(read_limited(path, 8 * MOST_FILE))
    except OSError as error:
        raise WalletError(
            f"{path.name} cannot be read.", "Choose another file or folder.", "chip.read", "chip"
        ) from error


def unpack_chip(data: bytes) -> Chip:
    """The chip's files in a ZIP file, unpacked within limits. Raises WalletError (`chip.*`)."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[: 4 * MOST_ENTRIES]:
                name = entry.filename.rpartition("/")[2]
                if not _NAME.fullmatch(name):
                    continue
                with archive.open(entry) as file:
                    found[name] = file.read(MOST_FILE + 1)
                if len(found[name]) > MOST_FILE or len(found) > MOST_ENTRIES:
                    raise WalletError(
                        "There is more in this file than a chip holds.",
                        "Choose the file that the reading program saved.",
                        "chip.large",
                        "chip",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError) as error:  # fmt: skip
        raise WalletError(
            "This is no file of a chip that can be read.",
            "Choose a ZIP file or a folder with EF.SOD, DG1 and the others in it.",
            "chip.garbage",
            "chip",
        ) from error
    return _chip(found)


def _chip(named: dict[str, bytes]) -> Chip:
    parts: dict[str, bytes] = {}
    for name, data in named.items():
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        part = match[1].lower()
        if parts.get(part, data) != data:
            raise WalletError(
                f"There are two different files called {part.upper()}.",
                "Choose the files of one document.",
                "chip.twice",
                "chip",
            )
        parts[part] = data
    if "sod" not in parts or "dg1" not in parts:
        raise WalletError(
            "The chip's signed file (EF.SOD) or the one with the holder's data (DG1) is missing.",
            "Have the reading program save all files of the chip.",
            "chip.missing",
            "chip",
        )
    groups = {int(part[2:]): data for part, data in parts.items() if part.startswith("dg")}
    return Chip(parts["sod"], groups, parts.get("com", b""))
