"""Keeping a process that holds a key to itself: no core file, no tracing, no new files, no swap.

Each step is best effort and reported: a system that lacks one is no reason to refuse a person
their own wallet. Most of it exists on Linux only.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_MCL_CURRENT = 1


@dataclass(frozen=True)
class Hardening:
    """Which of the measures hold in this process."""

    not_dumpable: bool = False
    no_core: bool = False
    no_new_files: bool = False


def harden(close_doors: bool = False) -> Hardening:
    """Apply every measure that this system has.

    Not dumpable also means that other processes of the same user cannot trace this one or read
    its memory (prctl(2)). `close_doors` forbids every further file and socket: ask for it last,
    once everything has been imported.
    """
    dumpable = True
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        dumpable = libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0
    return Hardening(not dumpable, _limit("RLIMIT_CORE"), close_doors and _limit("RLIMIT_NOFILE"))


def keep_from_swap(secret: bytearray) -> bool:
    """Keep the memory of this process, or at least that of `secret`, from being swapped out.

    Called when the secret is there: locking later pages too would make scrypt's 128 MiB fail
    where little may be locked.
    """
    if sys.platform != "linux" or not secret:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mlockall(_MCL_CURRENT) == 0:
        return True
    buffer = (ctypes.c_char * len(secret)).from_buffer(secret)
    return bool(libc.mlock(ctypes.byref(buffer), ctypes.c_size_t(len(secret))) == 0)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place (copies made elsewhere by CPython are not reached)."""
    secret[:] = bytes(len(secret))


def _limit(name: str) -> bool:
    """Set a limit of this process to zero; descriptors that are open stay so."""
    if sys.platform == "win32":
        return False
    import resource  # not on Windows

    try:
        resource.setrlimit(getattr(resource, name), (0, 0))
    except (OSError, ValueError):
        return False
    return True
