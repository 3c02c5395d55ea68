"""A copy of everything that a wallet knows and no chain has: names, papers, terms, credentials.

One file, sealed under a secret of the account, so that it opens with the same wallet restored from
its words, and for nobody else. What is sealed is an archive without compression: the documents of
the network, and the files of papers as they are kept, each still under its own seal. Taking it in
adds what is not here, and changes nothing that is.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, private_dir, read_limited, write_new
from wallet.books.documents import MOST_EXPORT, Documents
from wallet.flows.attached import MOST_SIZE
from wallet.flows.own_seal import OwnSeal

MOST_COPY: Final = 512 * MEGABYTE
_MARK: Final = b"symbolon papers 1\n"
_ABOUT: Final = "a copy of papers"
_DOCUMENTS: Final = "documents.json"
_FILE: Final = re.compile(r"[0-9a-f]{40}\.sealed")
_MOST_FILES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many documents and files were added; what was here already is not counted."""

    documents: int
    files: int


def copy_of(documents: Documents, folder: Path, seal: OwnSeal) -> bytes:
    """The copy as a file; `folder` has the sealed files of papers, and may not be there.

    Raises WalletError (`copy.large`, `file.read`).
    """
    whole = io.BytesIO()
    files = sorted(one for one in folder.glob("*.sealed") if _FILE.fullmatch(one.name))
    if sum(one.stat().st_size for one in files) > MOST_COPY - 2 * MOST_EXPORT:
        raise WalletError(
            "Your papers are too many for one copy.",
            f"Keep a copy of the folder {folder.name} beside the books yourself.",
            "copy.large",
        )
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_DOCUMENTS, documents.export())
        for one in files:
            archive.writestr(one.name, read_limited(one, MOST_SIZE + 64))
    return _MARK + seal.seal(whole.getvalue(), _ABOUT)


def take_copy(data: bytes, documents: Documents, folder: Path, seal: OwnSeal) -> Taken:
    """Add what a copy has and is not here. Raises WalletError (`copy.garbage`, `seal.other`)."""
    if not data.startswith(_MARK) or len(data) > MOST_COPY:
        raise _garbage()
    try:
        with zipfile.ZipFile(io.BytesIO(seal.open(data[len(_MARK) :], _ABOUT))) as archive:
            there = {one.filename: one for one in archive.infolist()}
            if len(there) > _MOST_FILES or there[_DOCUMENTS].file_size > MOST_EXPORT:
                raise _garbage()
            added = documents.take_in(archive.read(_DOCUMENTS))
            files = 0
            for name, one in there.items():
                if _FILE.fullmatch(name) and one.file_size <= MOST_SIZE + 64:
                    files += _put(private_dir(folder) / name, archive.read(name))
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError) as error:
        raise _garbage() from error
    return Taken(added, files)


def _put(path: Path, data: bytes) -> int:
    """Write a file that is not there; answers whether it was written, as a number."""
    if path.exists():
        return 0
    write_new(path, data)
    return 1


def _garbage() -> WalletError:
    return WalletError(
        "This is no copy of the papers of a wallet.",
        "Choose the file that was saved by Save a copy.",
        "copy.garbage",
    )
