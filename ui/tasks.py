"""The only threads: work off the window's thread, answers back on it.

One serial lane for whatever signs or spends, a parallel one for reads. What a view asked for is
dropped when the view is gone.
"""

import sys
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ui.collecting import Collector
from wallet.base.errors import WalletError

T = TypeVar("T")
Lane = Literal["read", "sign"]
Failed = Callable[[WalletError], object]
Report = Callable[..., None]

READERS = 3
SWITCH_INTERVAL = 0.001  # seconds; shorter turns keep the window answering while others compute


class Task:
    """A running operation, as its owner holds it."""

    def __init__(self, owner: QObject | None) -> None:
        self._owner = owner
        self.cancelled = False

    def cancel(self) -> None:
        """Drop the result; an operation not yet begun is not begun."""
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return not self.cancelled and (self._owner is None or shiboken6.isValid(self._owner))


class Tasks(QObject):
    """Runs operations in lanes. `crashed(error)` is called with whatever was not foreseen."""

    _deliver = Signal(object)

    def __init__(
        self,
        crashed: Callable[[BaseException], object],
        tell: Failed,
        parent: QObject | None = None,
    ) -> None:
        """`tell` shows a foreseen failure that no view asked to hear of."""
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._crashed, self._tell = crashed, tell
        self._closed = False
        self._busy = 0
        self._lanes: dict[Lane, _Lane] = {
            "read": _Lane("symbolon-read", READERS, self._let_go),
            "sign": _Lane("symbolon-sign", 1, self._let_go),
        }
        self._collector = Collector(self)
        self._deliver.connect(lambda step: step(), Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return self._busy == 0

    def run(
        self,
        operation: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        *,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Task:
        """Run `operation` in a lane, then `then(result)` or `failed(error)` on this thread.

        An error that is no WalletError goes to the crash dialog; `failed` then hears a plain
        sentence, so that the view recovers.
        """
        task = Task(owner)
        if self._closed:
            task.cancel()
            return task
        self._busy += 1

        def work() -> None:
            if not task.wanted:
                self._send(self._done)
                return
            try:
                result = operation()
            except WalletError as error:
                known = error
                self._send(lambda: self._fail(task, failed, known))
            except BaseException as error:  # noqa: BLE001 - a worker must report what killed it
                unknown = error
                self._send(lambda: self._crash(task, failed, unknown))
            else:
                self._send(lambda: self._finish(task, then, result))

        self._lanes[lane].put(work)
        return task

    def follow(
        self,
        operation: Callable[[Report], T],
        heard: Callable[..., object],
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        *,
        lane: Lane = "read",
        owner: QObject | None = None,
    ) -> Task:
        """Run an operation that reports: what it passes to its argument reaches `heard` here."""

        def report(*values: Any) -> None:
            self._send(lambda: heard(*values) if Task(owner).wanted else None)

        return self.run(lambda: operation(report), then, failed, lane=lane, owner=owner)

    def close(self, seconds: float = 5.0) -> bool:
        """Begin nothing more and wait for what runs; False when something would not end."""
        self._closed = True
        until = time.monotonic() + seconds
        ended = sum(not lane.close(until) for lane in self._lanes.values()) == 0
        self._collector.stop()
        return ended

    def _send(self, step: Callable[[], object]) -> None:
        """Hand a step to the window's thread, unless the window is gone already."""
        if shiboken6.isValid(self):
            self._deliver.emit(step)

    def _let_go(self, held: list[Callable[[], None]]) -> None:
        """Let what a work holds (perhaps the last hold of a widget) go on the window's thread."""
        self._send(held.clear)

    def _done(self) -> None:
        self._busy -= 1

    def _finish(self, task: Task, then: Callable[[T], object] | None, result: T) -> None:
        self._done()
        if then is not None and task.wanted and not self._closed:
            then(result)

    def _fail(self, task: Task, failed: Failed | None, error: WalletError) -> None:
        self._done()
        if not task.wanted or self._closed:
            return
        if failed is not None:
            failed(error)
        else:
            self._tell(error)

    def _crash(self, task: Task, failed: Failed | None, error: BaseException) -> None:
        self._done()
        from wallet.base.log import logger  # rarely needed, and slow to load before the first paint

        logger("ui").error("an operation failed unexpectedly: %s", type(error).__name__)
        if self._closed:
            return
        self._crashed(error)
        if failed is not None and task.wanted:
            failed(
                WalletError(
                    "Something went wrong inside the wallet.",
                    "Nothing is lost. You can try again.",
                    "ui.crash",
                )
            )


class _Lane:
    """A few threads that take work from one queue; started when first needed."""

    def __init__(
        self, name: str, size: int, let_go: Callable[[list[Callable[[], None]]], None]
    ) -> None:
        """`let_go` empties a list elsewhere than on these threads."""
        self._name, self._size, self._let_go = name, size, let_go
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._load = 0  # what is queued or running
        self._lock = threading.Lock()

    def put(self, work: Callable[[], None]) -> None:
        """Queue work; one more thread begins when none is free and there is room."""
        with self._lock:
            self._load += 1
            if self._load > len(self._threads) and len(self._threads) < self._size:
                name = f"{self._name}-{len(self._threads) + 1}"
                thread = threading.Thread(target=self._loop, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._queue.put(work)

    def close(self, until: float) -> bool:
        """Drop what has not begun and end the threads by a moment of time.monotonic()."""
        while True:
            try:
                self._queue.get_nowait()
            except Empty:
                break
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        ended = not any(thread.is_alive() for thread in self._threads)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return ended

    def _loop(self) -> None:
        while (work := self._queue.get()) is not None:
            work()
            held = [work]
            del work
            self._let_go(held)
            with self._lock:
                self._load -= 1
