"""The clipboard: what is ours is taken away, what is anybody else's stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.widgets.address_card import AddressCard

ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"


@pytest.fixture
def board(qapp: object) -> Iterator[QClipboard]:
    made = QGuiApplication.clipboard()
    made.clear()
    yield made
    clipboard.clear_ours()
    made.clear()


def test_what_was_copied_is_taken_away_after_a_while(board: QClipboard, qtbot: QtBot) -> None:
    clipboard.copy_for_a_while("ours", 30)
    assert board.text() == "ours"
    qtbot.waitUntil(lambda: board.text() == "")


def test_what_somebody_else_copied_since_stays(board: QClipboard, qtbot: QtBot) -> None:
    clipboard.copy_for_a_while("ours", 30)
    board.setText("theirs")
    qtbot.wait(60)
    assert board.text() == "theirs"
    clipboard.clear_ours()
    assert board.text() == "theirs"


def test_it_is_taken_away_on_demand(board: QClipboard) -> None:
    clipboard.copy_for_a_while("ours")
    clipboard.clear_ours()
    assert board.text() == ""
    board.setText("ours")
    clipboard.clear_ours()
    assert board.text() == "ours", "once cleared, it is forgotten"


def test_only_digests_are_remembered(board: QClipboard) -> None:
    clipboard.note_pasted("a secret text")
    assert "a secret text" not in repr(vars(clipboard._kept))
    assert len(clipboard._kept.digests) == 1


def test_histories_are_asked_not_to_keep_it(board: QClipboard) -> None:
    clipboard.copy_for_a_while("ours")
    held = board.mimeData()
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_an_address_is_copied_by_the_card(board: QClipboard, qtbot: QtBot) -> None:
    card = AddressCard(ADDRESS, "Send dollars here.")
    qtbot.addWidget(card)
    card.copy.click()
    assert board.text() == ADDRESS
    clipboard.clear_ours()
    assert board.text() == ""


@pytest.mark.parametrize("text", ["", "\x00", "x" * 10_000, "\U0001f511" * 3_000, "a\r\nb"])
def test_any_text_is_pasted_within_bounds(board: QClipboard, text: str) -> None:
    board.setText(text)
    assert len(clipboard.pasted_text()) <= 4_096
