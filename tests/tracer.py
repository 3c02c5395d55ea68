"""Killing a task at any one of its system calls, by tracing it as a debugger does (Linux).

The task runs in a fork of this process and is stopped before every system call, so that "the
machine lost its power here" can be tried at each. Nothing in the product knows of it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

import pytest

_TRACEME, _SYSCALL, _SETOPTIONS = 0, 24, 0x4200
_SYSGOOD, _EXITKILL = 1, 1 << 20
_AT_A_CALL = signal.SIGTRAP | 0x80

FAILED = 3
"""The exit code of a task that raised an error."""


def trace(task: Callable[[], object], kill_at: int = 0) -> int:
    """Run `task` in a fork, and kill it before its system call number `kill_at`, from 1.

    Answers how many calls there were; that is less than `kill_at` when it ended by itself first.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    pid = os.fork()
    if pid == 0:
        _child(libc, task)
    _wait(pid)
    _ptrace(libc, _SETOPTIONS, pid, _SYSGOOD | _EXITKILL)
    calls, passed, entering = 0, 0, True
    while True:
        _ptrace(libc, _SYSCALL, pid, passed)
        status = _wait(pid)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0, "the task failed by itself"
            return calls
        passed = os.WSTOPSIG(status)
        if passed == _AT_A_CALL:
            passed = 0
            calls += entering
            entering = not entering  # it is stopped after a call too
            if calls == kill_at:
                os.kill(pid, signal.SIGKILL)
                assert os.WIFSIGNALED(_wait(pid))
                return calls


def at_every_call(task: Callable[[], object], prepare: Callable[[], object], step: int = 1) -> int:
    """Prepare, and kill the task before its next system call, until it ends by itself.

    `prepare` is called before each run, and looks at what the run before has left. Answers how
    often the task was killed; with a `step` not every call is tried.
    """
    killed, call = 0, 1
    while True:
        prepare()
        if trace(task, call) < call:
            return killed
        killed += 1
        call += step


def needs_tracing() -> None:
    """Skip where processes cannot be traced."""
    if sys.platform != "linux":
        pytest.skip("tracing as done here is Linux's")
    try:
        trace(lambda: None)
    except OSError as refused:
        pytest.skip(f"this system does not let its processes be traced: {refused}")


def _child(libc: ctypes.CDLL, task: Callable[[], object]) -> None:
    """Be traced, do the task, end; never return into the tests."""
    code = FAILED
    try:
        libc.ptrace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        task()
        code = 0
    finally:
        os._exit(code)  # whatever happened, it must not go on as a second copy of the tests


def _ptrace(libc: ctypes.CDLL, request: int, pid: int, data: int) -> None:
    if libc.ptrace(request, pid, None, ctypes.c_void_p(data)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _wait(pid: int) -> int:
    return os.waitpid(pid, 0)[1]
