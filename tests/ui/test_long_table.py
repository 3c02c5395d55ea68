"""A table of any length: it asks for what is seen, and shows no row under another's key."""

from array import array
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.long_table import LongTable, Rows
from ui.widgets.table import Cell, Column, Order, Row

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


ORDERED = (
    Column("Person", False, True, Order("name", "from A to Z", "from Z to A", rises=True)),
    Column("Country", False),
    Column("Raised", order=Order("raised")),
)


@pytest.fixture
def ordered(shelf: Shelf, shown: Show) -> LongTable:
    made = LongTable(ORDERED, "People", shelf.fetch)
    made.order_by("name")
    made.resize(600, 32 + 10 * 57)
    made.show_keys(range(1, 30))
    shown(made)
    return made


def _middle(table: LongTable, section: int) -> QPoint:
    head = table.head
    return QPoint(head.sectionViewportPosition(section) + head.sectionSize(section) // 2, 10)


def test_headings_put_the_rows_in_order(ordered: LongTable, qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    ordered.reordered.connect(lambda key, turned: asked.append((key, turned)))
    for section in (2, 2, 1, 0):
        qtbot.mouseClick(
            ordered.head.viewport(), Qt.MouseButton.LeftButton, pos=_middle(ordered, section)
        )
    assert asked == [("raised", False), ("raised", True), ("name", False)]
    assert [ordered.rows.arrow(number) for number in range(4)] == ["\u2191", "", "", ""]
    ordered.order_by("name", turned=True)
    assert ordered.rows.arrow(0) == "\u2193"


def test_headings_are_reached_and_told_by_the_keyboard(ordered: LongTable, qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    ordered.reordered.connect(lambda key, turned: asked.append((key, turned)))
    ordered.head.setFocus(Qt.FocusReason.TabFocusReason)
    assert ordered.head.accessibleName() == "Order of People: Person, from A to Z"
    qtbot.keyClick(ordered.head, Qt.Key.Key_Right)
    assert ordered.head.accessibleName() == "Order of People: Raised" and not asked
    qtbot.keyClick(ordered.head, Qt.Key.Key_Return)
    assert ordered.head.accessibleName() == "Order of People: Raised, most first"
    qtbot.keyClick(ordered.head, Qt.Key.Key_Space)
    assert ordered.head.accessibleName() == "Order of People: Raised, least first"
    qtbot.keyClick(ordered.head, Qt.Key.Key_Right)
    qtbot.keyClick(ordered.head, Qt.Key.Key_Left)
    qtbot.keyClick(ordered.head, Qt.Key.Key_Left)
    qtbot.keyClick(ordered.head, Qt.Key.Key_Enter)
    assert asked == [("raised", False), ("raised", True), ("name", False)]
    qtbot.keyClick(ordered.head, Qt.Key.Key_Tab)
    assert ordered.window().focusWidget() is ordered
    heard = ordered.rows.headerData(
        0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert heard == "Person, from A to Z"


def test_a_table_without_orders_has_headings_that_do_nothing(
    table: LongTable, qtbot: QtBot
) -> None:
    asked: list[str] = []
    table.reordered.connect(lambda key, _: asked.append(key))
    table.show_keys(range(1, 30))
    qtbot.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=_middle(table, 1))
    assert not asked and table.head.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_more_of_the_same_keys_leave_rows_and_place_as_they_are(
    table: LongTable, shelf: Shelf, qtbot: QtBot
) -> None:
    first, every = array("q", range(512)), array("q", range(100_000))
    table.show_keys(first)
    shelf.bring()
    bar = table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(3)
    asked = len(shelf.asked)
    resets: list[bool] = []
    table.long.modelReset.connect(lambda: resets.append(True))
    table.show_keys(every)
    assert table.long.rowCount() == 100_000 and not resets and bar.value() == 3
    assert word(table, 5) == "Person 5" and len(shelf.asked) == asked
    table.show_keys(every[::-1])  # others begin anew
    assert resets == [True] and word(table, 5) == ""
