"""Keeping a process that holds a secret to itself: no core file, no tracing, no swap.

Each step is best effort and reported: a system that lacks one is no reason to refuse a person
their own wallet. Linux has all of them; macOS refuses tracing and core files and can keep memory
from swap; Windows keeps memory from swap and secrets out of its error reports.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PT_DENY_ATTACH = 31
_MCL_CURRENT = 1
_MADV_DONTDUMP = 16
_PAGE = 4_096
# Windows: no box about a crash, whose report would carry memory (SetErrorMode, WerSetFlags).
_SEM_QUIET = 0x0001 | 0x0002
_WER_NO_HEAP = 1


@dataclass(frozen=True)
class Hardening:
    """Which of the measures hold in this process."""

    not_dumpable: bool = False
    no_core: bool = False
    no_new_files: bool = False


def harden(close_doors: bool = False) -> Hardening:
    """Apply every measure that this system has.

    Not dumpable also means that other processes of the same user cannot trace this one or read
    its memory (prctl(2), ptrace(2) of macOS). `close_doors` forbids every further file and
    socket, and gaining rights: ask for it last, once everything has been imported.
    """
    if sys.platform == "win32":
        return Hardening(no_core=_quiet_reports())
    closed = close_doors and _limit("RLIMIT_NOFILE")
    if close_doors and sys.platform == "linux":
        _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return Hardening(_not_dumpable(), _limit("RLIMIT_CORE"), closed)


def keep_from_swap(secret: bytearray) -> bool:
    """Keep the pages of `secret` from being swapped out, and out of any core file.

    Called when the secret is there, and again for a copy. Only so many pages may be locked; past
    that it answers False, and the system's own protection of its swap is what is left.
    """
    if not secret:
        return False
    held = (ctypes.c_char * len(secret)).from_buffer(secret)
    start = ctypes.addressof(held)
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.VirtualLock(ctypes.c_void_p(start), len(secret)))
    libc = _libc()
    locked = libc.mlock(ctypes.c_void_p(start), ctypes.c_size_t(len(secret))) == 0
    if sys.platform == "linux":
        first = start - start % _PAGE
        length = ctypes.c_size_t(start + len(secret) - first)
        libc.madvise(ctypes.c_void_p(first), length, _MADV_DONTDUMP)
    return bool(locked)


def keep_all_from_swap() -> bool:
    """Keep everything that is in memory now from being swapped out (Linux).

    Not later pages: scrypt's 128 MiB would then fail where little may be locked.
    """
    return sys.platform == "linux" and bool(_libc().mlockall(_MCL_CURRENT) == 0)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place (copies made elsewhere by CPython are not reached)."""
    secret[:] = bytes(len(secret))


def _not_dumpable() -> bool:
    if sys.platform == "darwin":
        return bool(_libc().ptrace(_PT_DENY_ATTACH, 0, 0, 0) == 0)
    return bool(sys.platform == "linux" and _libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _quiet_reports() -> bool:
    """Windows: no error report that carries this process's memory."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_QUIET)
        return bool(kernel.WerSetFlags(_WER_NO_HEAP) == 0)
    return False


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


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
