"""A secret field: types like any line, keeps what is typed out of Qt's text, and forgets it."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.widgets.secret_field import SecretField, SecretLine

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def line(qtbot: QtBot) -> SecretLine:
    made = SecretLine(40)
    qtbot.addWidget(made)
    return made


def test_what_is_typed_is_kept_beside_the_line(line: SecretLine) -> None:
    QTest.keyClicks(line, "correct horse")
    assert line.typed() == b"correct horse"
    assert line.text() == "x" * 13
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_editing_follows_the_cursor_and_the_selection(line: SecretLine) -> None:
    QTest.keyClicks(line, "abcdef")
    QTest.keyClick(line, KEYS.Key_Backspace)
    QTest.keyClick(line, KEYS.Key_Home)
    QTest.keyClick(line, KEYS.Key_Delete)
    QTest.keyClicks(line, "Z")
    assert line.typed() == b"Zbcde"
    line.setSelection(1, 3)
    QTest.keyClicks(line, "--")
    assert line.typed() == b"Z--e"
    line.setSelection(0, 2)
    QTest.keyClick(line, KEYS.Key_Backspace)
    assert line.typed() == b"-e"
    QTest.keyClick(line, KEYS.Key_A, CONTROL)
    QTest.keyClick(line, KEYS.Key_Delete)
    assert line.typed() == b"" and line.text() == ""


def test_nothing_is_copied_cut_or_undone(line: SecretLine) -> None:
    QGuiApplication.clipboard().setText("before")
    QTest.keyClicks(line, "secret")
    QTest.keyClick(line, KEYS.Key_A, CONTROL)
    for key in (KEYS.Key_C, KEYS.Key_X, KEYS.Key_Z):
        QTest.keyClick(line, key, CONTROL)
    assert QGuiApplication.clipboard().text() == "before"
    assert line.typed() == b"secret"


def test_letters_beyond_latin_are_kept_and_shown(line: SecretLine) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString("gr\u00fc\u00dfe \u65e5\u672c \U0001f511")
    QApplication.sendEvent(line, event)
    assert line.typed().decode() == "gr\u00fc\u00dfe \u65e5\u672c \U0001f511"
    line.look(True)
    assert line.text() == "gr\u00fc\u00dfe \u65e5\u672c \U0001f511"
    QTest.keyClick(line, KEYS.Key_End)
    QTest.keyClick(line, KEYS.Key_Backspace)
    assert line.typed().decode() == "gr\u00fc\u00dfe \u65e5\u672c "
    QTest.keyClicks(line, "!")
    line.look(False)
    assert line.text() == "x" * 10
    assert line.typed().decode() == "gr\u00fc\u00dfe \u65e5\u672c !"


def test_no_more_than_fits_is_taken(line: SecretLine) -> None:
    QTest.keyClicks(line, "a" * 50)
    assert line.typed() == b"a" * 40
    QTest.keyClick(line, KEYS.Key_A, CONTROL)
    QTest.keyClicks(line, "b")
    assert line.typed() == b"b"


def test_what_is_read_only_stays(line: SecretLine) -> None:
    QTest.keyClicks(line, "abc")
    line.setReadOnly(True)
    QTest.keyClicks(line, "d")
    QTest.keyClick(line, KEYS.Key_Backspace)
    assert line.typed() == b"abc"


def test_a_pasted_secret_is_taken_from_the_clipboard_afterwards(line: SecretLine) -> None:
    QGuiApplication.clipboard().setText("a private\nkey")
    QTest.keyClick(line, KEYS.Key_V, CONTROL)
    assert line.typed() == b"a privatekey"
    clipboard.clear_ours()
    assert QGuiApplication.clipboard().text() == ""


def test_it_is_wiped_where_it_was(line: SecretLine) -> None:
    QTest.keyClicks(line, "correct horse")
    cells = line._cells
    assert any(cells)
    line.look(True)
    line.wipe()
    assert not any(cells) and line.typed() == b"" and line.text() == "" and not line.shown


def test_no_text_of_it_is_left_in_python(line: SecretLine) -> None:
    secret = "".join(chr(ord("a") + place) for place in (7, 3, 19, 2, 22, 11, 5, 16, 9, 24))
    QTest.keyClicks(line, secret[:5])
    QTest.keyClicks(line, secret[5:])
    line.typed().wipe()
    del secret
    whole = bytes(line.typed()).decode()
    found = [one for one in gc.get_objects() if isinstance(one, str) and one == whole]
    assert found == []


def test_the_field_looks_and_wipes(qtbot: QtBot) -> None:
    field = SecretField("Passphrase")
    qtbot.addWidget(field)
    field.set_value("correct horse")
    changes: list[int] = []
    field.changed.connect(lambda: changes.append(1))
    field._eye.click()
    assert field.input.text() == "correct horse"
    assert field._eye.accessibleName() == "Hide what is typed"
    QTest.keyClicks(field.input, "!")
    assert changes and field.value == b"correct horse!"
    field.wipe()
    assert field.value == b"" and field.empty
    assert field.input.echoMode() == QLineEdit.EchoMode.Password
    assert field._eye.accessibleName() == "Show what is typed"


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.text("abc\u00e9\u65e5", min_size=1, max_size=4)),
        st.tuples(st.just("key"), st.sampled_from([
            KEYS.Key_Backspace, KEYS.Key_Delete, KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Home,
            KEYS.Key_End,
        ])),
        st.tuples(st.just("select"), st.tuples(st.integers(0, 12), st.integers(1, 12))),
        st.tuples(st.just("look"), st.booleans()),
    ),
    max_size=20,
)  # fmt: skip


@settings(max_examples=60)
@given(EDITS)
def test_it_edits_as_a_plain_line_does(qapp: QApplication, edits: list[tuple[str, object]]) -> None:
    secret, plain = SecretLine(40), QLineEdit()
    plain.setMaxLength(40)
    for kind, what in edits:
        if kind == "look" and isinstance(what, bool):
            secret.look(what)
        for line in (secret, plain):
            if kind == "type" and isinstance(what, str):
                event = QInputMethodEvent("", [])
                event.setCommitString(what)
                QApplication.sendEvent(line, event)
            elif kind == "key" and isinstance(what, KEYS):
                QTest.keyClick(line, what)
            elif kind == "select" and isinstance(what, tuple):
                line.setSelection(min(what[0], len(line.text())), what[1])
    assert secret.typed().decode() == plain.text()
    assert secret.cursorPosition() == plain.cursorPosition()


def test_selected_text_elsewhere_is_pasted_by_the_middle_button(
    line: SecretLine, qtbot: QtBot
) -> None:
    board = QGuiApplication.clipboard()
    if not board.supportsSelection():
        pytest.skip("this platform has no selection to paste")
    board.setText("selected", QClipboard.Mode.Selection)
    QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
    assert line.typed() == b"selected"
