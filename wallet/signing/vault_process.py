"""The parent's end of the signer's process: starting it, asking it, ending it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import wallet
from wallet.base.errors import WalletError
from wallet.signing.frames import BrokenPipe, Pipe, read_frame, write_frame
from wallet.signing.signer import locked

_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from wallet.signing.vault_child import main; main(sys.argv[2:])"
)
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
KEY_FILES = "key-files"
_PATIENCE = 10.0


class SignerProcess:
    """A running signer. `hardening` says which measures it reports to hold.

    It must not die with the thread that started it (as PR_SET_PDEATHSIG would have it): threads
    of the window come and go. It ends when its pipe closes, so it never outlives the wallet.
    """

    def __init__(self, key_files: bool = False) -> None:
        """`key_files` for one that opens the key files of other wallets."""
        try:
            self._process = subprocess.Popen(
                [*child_command(), *([KEY_FILES] if key_files else [])],
                bufsize=0,  # a buffer would keep secrets that nobody could wipe
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                cwd=Path(sys.prefix).anchor,
                start_new_session=True,
            )
        except OSError:
            raise _cannot_start() from None
        try:
            self.hardening: Mapping[str, bool] = dict(self._read()["ready"])
        except (BrokenPipe, KeyError, TypeError, ValueError):
            self.end()
            raise _cannot_start() from None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, frame: Mapping[str, Any]) -> Any:
        """Its answer to a frame; WalletError when it refuses, or as locked when it has gone."""
        try:
            if self._process.stdin is None:
                raise BrokenPipe
            write_frame(cast(Pipe, self._process.stdin), frame)
            answer = self._read()
        except BrokenPipe:
            raise locked() from None
        refused = answer.get("refused")
        if isinstance(refused, list) and len(refused) == 3:
            raise WalletError(*(str(part) for part in refused))
        return answer.get("ok")

    def kill(self) -> None:
        """End it at once, whatever it is doing; safe from any thread."""
        self._process.kill()

    def end(self) -> None:
        """Kill it, close its pipes and wait until the system has taken its memory back."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    pass  # what was still to be written has nobody to read it
        self._process.wait(_PATIENCE)

    def _read(self) -> dict[str, Any]:
        if self._process.stdout is None:
            raise BrokenPipe
        return read_frame(cast(Pipe, self._process.stdout))


def child_command() -> list[str]:
    """How it is started: isolated from the user's folders and from Python's variables."""
    root = str(Path(wallet.__file__).parents[1])
    return [sys.executable, "-I", "-c", _BOOT, root]


def _cannot_start() -> WalletError:
    return WalletError(
        "The part of the wallet that signs could not be started.",
        "Start the wallet again; if that does not help, install it anew.",
        "signing.no-signer",
    )
