"""Secrets asked for in a terminal: without an echo, into a buffer that can be wiped.

They are read from the terminal itself, never from arguments, the environment or a pipe, which
other programs may see or a script may hold in the clear.
"""

from __future__ import annotations

import os
import sys

from wallet.base.errors import WalletError
from wallet.keys.hardening import harden
from wallet.keys.hidden import Hidden

LONGEST = 1_024
_TERMINAL = "/dev/tty"


def ask_hidden(prompt: str) -> Hidden:
    """What is typed until Enter, shown to nobody. Raises WalletError where there is no terminal.

    Before anything is typed this process gives up core files and being traced.
    """
    harden()
    if sys.platform == "win32":
        return _ask_console(prompt)
    return _ask_terminal(prompt)


def ask_line(prompt: str) -> str:
    """What is typed until Enter, shown while it is typed. Raises WalletError as `ask_hidden`."""
    if sys.platform == "win32":
        return input(prompt)
    with _ask_terminal(prompt, shown=True) as typed:
        return typed.decode("utf-8", "replace")


def _ask_terminal(prompt: str, shown: bool = False) -> Hidden:
    try:
        handle = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise WalletError(
            "A passphrase is asked for in a terminal, and there is none here.",
            "Run this command in a terminal; passphrases are never taken from anywhere else.",
            "keys.no-terminal",
        ) from None
    try:
        return _typed(handle, prompt, shown)
    finally:
        os.close(handle)


def _typed(handle: int, prompt: str, shown: bool) -> Hidden:
    import termios  # not on Windows

    before = termios.tcgetattr(handle)
    silent = [*before]
    if not shown:
        silent[3] &= ~termios.ECHO
    silent[3] |= termios.ICANON
    when = termios.TCSANOW if shown else termios.TCSAFLUSH  # a secret is not typed ahead
    os.write(handle, prompt.encode("utf-8", "replace"))
    try:
        termios.tcsetattr(handle, when, silent)
        with Hidden(4 * LONGEST) as line:
            size = os.readv(handle, [line])
            if size > LONGEST:
                raise too_long()
            return Hidden(line[:size].rstrip(b"\r\n"))
    finally:
        termios.tcsetattr(handle, when, before)
        if not shown:
            os.write(handle, b"\n")


def _ask_console(prompt: str) -> Hidden:
    """The same on Windows, letter by letter."""
    import msvcrt

    sys.stderr.write(prompt)
    sys.stderr.flush()
    typed = Hidden(LONGEST)
    size = 0
    while True:
        letter = msvcrt.getwch()  # type: ignore[attr-defined] # exists on Windows alone
        if letter in "\r\n":
            break
        if letter == "\x03":
            raise KeyboardInterrupt
        part = b"" if letter == "\b" else letter.encode("utf-8", "replace")
        if letter == "\b":
            while size and typed[size - 1] & 0xC0 == 0x80:
                size -= 1
            size = max(0, size - 1)
        if size + len(part) > LONGEST:
            raise too_long()
        typed[size : size + len(part)] = part
        size += len(part)
    sys.stderr.write("\n")
    with typed:
        return Hidden(typed[:size])


def too_long() -> WalletError:
    """The refusal of a line that nobody means."""
    return WalletError(
        "That line is too long.", f"Type at most {LONGEST:,} letters.", "keys.typed-long"
    )
