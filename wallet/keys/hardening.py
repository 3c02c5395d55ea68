"""Keeping a process that holds a key to itself: no core file, no tracing, no new files, no swap.

Each step is best effort and reported: a system that lacks one is no reason to refuse a person
their own wallet. Nothing here works on Windows; it is skipped there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_MCL_CURRENT = 1
_SIGKILL = 9


@dataclass(frozen=True)
class Hardening:
    """Which of the measures hold in this process."""

    not_dumpable: bool = False
    no_core: bool = False
    dies_with_parent: bool = False
    no_new_files: bool = False
    not_swapped: bool = False


def harden(parent: int | None = None, close_doors: bool = False) -> Hardening:
    """Apply every measure this system has; `parent` is the process to die with.

    Not dumpable also means that other processes of the same user cannot trace this one or read
    its memory (prctl(2)). `close_doors` forbids every further file and socket: call it last,
    once everything has been imported.
    """
    if sys.platform != "linux":
        return Hardening(no_core=_no_core())
    libc = ctypes.CDLL(None, use_errno=True)
    return Hardening(
        not_dumpable=libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0
        and libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0,
        no_core=_no_core(),
        dies_with_parent=parent is not None and _die_with(libc, parent),
        no_new_files=close_doors and _close_doors(),
        not_swapped=libc.mlockall(_MCL_CURRENT) == 0,
    )


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place (copies made elsewhere by CPython are not reached)."""
    secret[:] = bytes(len(secret))


def _no_core() -> bool:
    if sys.platform == "win32":
        return False
    import resource  # not on Windows

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def _close_doors() -> bool:
    """No descriptor beyond those open now can ever be made, so no file and no socket either."""
    import resource  # not on Windows

    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def _die_with(libc: ctypes.CDLL, parent: int) -> bool:
    if libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0) != 0:
        return False
    # The parent may have died before the call; then nobody is left to serve.
    return os.getppid() == parent
