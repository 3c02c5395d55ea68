"""The guards catch what they are there for: each is seen to fail a noisy test."""

from __future__ import annotations

import re

import pytest

NOISY = """
import logging, subprocess, sys, threading, time, warnings
from PySide6.QtCore import QTimer, qWarning

kept = []

def test_log():
    logging.getLogger("x").warning("careful")

def test_thread():
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()

def test_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"]))

def test_python_warning():
    warnings.warn("old", DeprecationWarning)

def test_qt_warning(qtbot):
    qWarning("bad parent")

def test_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(1000)

def test_exception_in_a_slot(qtbot):
    QTimer.singleShot(0, lambda: 1 / 0)
    qtbot.wait(50)

def teardown_module():
    kept[0].kill()
    kept[0].wait()
    kept[1].stop()
"""
EXPECTED = {
    "log": "unexpected log records",
    "thread": "threads left running",
    "process": "processes left running",
    "python_warning": "DeprecationWarning: old",
    "qt_warning": "bad parent",
    "timer": "timers left running",
    "exception_in_a_slot": "ZeroDivisionError",
}
QUIET = """
import logging, subprocess, sys, threading, time

def test_log(caplog):
    logging.getLogger("x").warning("wanted")

def test_thread():
    threading.Thread(target=time.sleep, args=(0.2,)).start()

def test_process():
    subprocess.run([sys.executable, "-c", ""], check=True)

def test_timer(qtbot):
    from PySide6.QtCore import QTimer
    timer = QTimer()
    timer.start(5)
    qtbot.wait(20)
    timer.stop()
"""


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    pytester.makeconftest("from tests import guards\nguards.GRACE = 1.0\n")
    pytester.makeini("[pytest]\nqt_api=pyside6\nqt_log_level_fail=WARNING\nfilterwarnings=error\n")
    return pytester.runpytest_subprocess("-p", "pytestqt.plugin", "-p", "tests.guards")


@pytest.fixture(autouse=True)
def our_modules(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the others take seconds to load


def test_each_kind_of_noise_fails_its_test(pytester: pytest.Pytester) -> None:
    said = run(pytester, NOISY).stdout.str()
    for kind, why in EXPECTED.items():
        assert re.search(rf"^(FAILED|ERROR) \S+::test_{kind}\b", said, re.M), (
            f"{kind} passed unseen"
        )
        assert why in said


def test_a_quiet_test_passes(pytester: pytest.Pytester) -> None:
    run(pytester, QUIET).assert_outcomes(passed=4)
