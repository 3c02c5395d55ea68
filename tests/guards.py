"""What no test may leave behind: warnings, log records, threads, timers, processes.

A test passes only if it was quiet. Qt's own messages are watched by pytest-qt (`qt_log_level_fail`
in pyproject.toml), Python's warnings are errors there too; the rest is here. A test that expects a
log record asks for `caplog` and looks at it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

GRACE = 5.0
"""Seconds that something already ending has for ending."""


class Listener(logging.Handler):
    """Collects records of WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def guard_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a log record of WARNING or above that the test did not ask for."""
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    if listener.heard and "caplog" not in request.fixturenames:
        pytest.fail("unexpected log records:\n" + "\n".join(listener.heard), pytrace=False)


@pytest.fixture(autouse=True)
def guard_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a thread, a child process or a running timer that was not there before."""
    threads, children = set(threading.enumerate()), child_processes()
    windowed = bool({"qtbot", "qapp"} & set(request.fixturenames))
    timers = set(running_timers()) if windowed else set()
    yield
    left = _left(lambda: [t.name for t in threading.enumerate() if _counts(t, threads)])
    if left:
        pytest.fail(f"threads left running: {', '.join(left)}", pytrace=False)
    left = _left(lambda: [command_line(pid) for pid in child_processes() - children])
    if left:
        pytest.fail(f"processes left running: {', '.join(left)}", pytrace=False)
    if windowed:
        left = new_timers(timers)
        if left:
            pytest.fail(f"timers left running: {', '.join(left)}", pytrace=False)


def _counts(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    # A dummy stands for a thread of Qt's pool that once ran Python; the pool owns and ends it.
    return thread not in before and not isinstance(thread, threading._DummyThread)


def _left(look: Callable[[], list[str]]) -> list[str]:
    deadline = time.monotonic() + GRACE
    while (found := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def child_processes() -> set[int]:
    """Ids of this process's children, from /proc: psutil takes much longer."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(int(pid) for pid in task.read_text().split())
        except OSError:
            continue  # a thread that ended while we looked
    return {pid for pid in found if "multiprocessing.resource_tracker" not in command_line(pid)}


def command_line(pid: int) -> str:
    """What a process was started with, for the message."""
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()[:300]
    except OSError:
        return str(pid)
    return f"{pid} {said.replace(bytes(1), b' ').decode('utf-8', 'replace').strip()}"


def new_timers(before: set[int]) -> list[str]:
    """Timers that tick and are not among `before`, each with its parent's kind.

    Collecting garbage takes long beside a test of a window, so it is done only on suspicion: a
    timer that nobody holds any more is no leak.
    """
    if not running_timers().keys() - before:
        return []
    gc.collect()
    return [name for key, name in running_timers().items() if key not in before]


def running_timers() -> dict[int, str]:
    """The Qt timers that tick, by identity."""
    if "PySide6.QtCore" not in sys.modules:
        return {}
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer

    application = QCoreApplication.instance()
    if application is not None:
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = {}
    for thing in gc.get_objects():
        if isinstance(thing, QTimer) and shiboken6.isValid(thing) and thing.isActive():
            parent = thing.parent()
            owner = type(parent).__name__ if parent is not None else "nobody"
            found[id(thing)] = f"a timer of {owner} every {thing.interval()} ms"
    return found


def secret_service_problem() -> str:
    """Why the system's keyring cannot be used for tests here; "" when it can."""
    import keyring
    from keyring.errors import KeyringError

    name = f"symbolon-test-{os.getpid()}"
    try:
        backend = keyring.get_keyring()
        if "SecretService" not in type(backend).__module__:
            return f"the keyring here is {type(backend).__module__}, not a Secret Service"
        backend.set_password(name, "probe", "value")
        answer = backend.get_password(name, "probe")
        backend.delete_password(name, "probe")
    except KeyringError as error:
        return f"the keyring does not work here: {error}"
    return "" if answer == "value" else "the keyring does not return what it was given"
