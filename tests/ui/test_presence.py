"""Whether the person may have gone: heard on a real D-Bus, and asked of stand-ins elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from ui.capture import CANNOT, exclude_on_macos, exclude_on_windows
from ui.presence import Presence, locked_on_macos, locked_on_windows
from ui.widgets.kept_apart import KeptApart

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("path", "interface"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
        ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
    ],
)
@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no bus can be begun here")
def test_a_locked_screen_is_heard_of(path: str, interface: str) -> None:
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.screen_driver"]
    done = subprocess.run(
        [*command, path, interface],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.stdout == "1", done.stderr[-1_000:]


def test_it_is_said_once_each_time_the_screen_locks(qtbot: QtBot) -> None:
    presence = Presence()
    heard: list[int] = []
    presence.away.connect(lambda: heard.append(1))
    for locked in (False, True, True, False, True):
        presence.screen_is(locked)
    presence.locks()
    assert len(heard) == 3


@pytest.mark.parametrize(
    ("desktop", "switched", "locked"), [(7, 1, False), (7, 0, True), (0, 1, True)]
)
def test_windows_is_asked_for_its_desktop(desktop: int, switched: int, locked: bool) -> None:
    closed: list[object] = []

    def opened(flags: int, inherit: bool, access: int) -> int:
        assert (flags, inherit, access) == (0, False, 0x0100)
        return desktop

    user32 = SimpleNamespace(
        OpenInputDesktop=opened,
        SwitchDesktop=lambda one: switched,
        CloseDesktop=closed.append,
    )
    assert locked_on_windows(user32) is locked
    assert len(closed) == (1 if desktop else 0)


class Call:
    """Stands in for a function of a C library, whose types may be declared."""

    def __init__(self, answer: Callable[..., object]) -> None:
        self._answer = answer
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *args: object) -> object:
        return self._answer(*args)


@pytest.mark.parametrize(
    ("session", "value", "locked"), [(5, 9, True), (5, 0, False), (0, 9, False)]
)
def test_macos_is_asked_for_its_session(session: int, value: int, locked: bool) -> None:
    released: list[object] = []
    graphics = SimpleNamespace(CGSessionCopyCurrentDictionary=Call(lambda: session))
    core = SimpleNamespace(
        CFStringCreateWithCString=Call(lambda *_: 6),
        CFDictionaryGetValue=Call(lambda *_: value),
        CFBooleanGetValue=Call(lambda one: one),
        CFRelease=Call(released.append),
    )
    assert locked_on_macos(graphics, core) is locked
    assert released == ([6, 5] if session else [])


@pytest.mark.parametrize(
    ("known", "asked", "apart"),
    [({0x11, 1}, [0x11], True), ({1}, [0x11, 1], True), (set(), [0x11, 1], False)],
)
def test_windows_leaves_a_window_out_of_pictures(
    known: set[int], asked: list[int], apart: bool
) -> None:
    said: list[int] = []

    def affinity(window: object, kind: int) -> int:
        said.append(kind)
        return int(kind in known)

    user32 = SimpleNamespace(SetWindowDisplayAffinity=affinity)
    assert exclude_on_windows(user32, 5, True) is apart
    assert said == asked
    assert not exclude_on_windows(user32, 5, False) and said[-1] == 0


def test_macos_leaves_a_window_out_of_pictures() -> None:
    sent: list[tuple[object, ...]] = []

    def send(*args: object) -> int:
        sent.append(args)
        return 77

    objc = SimpleNamespace(sel_registerName=Call(lambda name: name), objc_msgSend=Call(send))
    assert exclude_on_macos(objc, 5, True)
    assert sent == [(5, b"window"), (77, b"setSharingType:", 0)]
    assert not exclude_on_macos(objc, 5, False)
    assert sent[-1] == (77, b"setSharingType:", 1)


def test_here_it_is_said_that_pictures_cannot_be_kept_off(qtbot: QtBot) -> None:
    note = KeptApart()
    qtbot.addWidget(note)
    note.show()
    assert not note.apart and note.note.text.text() == CANNOT
    note.hide()
