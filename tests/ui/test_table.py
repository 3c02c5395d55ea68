"""Tables: two-line people, figures at the right, steps by mouse and keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.card import Card
from ui.widgets.table import Cell, Column, Row, Table

Show = Callable[[QWidget], QWidget]
COLUMNS = (Column("Person", figures=False, stretch=True), Column("Share"), Column("Value"))


def _rows(count: int, action: str = "", beneath: str = "Robotics") -> list[Row]:
    return [
        Row(n, (Cell(f"Person {n}", beneath), Cell("4.20 %"), Cell("$63,000.00")), action, True)
        for n in range(count)
    ]


def _click(table: Table, row: int, column: int) -> None:
    place = table.visualRect(table.rows.index(row, column)).center()
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


@pytest.fixture
def table(shown: Show) -> Table:
    made = Table(COLUMNS, "Holdings")
    made.resize(600, 400)
    shown(made)
    return made


def test_table_is_as_tall_as_its_rows(table: Table) -> None:
    table.show_rows(_rows(3))
    assert table.minimumSizeHint().height() == 32 + 3 * 57
    table.show_rows(_rows(3, beneath=""))
    assert table.minimumSizeHint().height() == 32 + 3 * 45


def test_table_within_a_card_needs_no_scroll_bar(shown: Show, qtbot: QtBot) -> None:
    card = Card("Holdings")
    table = Table(COLUMNS, "Holdings")
    card.add(table)
    card.resize(600, 900)
    shown(card)
    table.show_rows(_rows(9))
    qtbot.wait(30)
    assert table.height() >= 32 + 9 * 57
    assert not table.verticalScrollBar().isVisible()


def test_step_is_taken_by_a_click_on_it(table: Table, qtbot: QtBot) -> None:
    table.show_rows(_rows(3, "Claim"))
    acted: list[tuple[object, str]] = []
    opened: list[object] = []
    table.acted.connect(lambda key, action: acted.append((key, action)))
    table.opened.connect(opened.append)
    qtbot.wait(10)
    _click(table, 1, 3)
    _click(table, 2, 0)
    assert acted == [(1, "Claim")]
    assert opened == [2]


def test_column_of_steps_is_hidden_without_steps(table: Table) -> None:
    table.show_rows(_rows(2))
    assert table.isColumnHidden(3)
    table.show_rows(_rows(2, "Claim"))
    assert not table.isColumnHidden(3)


def test_keyboard_walks_and_takes(table: Table, qtbot: QtBot) -> None:
    table.show_rows(_rows(3, "Claim"))
    acted: list[object] = []
    table.acted.connect(lambda key, action: acted.append(key))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert acted == [table.chosen()]
    assert table.chosen() in (1, 2)


def test_chosen_row_stays_chosen(table: Table) -> None:
    table.show_rows(_rows(3))
    table.selectRow(2)
    table.show_rows(list(reversed(_rows(5))))
    assert table.chosen() == 2
    table.show_rows(_rows(1))
    assert table.chosen() is None


def test_cells_are_read_aloud_with_their_heading(table: Table) -> None:
    table.show_rows(_rows(1))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.rows.data(table.rows.index(0, 0), role) == "Person, Person 0, Robotics"
    assert table.rows.data(table.rows.index(0, 1), role) == "Share, 4.20 %"


def test_names_from_outside_are_plain(table: Table) -> None:
    table.show_rows([Row(1, (Cell("Bo\u202eb" + "x" * 500), Cell("1"), Cell("2")))])
    shown_name = str(table.rows.data(table.rows.index(0, 0)))
    assert len(shown_name) <= 120 and "\u202e" not in shown_name
    table.grab()


def test_thousands_of_rows_do_not_make_a_page_endless(table: Table, qtbot: QtBot) -> None:
    table.show_rows(_rows(5_000))
    assert table.minimumSizeHint().height() <= 32 + 400 * 57
    assert table.indexAt(QPoint(10, 10)).row() == 0
