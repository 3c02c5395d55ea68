"""What a table shows: cells of plain data, and the Qt model over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.theme import Tone
from ui.widgets.text import plain

Index = QModelIndex | QPersistentModelIndex
_HERE = QModelIndex()
_SEEN = 24  # letters that there is mostly room for


@dataclass(frozen=True)
class Order:
    """Rows put in order by a column: its key, what comes first, and what does turned round.

    `rises` says whether the first of both ways begins with the least.
    """

    key: str
    first: str = "most first"
    turned: str = "least first"
    rises: bool = False


@dataclass(frozen=True)
class Column:
    """A heading; figures are right-aligned; one column (usually the first) stretches.

    A column with an `order` is a heading that puts the rows in order.
    """

    title: str
    figures: bool = True
    stretch: bool = False
    order: Order | None = None


@dataclass(frozen=True)
class Cell:
    """One cell: its words, a line beneath, their tones, and what hovering says."""

    text: str
    beneath: str = ""
    tone: Tone = "ink"
    beneath_tone: Tone = "ink2"
    hint: str = ""


@dataclass(frozen=True)
class Row:
    """One row: what it stands for, its cells, its step ("Claim") and whether it can be opened."""

    key: object
    cells: tuple[Cell, ...]
    action: str = ""
    opens: bool = False


class RowModel(QAbstractTableModel):
    """Rows of cells; the last column is the row's step, hidden when no row has one."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = (*columns, Column(""))
        self._rows: tuple[Row, ...] = ()
        self.two_lines = False
        self.has_actions = False
        self.by, self.turned = "", False

    def put_in_order(self, key: str, turned: bool) -> None:
        """Note in which order the rows are handed over, so that the headings say so."""
        self.by, self.turned = key, turned
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def arrow(self, section: int) -> str:
        """The arrow of the heading by which the rows are in order; nothing for another."""
        order = self.columns[section].order
        if order is None or order.key != self.by:
            return ""
        return "\u2191" if order.rises != self.turned else "\u2193"

    def fill(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.two_lines = any(cell.beneath for row in rows for cell in row.cells)
        self.has_actions = any(row.action for row in rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return one row."""
        return self._rows[number]

    def cell(self, index: Index) -> Cell:
        """Return one cell; the step of the row in the last column."""
        return self.cell_of(self.row(index.row()), index.column())

    def cell_of(self, row: Row, column: int) -> Cell:
        """Return the cell of a row in a column."""
        if column < len(row.cells):
            return row.cells[column]
        return Cell(row.action if column == len(self.columns) - 1 else "", tone="accent")

    def first_rows(self, most: int) -> Sequence[Row]:
        """Return the rows by which the widths of columns go."""
        return self._rows[:most]

    def rowCount(self, parent: Index = _HERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _HERE) -> int:
        """Count the columns, the one of steps among them."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said_heading(section)
        return None

    def said_heading(self, section: int) -> str:
        """A heading for the ear, with the order that it gives the rows."""
        column = self.columns[section]
        if column.order is None or column.order.key != self.by:
            return column.title
        return f"{column.title}, {column.order.turned if self.turned else column.order.first}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, for the eye and for the ear."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(cell.text, 120)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.columns[index.column()].title
            parts = (title, plain(cell.text, 120), plain(cell.beneath, 160))
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            # What may have been cut for want of room is there for whoever rests on it.
            long = len(cell.text) > _SEEN or len(cell.beneath) > _SEEN
            whole = "\n".join(part for part in (cell.text, cell.beneath) if part) if long else ""
            return plain(cell.hint or whole, 300) or None
        return None
