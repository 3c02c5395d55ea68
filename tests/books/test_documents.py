"""Private documents: kept, labelled, carried to another machine, and never half read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.clock import FixedClock
from wallet.base.errors import WalletError
from wallet.books.documents import LABEL, STAKE, Documents


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    made = Documents(tmp_path / "documents.sqlite", FixedClock(5))
    yield made
    made.close()


def test_documents_come_back(documents: Documents) -> None:
    documents.keep(STAKE, "0xab", {"company": "Northwind", "units": "12"})
    assert documents.find(STAKE, "0xab") == {"company": "Northwind", "units": "12"}
    assert documents.find(LABEL, "0xab") is None
    documents.keep(STAKE, "0xab", {"company": "Other"})
    assert documents.every(STAKE) == {"0xab": {"company": "Other"}}
    documents.forget(STAKE, "0xab")
    assert documents.every(STAKE) == {}


def test_labels_are_tidied_or_refused(documents: Documents) -> None:
    documents.set_label(12, "  my   cousin ")
    assert documents.labels() == {12: "my cousin"}
    documents.set_label(12, "")
    assert documents.labels() == {}
    for bad in ("x" * 65, "two\u202elines"):
        with pytest.raises(WalletError):
            documents.set_label(1, bad)


def test_a_backup_brings_everything_and_replaces_nothing(
    documents: Documents, tmp_path: Path
) -> None:
    documents.keep(STAKE, "0xab", {"company": "Northwind"})
    documents.set_label(3, "Carol")
    other = Documents(tmp_path / "other.sqlite")
    other.set_label(3, "My own")
    assert other.take_in(documents.export()) == 1
    assert other.labels() == {3: "My own"}
    assert other.find(STAKE, "0xab") == {"company": "Northwind"}
    other.close()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"documents": 5}',
        b'{"documents": [5]}',
        b'{"documents": [{"kind": "x", "ref": 1, "made": 1, "body": {}}]}',
        b'{"documents": [{"kind": "x", "ref": "r", "made": 1e400, "body": {}}]}',
        b'{"documents": [{"kind": "x", "ref": "r", "made": 1, "body": []}]}',
    ],
)
def test_what_is_no_backup_is_refused(documents: Documents, data: bytes) -> None:
    with pytest.raises(WalletError):
        documents.take_in(data)
    assert json.loads(documents.export())["documents"] == []


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    made = Documents(tmp_path_factory.mktemp("documents") / "documents.sqlite")
    try:
        made.take_in(data)
    except WalletError as error:
        assert error.sentence
    finally:
        made.close()


def test_a_damaged_file_is_kept_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "documents.sqlite"
    path.write_bytes(b"not a database, but all that is left" * 40)
    with pytest.raises(WalletError, match="cannot be opened"):
        Documents(path)
    assert path.read_bytes().startswith(b"not a database")
