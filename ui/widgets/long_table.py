"""A table of any length: the keys of all rows are in hand, rows are asked for as they are seen.

It shows a window of rows with a scroll bar of its own; rows that are not there yet are blank.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.widgets.table import Column, Row, Table
from ui.widgets.table_model import Index, RowModel

Rows = Sequence[Row]
Fetch = Callable[[Sequence[int], Callable[[Rows], object]], object]
"""Asks for the rows of some keys, and hands them over later, in the same order."""

_HERE = QModelIndex()
_PIECE = 64  # rows asked for at once
_PIECES_KEPT = 64
_SETTLE = 30  # milliseconds of rest after which what is seen is asked for
_BLANK = Row(None, ())


class LongModel(RowModel):
    """Rows by their keys, some of them in hand; `wanted(piece)` for one that is not."""

    wanted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self.keys: Sequence[int] = ()
        self.two_lines = True
        self.has_actions = True  # the empty last column keeps figures off the scroll bar
        self._pieces: dict[int, tuple[Row, ...]] = {}
        self._old: set[int] = set()

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show these rows; those in hand are asked for again when they are next seen."""
        if keys == self.keys:
            self._old = set(self._pieces)
            if self.keys:
                last = self.index(len(self.keys) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        shown = len(self.keys)
        if 0 < shown < len(keys) and shown % _PIECE == 0 and keys[:shown] == self.keys:
            self.beginInsertRows(_HERE, shown, len(keys) - 1)  # more of the same: rows stay
            self.keys = keys
            self.endInsertRows()
            return
        self.beginResetModel()
        self.keys = keys
        self._pieces.clear()
        self._old.clear()
        self.endResetModel()

    def part(self, piece: int) -> Sequence[int]:
        """The keys of a piece."""
        return self.keys[piece * _PIECE : (piece + 1) * _PIECE]

    def take(self, piece: int, keys: Sequence[int], rows: Rows) -> None:
        """Take rows that were asked for, unless the keys are others by now."""
        if keys != self.part(piece):
            return
        found = {row.key: row for row in rows}
        self._pieces[piece] = tuple(found.get(key, _BLANK) for key in keys)
        self._old.discard(piece)
        while len(self._pieces) > _PIECES_KEPT:
            # The first is kept: widths go by it.
            gone = max(self._pieces, key=lambda other: abs(other - piece) if other else -1)
            del self._pieces[gone]
            self._old.discard(gone)
        first = piece * _PIECE
        last = self.index(first + len(keys) - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(first, 0), last)

    def lacks(self, piece: int) -> bool:
        """Whether a piece is not in hand, or an older state of it is."""
        return piece not in self._pieces or piece in self._old

    def row(self, number: int) -> Row:
        """Return a row; a blank one where it is not in hand, and ask for it."""
        piece = number // _PIECE
        if self.lacks(piece):
            self.wanted.emit(piece)
        rows = self._pieces.get(piece)
        return _BLANK if rows is None else rows[number % _PIECE]

    def rowCount(self, parent: Index = _HERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.keys)

    def first_rows(self, most: int) -> Sequence[Row]:
        """Return the first rows that are in hand."""
        return self._pieces.get(0, ())[:most]


class LongTable(Table):
    """Shows `keys`; `fetch(keys, then)` brings rows. At most `seen` rows are to be seen at once."""

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        fetch: Fetch,
        *,
        seen: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        self._fetch = fetch
        self._asked: set[int] = set()
        self.long = LongModel(columns)
        super().__init__(columns, name, most_rows=seen, model=self.long, parent=parent)
        self.long.setParent(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._ask)
        self.long.wanted.connect(self._want)

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show the rows of these keys in this order; the same ones are only asked for again."""
        self._asked.clear()
        self.long.show_keys(keys)
        self._ask()

    def _want(self, piece: int) -> None:
        if piece not in self._asked and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        """Ask for what is seen now, and not for what was passed by."""
        count = self.long.rowCount()
        if not count:
            return
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else min(count, top + self._most) - 1
        for piece in range(max(0, top) // _PIECE, max(0, last) // _PIECE + 1):
            if piece not in self._asked and self.long.lacks(piece):
                self._asked.add(piece)
                keys = self.long.part(piece)
                self._fetch(keys, partial(self._here, piece, keys))

    def _here(self, piece: int, keys: Sequence[int], rows: Rows) -> None:
        self._asked.discard(piece)
        self.long.take(piece, keys, rows)
        if piece == 0:
            self._spread()  # by its first rows, as every table
