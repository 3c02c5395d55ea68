"""A small process between the wallet and its local node, so that the node never outlives it.

Run as a program: `node_keeper.py STATE NEW_STATE COMMAND...`, both states "-" for a network that is
forgotten. It starts the command and ends it when its own standard input ends, which it also does
when the wallet is killed. If the node then wrote a whole new state, that takes the old one's place.
A signal bound to the wallet's death would not do: the kernel binds it to the thread that started
the process, and the wallet's threads come and go. Only the standard library is used here.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys

PATIENCE = 60
"""Seconds that the node has for writing its state."""


def keep(state: str, new_state: str, command: list[str]) -> int:
    """Run `command` until standard input ends; returns its exit code."""
    os.umask(0o077)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.close(0))
    before = _die_with_parent if sys.platform == "linux" else None
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=before)
    with contextlib.suppress(OSError, ValueError):  # standard input was closed by SIGTERM
        while child.poll() is None:
            ready, _, _ = select.select([0, woken], [], [])
            if woken in ready:
                os.read(woken, 512)
            if 0 in ready and not os.read(0, 512):
                break
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        _adopt(state, new_state)
    return child.returncode


def _adopt(state: str, new_state: str) -> None:
    """Put the new state in the old one's place, if it was written to its end."""
    if state == "-":
        return
    try:
        with open(new_state, "rb+") as file:
            file.seek(-1, os.SEEK_END)
            whole = file.read(1) == b"}"
            os.fsync(file.fileno())
        if whole:
            os.replace(new_state, state)
    except OSError:
        return  # the old state stays, which is the best there is


def _die_with_parent() -> None:
    """Ask Linux to end the node should this process be killed (PR_SET_PDEATHSIG is 1)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1], sys.argv[2], sys.argv[3:]))
