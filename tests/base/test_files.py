"""Files are whole or not there, and nothing is read without a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from wallet.base import files
from wallet.base.errors import WalletError


def test_a_file_is_written_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "wallet.json"
    files.write_json(path, {"a": [1]})
    assert files.read_json(path) == {"a": [1]}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["wallet.json"]


def test_a_crash_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book"
    files.write_atomic(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WalletError) as refusal:
        files.write_atomic(path, b"new")
    assert refusal.value.code == "file.write" and "space" in refusal.value.next_step
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["book"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WalletError):
        files.write_atomic(tmp_path / "file" / "below", b"x")


def test_reading_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert files.read_limited(path, 5) == b"12345"
    for there, most, code in ((path, 4, "file.large"), (tmp_path / "y", 9, "file.missing")):
        with pytest.raises(WalletError) as refusal:
            files.read_limited(there, most)
        assert refusal.value.code == code
    with pytest.raises(WalletError) as refusal:
        files.read_limited(tmp_path)
    assert refusal.value.code == "file.read"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 200_000, b"nul"])
def test_what_is_no_json_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(WalletError) as refusal:
        files.read_json(tmp_path / "x")
    assert refusal.value.sentence.endswith(".")


def test_where_things_are_kept() -> None:
    own = {"SYMBOLON_HOME": "/there"}
    assert files.data_dir(own) == Path("/there/data")
    assert files.cache_dir(own) == Path("/there/cache")
    named = {"XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"}
    assert files.data_dir(named) == Path("/d/symbolon")
    assert files.cache_dir(named) == Path("/c/symbolon")
    assert files.cache_dir({"XDG_CACHE_HOME": "relative"}) == Path.home() / ".cache/symbolon"
    assert files.data_dir({}) == Path.home() / ".local/share/symbolon"


@pytest.fixture(params=["nameless", "passing"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of writing a new file: as Linux can, and as other systems do."""
    if request.param == "passing":
        monkeypatch.setattr(files, "_write_nameless", lambda path, data: False)
    return str(request.param)


def test_a_new_file_is_whole_and_this_users_alone(tmp_path: Path, way: str) -> None:
    path = tmp_path / "new.json"
    files.write_new(path, b"x" * 100_000)
    assert path.read_bytes() == b"x" * 100_000
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["new.json"]


def test_a_new_file_replaces_none(tmp_path: Path, way: str) -> None:
    path = tmp_path / "new.json"
    path.write_bytes(b"old")
    with pytest.raises(WalletError) as refused:
        files.write_new(path, b"new")
    assert refused.value.code == "file.there"
    assert path.read_bytes() == b"old"
    with pytest.raises(WalletError) as refused:
        files.write_new(tmp_path / "missing" / "new.json", b"new")
    assert refused.value.code == "file.write"
    assert [one.name for one in tmp_path.iterdir()] == ["new.json"]


def test_a_destroyed_file_is_overwritten_first(tmp_path: Path) -> None:
    path, other = tmp_path / "secret.pdf", tmp_path / "same.pdf"
    path.write_bytes(b"words")
    os.link(path, other)
    files.destroy(path)
    assert not path.exists()
    assert other.read_bytes() == bytes(5)
    with pytest.raises(WalletError):
        files.destroy(path)
