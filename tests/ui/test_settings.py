"""Choices of this machine, and locking when nobody is there."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.idle import Idle
from ui.settings import Settings, load, save


def test_settings_are_kept(home: Path) -> None:
    assert load() == Settings()
    save(Settings("dark", 30, "abc", unread=True))
    assert load() == Settings("dark", 30, "abc", unread=True)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"mode": 7, "lock_after": true, "wallet": []}', '{"lock_after": 0}', "\x00"],
)
def test_what_cannot_be_read_is_as_at_first(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text)
    assert load(path) == Settings()


@given(st.binary(max_size=200))
def test_any_file_is_survived(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("settings") / "window.json"
    path.write_bytes(data)
    load(path)


def test_locks_after_minutes_without_input(qtbot: QtBot) -> None:
    seconds = [14 * 60.0]
    watch = Idle(lambda: seconds[0], 15)
    left: list[int] = []
    watch.left.connect(lambda: left.append(1))
    watch.look()
    assert left == []
    seconds[0] = 15 * 60.0 + 1
    watch.look()
    assert left == [1]


def test_locks_after_the_machine_slept(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Idle(lambda: 0.0, 15)
    left: list[int] = []
    watch.left.connect(lambda: left.append(1))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3_600)
    watch.look()
    assert left == [1]
    watch.look()
    assert left == [1]
