"""What was not foreseen: a calm dialog, and a report without secrets."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless
from ui.crash import Crashes, report
from ui.dialogs.crash import CrashDialog
from ui.window import Window

SECRET = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def _fail(passphrase: str) -> None:
    raise ValueError(f"cannot open with {passphrase}")


def _error() -> ValueError:
    try:
        _fail(SECRET)
    except ValueError as error:
        return error
    raise AssertionError


def test_report_names_places_and_no_values() -> None:
    text = report(_error())
    assert "ValueError" in text
    assert "tests/ui/test_crash.py:" in text and "_fail" in text
    assert "legal" not in text and "cannot open" not in text
    assert "/work" not in text and "/root" not in text and "/home" not in text


def test_report_follows_causes_and_ends() -> None:
    inner = _error()
    outer = RuntimeError("outer")
    outer.__cause__ = inner
    inner.__context__ = outer
    assert report(outer).count("ValueError") == 1


def test_one_dialog_at_a_time(
    window: Window, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    crashes = Crashes(window)
    crashes.attach(window)
    shown(window)
    crashes.show(_error())
    crashes.show(_error())
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
    qtbot.wait(30)
    dialogs = window.findChildren(CrashDialog)
    assert len(dialogs) == 1 and len(crashes.reports) == 2
    dialog = dialogs[0]
    assert clipped(dialog) == [] and nameless(dialog) == []
    dialog.copy.click()
    assert QApplication.clipboard().text() == crashes.reports[0]
    dialog.accept()
    qtbot.wait(10)
    crashes.show(_error())
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(CrashDialog)))
    window.findChildren(CrashDialog)[-1].accept()


def test_hook_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.excepthook
    crashes = Crashes()
    crashes.install()
    assert sys.excepthook != before
    sys.excepthook(ValueError, _error(), None)
    assert len(crashes.reports) == 1
    crashes.remove()
    assert sys.excepthook == before
