"""A copy of papers: whole, sealed, added to what is there, and refused when it is another's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.books.documents import STAKE, Documents
from wallet.flows.attached import Attached
from wallet.flows.own_seal import KeptFiles, OwnSeal
from wallet.flows.papers_copy import Taken, copy_of, take_copy

ACCOUNT = "0x" + "12" * 20
SECRET = b"\x07" * 32
CONTENT = b"a certificate of two thousand shares"
FILE = Attached("certificate.pdf", len(CONTENT), hashlib.sha256(CONTENT).digest())


def seal(what: str = "copy", secret: bytes = SECRET) -> OwnSeal:
    return OwnSeal(secret, what, ACCOUNT)


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Documents, Path]:
    documents = Documents(tmp_path / "documents.sqlite")
    documents.set_label(7, "My cousin")
    documents.keep(STAKE, "0x12", {"company": "Northwind"})
    KeptFiles(tmp_path / "files", seal("files")).keep(FILE, CONTENT)
    return documents, tmp_path / "files"


def test_all_of_it_comes_back_on_a_new_computer(
    filled: tuple[Documents, Path], tmp_path: Path
) -> None:
    copy = copy_of(*filled, seal())
    assert b"Northwind" not in copy and b"cousin" not in copy and b"certificate" not in copy
    new = Documents(tmp_path / "new" / "documents.sqlite")
    folder = tmp_path / "new" / "files"
    assert take_copy(copy, new, folder, seal()) == Taken(2, 1)
    assert new.labels() == {7: "My cousin"}
    assert new.find(STAKE, "0x12") == {"company": "Northwind"}
    assert KeptFiles(folder, seal("files")).content(FILE) == CONTENT
    assert take_copy(copy, new, folder, seal()) == Taken(0, 0)
    new.close()
    filled[0].close()


def test_nothing_that_is_here_is_changed(filled: tuple[Documents, Path]) -> None:
    documents, folder = filled
    copy = copy_of(documents, folder, seal())
    documents.set_label(7, "Ada")
    (file,) = folder.iterdir()
    before = file.read_bytes()
    assert take_copy(copy, documents, folder, seal()) == Taken(0, 0)
    assert documents.labels() == {7: "Ada"} and file.read_bytes() == before
    documents.close()


def test_a_wallet_without_files_has_a_copy_too(tmp_path: Path) -> None:
    documents = Documents(tmp_path / "documents.sqlite")
    copy = copy_of(documents, tmp_path / "none", seal())
    assert take_copy(copy, documents, tmp_path / "none", seal()) == Taken(0, 0)
    documents.close()


def test_another_wallets_and_whatever_else_is_refused(filled: tuple[Documents, Path]) -> None:
    documents, folder = filled
    copy = copy_of(documents, folder, seal())
    other = seal(secret=b"\x08" * 32)
    altered = copy[:-1] + bytes([copy[-1] ^ 1])
    mark = copy[: copy.index(b"\n") + 1]
    for data, code, by in (
        (copy, "seal.other", other),
        (altered, "seal.other", seal()),
        (copy[:40], "seal.other", seal()),
        (mark, "seal.other", seal()),
        (b"", "copy.garbage", seal()),
        (b"PK\x03\x04", "copy.garbage", seal()),
        (mark + seal().seal(b"no archive", "a copy of papers"), "copy.garbage", seal()),
    ):
        with pytest.raises(WalletError) as refused:
            take_copy(data, documents, folder, by)
        assert refused.value.code == code
    assert documents.labels() == {7: "My cousin"}
    documents.close()
