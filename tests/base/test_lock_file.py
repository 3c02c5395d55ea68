"""A lock file: one holder at a time, and never a stale one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wallet.base.lock_file import LockFile

HOLDER = """
import os, sys
from pathlib import Path
from wallet.base.lock_file import LockFile
lock = LockFile(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "locks" / "wallet.lock"


def test_only_one_holds_it(path: Path) -> None:
    one, other = LockFile(path), LockFile(path)
    assert one.take() and one.take() and one.held
    assert not other.take() and not other.held
    one.release()
    one.release()
    assert other.take()
    other.release()


def test_the_holder_hears_a_knock(path: Path) -> None:
    one, other = LockFile(path), LockFile(path)
    assert one.take()
    assert not one.answer()
    other.knock()
    assert one.answer()
    assert not one.answer()
    other.knock()
    one.release()
    assert not one.door.exists()
    other.knock()
    assert other.take()
    assert not other.answer(), "a knock at nobody's door is forgotten"
    other.release()


def test_a_killed_holder_leaves_nothing_behind_that_stops_another(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None and holder.stdin is not None
    try:
        assert holder.stdout.readline() == b"True\n"
        assert not LockFile(path).take()
    finally:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()
    assert path.exists()
    lock = LockFile(path)
    assert lock.take()
    lock.release()
