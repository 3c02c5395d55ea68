"""A lock file: held by one process at a time, and let go by the system when that process ends.

Nothing goes stale: the lock is the system's own (flock(2), LockFileEx), not the file's being there,
so a file that a crash left behind stops nobody. Whoever finds it taken can knock: the holder sees
a file appear beside it and can come to the front. On a disk without locks everybody gets one.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import data_dir, private_dir, write_atomic

_PAUSE: Final = 0.02
_TAKEN: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class LockFile:
    """A lock on `path`; `take` it, and `release` it or end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def door(self) -> Path:
        """The file that appears when somebody knocks."""
        return self._path.with_name(self._path.name + ".knock")

    @property
    def held(self) -> bool:
        """Whether it is held here."""
        return self._handle is not None

    def take(self) -> bool:
        """Take the lock; False when another process, or another part of this one, has it."""
        if self._handle is not None:
            return True
        private_dir(self._path.parent)
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True  # whoever cannot write here cannot open the books either, and says so
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(handle)
                return False
        self._handle = handle
        self.answer()
        return True

    def release(self) -> None:
        """Let go; does nothing when it is not held."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self.answer()
            os.close(handle)

    def knock(self) -> None:
        """Ask whoever holds it to show itself."""
        write_atomic(self.door, b"")

    def answer(self) -> bool:
        """Whether somebody knocked; the door is clear again afterwards."""
        try:
            self.door.unlink()
        except OSError:
            return False
        return True


def lock_folder() -> Path:
    """Where the lock files are."""
    return data_dir() / "locks"


@contextmanager
def turn(name: str, seconds: float = 5.0) -> Iterator[None]:
    """One's turn at something that several processes change. Raises WalletError after `seconds`."""
    lock = LockFile(lock_folder() / f"{name}.lock")
    until = time.monotonic() + seconds
    while not lock.take():
        if time.monotonic() > until:
            raise WalletError(
                "Another program of this wallet is changing the same just now.",
                "Wait until it is done, then try again.",
                "files.busy",
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        lock.release()


def _lock(handle: int) -> None:
    """Lock an open file without waiting. Raises OSError."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
