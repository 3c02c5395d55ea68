"""A table of any length: it asks for what is seen, and shows no row under another's key."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.long_table import LongTable, Rows
from ui.widgets.table import Cell, Column, Row

Show = Callable[[QWidget], QWidget]
COLUMNS = (Column("Person", False, True), Column("Raised"))


class Shelf:
    """Brings rows when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.waiting: list[Callable[[], object]] = []
        self.note = ""

    def fetch(self, keys: Sequence[int], then: Callable[[Rows], object]) -> None:
        self.asked.append(tuple(keys))
        rows = [Row(key, (Cell(f"Person {key}{self.note}", "here"), Cell("–")), opens=True)
                for key in keys]  # fmt: skip
        self.waiting.append(lambda: then(rows))

    def bring(self) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def table(shelf: Shelf, shown: Show) -> LongTable:
    made = LongTable(COLUMNS, "People", shelf.fetch)
    made.resize(600, 32 + 10 * 57)
    shown(made)
    return made


def word(table: LongTable, number: int) -> str:
    return str(table.long.data(table.long.index(number, 0), Qt.ItemDataRole.DisplayRole))


def test_only_what_is_seen_is_asked_for(table: LongTable, shelf: Shelf, qtbot: QtBot) -> None:
    table.show_keys(range(1, 100_001))
    assert shelf.asked == [tuple(range(1, 65))] and word(table, 0) == ""
    shelf.bring()
    assert word(table, 0) == "Person 1"
    bar = table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for place in range(0, bar.maximum(), bar.maximum() // 40):
        bar.setValue(place)
        table.viewport().repaint()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(shelf.asked) > 1)
    assert len(shelf.asked) <= 3
    shelf.bring()
    assert word(table, 99_999) == "Person 100000" and word(table, 0) == "Person 1"


def test_rows_that_come_late_are_not_shown_under_other_keys(table: LongTable, shelf: Shelf) -> None:
    table.show_keys(range(1, 100))
    table.show_keys(range(500, 600))
    late, shelf.waiting = shelf.waiting[0], shelf.waiting[1:]
    late()
    assert word(table, 0) == ""
    shelf.bring()
    assert word(table, 0) == "Person 500"


def test_the_same_keys_keep_their_place_and_are_read_again(
    table: LongTable, shelf: Shelf, qtbot: QtBot
) -> None:
    table.show_keys(list(range(1, 1_001)))
    shelf.bring()
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    shelf.bring()
    kept = table.verticalScrollBar().value()
    shelf.note = " now"
    table.show_keys(list(range(1, 1_001)))
    assert table.verticalScrollBar().value() == kept and word(table, 999) == "Person 1000"
    shelf.bring()
    assert word(table, 999) == "Person 1000 now"


def test_what_is_passed_by_does_not_pile_up(table: LongTable, shelf: Shelf, qtbot: QtBot) -> None:
    table.show_keys(range(1, 100_001))
    shelf.bring()
    for piece in range(1, 120):
        keys = table.long.part(piece)
        table.long.take(piece, keys, [Row(key, (Cell(str(key)), Cell(""))) for key in keys])
    assert len(table.long._pieces) <= 64 and word(table, 0) == "Person 1"


def test_a_row_that_is_there_opens_and_a_blank_one_does_not(
    table: LongTable, shelf: Shelf, qtbot: QtBot
) -> None:
    table.show_keys(range(7, 30))
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(table.long.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    shelf.bring()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [8]
