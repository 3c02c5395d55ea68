"""The guards catch what they are there for: each is seen to fail a noisy test."""

from __future__ import annotations

import pytest

HEAD = "import logging, subprocess, sys, threading, time, warnings\n"
NOISY = {
    "log": ("def test_it(): logging.getLogger('x').warning('careful')", "unexpected log records"),
    "thread": (
        "def test_it(): threading.Thread(target=time.sleep, args=(30,), daemon=True).start()",
        "threads left running",
    ),
    "process": (
        "kept = []\n"
        "def test_it(): kept.append(subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(30)']))\n"
        "def teardown_module(): kept[0].kill(); kept[0].wait()",
        "processes left running",
    ),
    "python warning": ("def test_it(): warnings.warn('old', DeprecationWarning)", "old"),
    "Qt warning": (
        "from PySide6.QtCore import qWarning\ndef test_it(qtbot): qWarning('bad parent')",
        "bad parent",
    ),
    "timer": (
        "from PySide6.QtCore import QTimer\n"
        "kept = []\n"
        "def test_it(qtbot): kept.append(QTimer()); kept[0].start(1000)\n"
        "def teardown_module(): kept[0].stop()",
        "timers left running",
    ),
    "exception in a slot": (
        "from PySide6.QtCore import QTimer\n"
        "def test_it(qtbot):\n"
        "    QTimer.singleShot(0, lambda: 1 / 0)\n"
        "    qtbot.wait(50)",
        "ZeroDivisionError",
    ),
}
QUIET = (
    "def test_log(caplog): logging.getLogger('x').warning('wanted')\n"
    "def test_thread():\n"
    "    t = threading.Thread(target=time.sleep, args=(0.2,)); t.start()\n"
    "def test_process(): subprocess.run([sys.executable, '-c', ''], check=True)\n"
    "def test_timer(qtbot):\n"
    "    from PySide6.QtCore import QTimer\n"
    "    t = QTimer(); t.start(5); qtbot.wait(20); t.stop()\n"
)


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(HEAD + source)
    pytester.makeconftest("from tests import guards\nguards.GRACE = 0.5\n")
    pytester.makeini("[pytest]\nqt_api=pyside6\nqt_log_level_fail=WARNING\nfilterwarnings=error\n")
    options = ("-q", "-p", "tests.guards", "-p", "no:cacheprovider", "-p", "no:xdist")
    return pytester.runpytest_subprocess(*options)


@pytest.fixture(autouse=True)
def our_modules(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))


@pytest.mark.parametrize("kind", NOISY)
def test_noise_fails_a_test(pytester: pytest.Pytester, kind: str) -> None:
    source, expected = NOISY[kind]
    result = run(pytester, source)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"*{expected}*"])


def test_a_quiet_test_passes(pytester: pytest.Pytester) -> None:
    run(pytester, QUIET).assert_outcomes(passed=4)
