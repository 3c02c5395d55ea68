"""Files that are shown with a paper, and papers that are too long for codes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.hand_over_sealed import MOST_CODE, AsFileDialog, hand_over
from ui.widgets.files_field import FilesField
from wallet.base.files import MEGABYTE
from wallet.flows.attached import MOST_FILES, MOST_SIZE

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def field(shown: Shown) -> FilesField:
    made = FilesField("Files that prove it", "A contract.", lambda: None)
    made.resize(480, 200)
    shown(made)
    return made


def test_files_are_added_and_taken_out(field: FilesField, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [tmp_path / name for name in ("contract.pdf", "bank statement.csv")]
    for path in paths:
        path.write_bytes(path.name.encode())
    field.take(paths)
    assert [one.name for one in field.value] == ["contract.pdf", "bank statement.csv"]
    assert {one.name: data for one, data in field.contents}["contract.pdf"] == b"contract.pdf"
    assert not clipped(field) and not outside(field) and not nameless(field)
    field._remove(field.value[0])
    assert [one.name for one in field.value] == ["bank statement.csv"]


def test_what_cannot_be_shown_is_said_and_the_rest_stays(field: FilesField, tmp_path: Path) -> None:
    good, empty, large = tmp_path / "good", tmp_path / "empty", tmp_path / "large"
    good.write_bytes(b"x")
    empty.write_bytes(b"")
    with large.open("wb") as file:
        file.truncate(MOST_SIZE + 1)
    half = [tmp_path / f"half {number}" for number in range(2)]
    for path in half:
        with path.open("wb") as file:
            file.truncate(MOST_SIZE // 2 + MEGABYTE)
    for paths, said in (
        ([good, empty], "The file empty is empty."),
        ([large], "is too large to be what is expected."),
        ([tmp_path / "none"], "is not there."),
        ([good], "Two files have the same name."),
        (half, "The files together are larger than 8 megabytes."),
        ([tmp_path], "could not be read"),
    ):
        field.take(paths)
        assert said in field.said, field.said
    assert [one.name for one in field.value] == ["good", "half 0"]


def test_files_can_be_dropped(field: FilesField, tmp_path: Path) -> None:
    path = tmp_path / "dropped.pdf"
    path.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://elsewhere.example/file")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    field.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert [one.name for one in field.value] == ["dropped.pdf"]


def test_only_so_many_files_are_shown_together(field: FilesField, tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / str(number)).write_bytes(b"x")
    field.take(sorted(tmp_path.iterdir()))
    assert len(field.value) == MOST_FILES and "At most 12 files" in field.said


def test_a_long_paper_is_handed_over_as_a_file(
    shown: Shown, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    parent = QWidget()
    shown(parent)
    short = hand_over("The request", "For Jonas alone.", "{}", "request.json", parent)
    assert isinstance(short, HandOverDialog)
    short.accept()
    text = "x" * (MOST_CODE + 1)
    long = hand_over("The request", "For Jonas alone.", text, "request.json", parent)
    assert isinstance(long, AsFileDialog)
    qtbot.wait(20)
    picture(long, album, "hand-over-file")
    assert not clipped(long) and not outside(long) and not nameless(long)
    long.save_to(tmp_path / "request.json")
    assert (tmp_path / "request.json").read_text() == text
    assert os.stat(tmp_path / "request.json").st_mode & 0o077 == 0
    long.save_to(tmp_path / "request.json")
    assert "There is a file called request.json already." in long.remark.text()
    long.save_to(tmp_path / "request.json" / "in a file")
    assert "could not be" in long.remark.text()
    long.accept()
