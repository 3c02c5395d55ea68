"""Files: written whole or not at all, read within limits, kept where the user expects them.

`SYMBOLON_HOME` puts everything under one folder; without it the rules of the XDG Base Directory
specification hold (and their usual counterparts on macOS and Windows).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from wallet.base import nesting
from wallet.base.errors import WalletError

MEGABYTE: Final = 2**20
APP: Final = "symbolon"
Data = bytes | bytearray | memoryview


def data_dir(env: Mapping[str, str] | None = None) -> Path:
    """Where this user's wallets, books and networks are kept. It is not created."""
    return _user_dir("data", "XDG_DATA_HOME", ".local/share", env)


def cache_dir(env: Mapping[str, str] | None = None) -> Path:
    """Where things are kept that can be fetched or computed again. It is not created."""
    return _user_dir("cache", "XDG_CACHE_HOME", ".cache", env)


def _user_dir(kind: str, variable: str, fallback: str, env: Mapping[str, str] | None) -> Path:
    names = os.environ if env is None else env
    own = names.get("SYMBOLON_HOME", "")
    if own:
        return Path(own).expanduser().absolute() / kind
    if sys.platform == "win32":
        return Path(names.get("LOCALAPPDATA", str(Path.home()))) / APP / kind
    if sys.platform == "darwin":
        library = "Caches" if kind == "cache" else "Application Support"
        return Path.home() / "Library" / library / APP
    base = names.get(variable, "")
    # The specification: a path that is not absolute is to be ignored.
    root = Path(base) if base.startswith("/") else Path.home() / fallback
    return root / APP


def private_dir(path: Path) -> Path:
    """Make `path`, readable by this user alone, and return it. Raises WalletError if it cannot."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _cannot("made", path, error) from error
    return path


def _beside(path: Path) -> tuple[int, str]:
    """A new file beside another, for this user alone: its handle and its name."""
    import tempfile  # slow to load, and not needed before the window is there

    return tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, never a part.

    A temporary file beside it is written, given `mode`, flushed to the disk and put in its place.
    Raises WalletError (`file.write`).
    """
    private_dir(path.parent)
    name = ""
    try:
        handle, name = _beside(path)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
        name = ""
        _sync_dir(path.parent)
    except OSError as error:
        raise _cannot("written", path, error) from error
    finally:
        if name:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                os.unlink(name)


def write_new(path: Path, data: Data) -> None:
    """Write a file of this user's own that was not there before: whole, or not at all.

    Where the system can, it has no name until it is on the disk, so that nothing is left of one
    that was cut short; elsewhere it is made under a passing name beside it. Raises WalletError:
    `file.there`, `file.write`.
    """
    try:
        if not _write_nameless(path, data):
            _write_passing(path, data)
        _sync_dir(path.parent)
    except FileExistsError as error:
        raise WalletError(
            f"There is a file called {path.name} already.",
            "It is left as it is. Choose another name.",
            "file.there",
        ) from error
    except OSError as error:
        raise _cannot("written", path, error) from error


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of this user's own that was not there before, with all its files or not at
    all. Raises WalletError: `file.there`, `file.write`.
    """
    if os.path.lexists(path):
        raise WalletError(
            f"There is something called {path.name} already.",
            "It is left as it is. Choose another name.",
            "file.there",
        )
    import shutil  # slow to load, and not needed before the window is there
    import tempfile

    passing = ""
    try:
        passing = tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent)
        for name, data in files.items():
            write_new(Path(passing, name), data)
        os.rename(passing, path)
        _sync_dir(path.parent)
    except OSError as error:
        raise _cannot("written", path, error) from error
    finally:
        if passing:
            shutil.rmtree(passing, ignore_errors=True)


def _write_nameless(path: Path, data: Data) -> bool:
    """Write without a name and give it one at the end; False where that is not possible."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag:
        return False
    try:
        handle = os.open(path.parent, flag | os.O_WRONLY, 0o600)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR):
            return False
        raise
    with os.fdopen(handle, "wb", buffering=0) as file:
        _write_all(file, data)
        link = f"/proc/self/fd/{file.fileno()}"
        if not os.path.lexists(link):
            return False
        # Naming a folder's handle is what makes Python follow the link (linkat).
        os.link(link, path, src_dir_fd=file.fileno(), follow_symlinks=True)
    return True


def _write_passing(path: Path, data: Data) -> None:
    """Write under a passing name, which ends with it whatever happens."""
    handle, name = _beside(path)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            _write_all(file, data)
        if sys.platform == "win32":
            os.rename(name, path)  # which refuses to replace, there
            return
        os.link(name, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _write_all(file: IO[bytes], data: Data) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def destroy(path: Path) -> None:
    """Overwrite a file with zeros and delete it. Raises WalletError (`file.write`).

    A disk may keep older copies of what was overwritten: say so to whoever asks for this.
    """
    try:
        with path.open("r+b", buffering=0) as file:
            _write_all(file, bytes(os.fstat(file.fileno()).st_size))
        path.unlink()
        _sync_dir(path.parent)
    except OSError as error:
        raise _cannot("deleted", path, error) from error


def read_limited(path: Path, most: int = MEGABYTE) -> bytes:
    """The content of `path`. Raises WalletError: `file.missing`, `file.large` or `file.read`."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise WalletError(
            f"The file {path.name} is not there.", "Choose another file.", "file.missing"
        ) from error
    except OSError as error:
        raise _cannot("read", path, error, "file.read") from error
    if len(data) > most:
        raise WalletError(
            f"The file {path.name} is too large to be what is expected.",
            "Choose another file.",
            "file.large",
        )
    return data


def read_json(path: Path, most: int = MEGABYTE) -> Any:
    """The JSON in `path`, at most `most` bytes. Raises WalletError, also `file.garbage`."""
    return parse_json(read_limited(path, most), f"The file {path.name}")


def parse_json(data: bytes | str, what: str) -> Any:
    """The JSON in `data`; `what` names it in the sentence. Raises WalletError (`file.garbage`)."""
    try:
        return nesting.loads(data)
    except (ValueError, RecursionError) as error:
        raise WalletError(
            f"{what} cannot be understood.", "It may be damaged or of another kind.", "file.garbage"
        ) from error


def write_json(path: Path, value: Any, mode: int = 0o600) -> None:
    """Write `value` as JSON, whole or not at all. Raises WalletError (`file.write`)."""
    write_atomic(path, (json.dumps(value, indent=1, sort_keys=True) + "\n").encode(), mode)


def _sync_dir(path: Path) -> None:
    """Flush a directory, so that the new name outlives a power cut. Windows has no such thing."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot(done: str, path: Path, error: OSError, code: str = "file.write") -> WalletError:
    reason = (error.strerror or "unknown reason").lower()
    return WalletError(
        f"{path.name} could not be {done}: {reason}.",
        f"Check the folder {path.parent} and the space on the disk.",
        code,
    )
