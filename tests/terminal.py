"""A terminal to run commands in: what they ask is read there, and what a person types is sent."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Sequence

PATIENCE = 60.0


class Terminal:
    """A command of the wallet in a terminal of its own; `answer` waits for a prompt, then types."""

    def __init__(self, *args: str, module: str = "wallet.cli") -> None:
        self.said = ""
        self._at = 0
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            os.execv(sys.executable, [sys.executable, "-m", module, *args])

    def answer(self, prompt: str, typed: str, shown: bool = False) -> None:
        """Wait until `prompt` (a regular expression) is there, then type a line.

        It must not be shown, unless it is no secret.
        """
        self.wait(prompt)
        if not shown:
            self._quiet()
        os.write(self._handle, typed.encode() + b"\n")
        self.wait("\n")

    def wait(self, pattern: str) -> re.Match[str]:
        """Wait for a pattern in what is said after the last one."""
        found = re.compile(pattern).search(self.said, self._at)
        while found is None and self._more():
            found = re.compile(pattern).search(self.said, self._at)
        if found is None:
            raise AssertionError(f"{pattern!r} was never said, but: {self.said[-500:]}")
        self._at = found.end()
        return found

    def finish(self) -> int:
        """Read to the end; answers the exit code."""
        while self._more():
            pass
        _, status = os.waitpid(self._pid, 0)
        os.close(self._handle)
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._pid, signal.SIGKILL)
        self.finish()

    def _more(self) -> bool:
        """Read some more; False at the end."""
        if not select.select([self._handle], [], [], PATIENCE)[0]:
            os.kill(self._pid, signal.SIGKILL)
            raise AssertionError(f"the terminal went silent after: {self.said[-500:]}")
        try:
            part = os.read(self._handle, 65_536)
        except OSError:  # its other end is closed
            return False
        self.said += part.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(part)

    def _quiet(self) -> None:
        """Wait until the terminal shows nothing of what is typed."""
        deadline = time.monotonic() + PATIENCE
        while termios.tcgetattr(self._handle)[3] & termios.ECHO:
            if time.monotonic() > deadline:
                raise AssertionError("what is typed would be shown")
            time.sleep(0.005)


def talk(args: Sequence[str], answers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Run a command and answer what it asks; its exit code and all that it said."""
    terminal = Terminal(*args)
    for prompt, typed in answers:
        terminal.answer(prompt, typed)
    return terminal.finish(), terminal.said
