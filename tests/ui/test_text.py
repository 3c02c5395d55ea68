"""Plain text: never markup, never hidden characters, never clipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.theme import tokens
from ui.widgets.text import LONGEST, Span, Text, plain


def test_markup_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    text = Text('<b>Pay</b> <a href="http://bad">here</a>')
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.text() == '<b>Pay</b> <a href="http://bad">here</a>'
    assert not text.openExternalLinks()


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\ufeff", "\x7f"])
def test_what_cannot_be_seen_is_dropped(mark: str) -> None:
    assert plain(f"Bo{mark}b") == "Bob"


def test_long_text_is_cut() -> None:
    assert len(plain("a" * 1_000_000)) == LONGEST
    assert plain("abcdef", 4) == "abc…"


@given(st.text(max_size=300))
def test_any_text_becomes_visible_text(words: str) -> None:
    clean = plain(words, 100)
    assert len(clean) <= 100
    assert plain(clean, 100) == clean


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=6))
def test_spans_say_what_they_hold(qapp: object, parts: list[tuple[str, bool]]) -> None:
    text = Text([Span(words, bold) for words, bold in parts], "sentence")
    assert text.text() == "".join(plain(words) for words, _ in parts)
    assert text.heightForWidth(200) % tokens().types["sentence"].line == 0
    text.resize(200, 100)
    text.grab()


def test_lines_have_the_height_of_the_scale(qtbot: QtBot) -> None:
    text = Text("one two three four five six seven eight nine ten", "sentence")
    qtbot.addWidget(text)
    assert text.heightForWidth(10_000) == 27
    assert text.heightForWidth(120) >= 4 * 27


def test_bold_takes_more_room(qtbot: QtBot) -> None:
    thin, bold = Text("84,000 shares", "sentence"), Text([Span("84,000 shares", True)], "sentence")
    qtbot.addWidget(thin)
    qtbot.addWidget(bold)
    assert bold.sizeHint().width() > thin.sizeHint().width()


def test_a_word_without_spaces_breaks_rather_than_widens(qtbot: QtBot) -> None:
    text = Text("a" * 500)
    qtbot.addWidget(text)
    assert text.minimumSizeHint().width() <= 240
    assert text.heightForWidth(240) > 20
