"""The emulator as a line to a Ledger, and the reason why it is not there where it is not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.arch.tree import ROOT

ELF = "SYMBOLON_LEDGER_ELF"
"""Names the file of the Ethereum application for a Ledger Flex, which is its maker's."""
SPECULOS = "SYMBOLON_SPECULOS"
"""Names the emulator's command, where it is not on the path."""
SEED = (
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
)


def why_not() -> str:
    """What is missing here to run the emulator; empty where nothing is."""
    elf = os.environ.get(ELF, "")
    if not elf or not Path(elf).is_file():
        return f"{ELF} does not name a Ledger application"
    if speculos() is None:
        return f"the emulator speculos is not installed, and {SPECULOS} does not name it"
    if shutil.which("qemu-arm-static") is None:
        return "qemu-user-static is not installed"
    alone = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    return "" if alone.returncode == 0 else "no network namespace can be made here"


def speculos() -> str | None:
    """The emulator's command."""
    return os.environ.get(SPECULOS) or shutil.which("speculos")


class Emulator:
    """A Ledger in a network namespace of its own (a `Transport`).

    `plan` is what its owner does when asked: `approve` or `reject`. `seen` holds what the screen
    showed during the last command that needed its owner.
    """

    def __init__(self) -> None:
        command = ["unshare", "-rn", sys.executable, "-m", "tests.signing.ledger.bridge"]
        self._process = subprocess.Popen(
            [*command, str(speculos()), os.environ[ELF], SEED],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        self.plan = "approve"
        self.seen: list[str] = []
        assert self._read() == {"ready": True}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def exchange(self, command: bytes) -> bytes:
        """Send a command; its owner does as planned."""
        found = self._ask({"do": self.plan, "apdu": command.hex()})
        self.seen = found["seen"] or self.seen
        return bytes.fromhex(found["answer"])

    def toggle_blind_signing(self) -> None:
        """Go to the settings and turn it on or off."""
        self._ask({"do": "blind"})

    def close(self) -> None:
        """End the emulator."""
        if self._process.stdin is not None and self._process.stdout is not None:
            self._process.stdin.close()
            self._process.wait(30)
            self._process.stdout.close()

    def _ask(self, command: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())
