"""Threads: lanes, order, results on the window's thread, and what happens to the forgotten."""

import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.tasks import READERS, Report, Tasks
from wallet.base.errors import WalletError


def test_result_arrives_on_the_window_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[tuple[int, bool, bool]] = []
    here = threading.current_thread()
    tasks.run(
        lambda: threading.current_thread() is here,
        lambda inside: seen.append((1, inside, threading.current_thread() is here)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(1, False, True)]
    assert tasks.idle


def test_known_failure_goes_where_the_user_looks(
    qtbot: QtBot, tasks: Tasks, heard: list[WalletError]
) -> None:
    failures: list[WalletError] = []

    def fail() -> None:
        raise WalletError("The amount is zero.", "Write more than zero.")

    tasks.run(fail, failed=failures.append)
    tasks.run(fail)
    qtbot.waitUntil(lambda: len(failures) + len(heard) == 2)
    assert failures[0].next_step == "Write more than zero."
    assert heard[0].sentence == "The amount is zero."


def test_unknown_failure_is_a_crash_and_the_view_recovers(
    qtbot: QtBot, tasks: Tasks, crashed: list[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[WalletError] = []
    tasks.run(lambda: 1 // 0, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(crashed[0], ZeroDivisionError)
    assert failures[0].code == "ui.crash"
    assert "ZeroDivisionError" in caplog.text


def test_signing_lane_is_serial(qtbot: QtBot, tasks: Tasks) -> None:
    running, most, order = [0], [0], []

    def work(number: int) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.02)
        running[0] -= 1
        order.append(number)

    for number in range(5):
        tasks.run(lambda number=number: work(number), lane="sign")  # type: ignore[misc]  # a default binds the number
    qtbot.waitUntil(lambda: tasks.idle)
    assert most[0] == 1
    assert order == [0, 1, 2, 3, 4]


def test_reads_run_beside_each_other(qtbot: QtBot, tasks: Tasks) -> None:
    together = threading.Barrier(READERS, timeout=5)
    for _ in range(READERS):
        tasks.run(together.wait)
    qtbot.waitUntil(lambda: tasks.idle)
    assert not together.broken


def test_a_slow_read_does_not_hold_up_signing(qtbot: QtBot, tasks: Tasks) -> None:
    release = threading.Event()
    for _ in range(READERS):
        tasks.run(lambda: release.wait(5))
    signed: list[int] = []
    tasks.run(lambda: 1, signed.append, lane="sign")
    qtbot.waitUntil(lambda: bool(signed))
    release.set()
    qtbot.waitUntil(lambda: tasks.idle)


def test_result_is_dropped_when_the_view_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    import shiboken6

    view = QWidget()
    seen: list[bool] = []
    release = threading.Event()
    tasks.run(lambda: release.wait(5), seen.append, owner=view)
    shiboken6.delete(view)
    release.set()
    qtbot.waitUntil(lambda: tasks.idle)
    qtbot.wait(10)
    assert seen == []


def test_cancelled_work_is_not_begun(qtbot: QtBot, tasks: Tasks) -> None:
    release, begun = threading.Event(), []
    tasks.run(lambda: release.wait(5), lane="sign")
    task = tasks.run(lambda: begun.append(1), lane="sign")
    task.cancel()
    release.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert begun == []


def test_reports_arrive_in_order_before_the_result(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []
    owner = QObject()

    def work(report: Report) -> None:
        for stage in (1, 2, 3):
            report(stage)

    tasks.follow(
        work,
        seen.append,
        lambda _: seen.append("done"),
        owner=owner,
    )
    qtbot.waitUntil(lambda: "done" in seen)
    assert seen == [1, 2, 3, "done"]


def test_nothing_begins_after_closing(qtbot: QtBot) -> None:
    tasks = Tasks(lambda _: None, lambda _: None)
    tasks.run(lambda: 1)
    assert tasks.close()
    begun: list[int] = []
    assert tasks.run(lambda: begun.append(1)).cancelled
    qtbot.wait(20)
    assert begun == []
    assert not [one for one in threading.enumerate() if one.name.startswith("symbolon")]


def test_closing_does_not_wait_for_ever() -> None:
    tasks = Tasks(lambda _: None, lambda _: None)
    begun, release = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait(5)

    tasks.run(work)
    assert begun.wait(5)
    began = time.monotonic()
    assert not tasks.close(0.1)
    assert time.monotonic() - began < 2
    release.set()
    assert tasks.close(5)
