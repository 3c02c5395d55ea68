"""Pages of print, painted from the top down: words, figures, tables that go on overleaf, pictures.

Black on white whatever the theme, in tenths of a millimetre. What is painted is measured first: a
row of a table is never cut in two, and a heading stays with what it is above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPdfWriter,
)

from ui.pdf_writer import pdf_in_memory
from ui.theme import tokens
from wallet.base.errors import WalletError

UNIT: Final = 254
"""Tenths of a millimetre in an inch."""
WIDE, TALL = 2_100, 2_970
EDGE, FOOT = 170, 200
ROOM: Final = WIDE - 2 * EDGE
_ROW: Final = 52
_SMALL: Final = 27
_WRAP: Final = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
)


# What a font draws in the place of a letter cannot be copied or searched in a PDF: figures of one
# width are such, and a statement that is quoted right is worth more than one in perfect columns.
_SUBSTITUTES: Final = ("calt", "tnum", "cv11", "liga", "case", "ss03")


@dataclass(frozen=True)
class Col:
    """A column of a printed table: its title, its part of the width, and its side."""

    title: str
    part: float
    right: bool = True


class Pages:
    """A painter that begins a new page when one is full; `count` is of those begun."""

    def __init__(self, painter: QPainter, turn: Callable[[], object], foot: str, of: int) -> None:
        """`turn` makes a new page, `foot` stands on each, `of` is how many there will be."""
        self.painter = painter
        self.top = float(EDGE)
        self.count = 1
        self._turn, self._foot, self._of = turn, foot, of
        self._fonts: dict[tuple[int, int, str], QFont] = {}
        self._widths: dict[tuple[int, int], QFontMetricsF] = {}
        self._sign()

    def font(self, size: int, weight: int = 400, family: str = "body") -> QFont:
        """A font of the house, its size in tenths of a millimetre."""
        known = self._fonts.get((size, weight, family))
        if known is not None:
            return known
        font = self._fonts[size, weight, family] = QFont(tokens().types[family].family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        for name in _SUBSTITUTES:
            font.setFeature(QFont.Tag(name), 0)
        return font

    def pen(self, tone: str) -> None:
        """Paint in a tone of the light theme from here on."""
        self.painter.setPen(QColor(tokens().colours["light"][tone]))

    def need(self, tall: float) -> bool:
        """Begin a new page where less than `tall` is left of this one; whether it did."""
        if self.top + tall <= TALL - FOOT:
            return False
        self._turn()
        self.count += 1
        self.top = float(EDGE)
        self._sign()
        return True

    def say(
        self,
        words: str,
        size: int = 32,
        weight: int = 400,
        tone: str = "ink",
        family: str = "body",
        after: float = 10,
    ) -> None:
        """A paragraph across the page."""
        font = self.font(size, weight, family)
        room = QRectF(EDGE, self.top, ROOM, TALL)
        tall = QFontMetricsF(font).boundingRect(room, _WRAP, words).height()
        self.need(tall)
        self.painter.setFont(font)
        self.pen(tone)
        self.painter.drawText(QRectF(EDGE, self.top, ROOM, tall + size), _WRAP, words)
        self.top += tall + after

    def heading(self, words: str, with_next: float = 220) -> None:
        """A heading that stays with at least `with_next` of what follows."""
        self.top += 44
        self.need(with_next)
        self.say(words, 40, 600, after=16)

    def figures(self, figures: Sequence[tuple[str, str, str, str]]) -> None:
        """Figures side by side: what each is, the figure, what matters about it, its tone."""
        tall = 190
        self.need(tall)
        wide = ROOM / len(figures)
        for place, (label, value, beneath, tone) in enumerate(figures):
            left = EDGE + place * wide
            self._line(left, self.top, wide - 20, label, 27, 400, "ink2")
            self._line(left, self.top + 42, wide - 20, value, 46, 600, tone, whole=True)
            self._line(left, self.top + 108, wide - 20, beneath, 25, 400, "ink2", whole=True)
        self.top += tall

    def table(
        self,
        columns: Sequence[Col],
        rows: Sequence[Sequence[str]],
        total: Sequence[str] | None = None,
    ) -> None:
        """A table without a grid; its head is said again on every page that it reaches."""
        self._head(columns)
        for place, row in enumerate(rows):
            last = place == len(rows) - 1 and total is not None
            if self.need(2 * _ROW if last else _ROW):  # a total never stands alone
                self._head(columns)
            self._row(columns, row, 400, "ink")
            self._rule("line")
        if total is not None:
            self._row(columns, total, 600, "ink")
        self.top += 12

    def picture(self, tall: float, draw: Callable[[Pages, QRectF], None]) -> None:
        """A picture across the page."""
        self.need(tall)
        draw(self, QRectF(EDGE, self.top, ROOM, tall))
        self.top += tall + 20

    def words_in(self, box: QRectF, words: str, tone: str = "ink2", right: bool = False) -> None:
        """A small word within a picture, cut where it does not fit."""
        self._line(box.left(), box.top(), box.width(), words, 25, 400, tone, right)

    def _head(self, columns: Sequence[Col]) -> None:
        self._row(columns, [column.title for column in columns], 500, "ink2")
        self._rule("ink3")

    def _row(self, columns: Sequence[Col], row: Sequence[str], weight: int, tone: str) -> None:
        whole = sum(column.part for column in columns)
        left = float(EDGE)
        for column, words in zip(columns, row, strict=True):
            wide = ROOM * column.part / whole
            said = "oxide" if column.right and words.startswith("\u2212") else tone
            gap = 0 if column.right else 14
            self._line(left, self.top, wide - gap, words, _SMALL, weight, said, column.right)
            left += wide
        self.top += _ROW - 8

    def _rule(self, tone: str) -> None:
        self.pen(tone)
        self.painter.drawLine(EDGE, int(self.top), WIDE - EDGE, int(self.top))
        self.top += 8

    def _line(
        self,
        left: float,
        top: float,
        wide: float,
        words: str,
        size: int,
        weight: int,
        tone: str,
        right: bool = False,
        whole: bool = False,
    ) -> None:
        """One line; `whole` or on the right it is set smaller where it does not fit, else cut."""
        font = self.font(size, weight)
        metrics = self._widths.setdefault((size, weight), QFontMetricsF(font))
        self.pen(tone)
        room = QRectF(left + (14 if right else 0), top, wide - (14 if right else 0), size * 1.6)
        long = metrics.horizontalAdvance(words)
        if long > room.width() and (right or whole):
            font = self.font(max(12, int(size * room.width() / long)), weight)
        elif long > room.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        self.painter.setFont(font)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), words)

    def _sign(self) -> None:
        """The foot of a page: what it belongs to, and which it is of how many."""
        of = f"Page {self.count} of {self._of}"
        self._line(EDGE, TALL - 140, ROOM * 0.8, self._foot, 25, 400, "ink2")
        self._line(EDGE + ROOM * 0.8, TALL - 140, ROOM * 0.2, of, 25, 400, "ink2", True)


def pdf_of(
    title: str,
    foot: str,
    draw: Callable[[Pages], None],
    attached: Mapping[str, tuple[str, bytes]] | None = None,
) -> bytes:
    """A PDF of what `draw` paints, in memory alone. Raises WalletError (`print.refused`).

    `attached` are files that it has with it: name, media type and bytes.

    The fonts are loaded by now. It is painted twice: how many pages there are is known at the end
    of the first time. It can be painted in a worker.
    """
    _, pages = _painted(title, foot, draw, 0, {})
    data, _ = _painted(title, foot, draw, pages, attached or {})
    return data


def _painted(
    title: str,
    foot: str,
    draw: Callable[[Pages], None],
    of: int,
    attached: Mapping[str, tuple[str, bytes]],
) -> tuple[bytes, int]:
    count = 0

    def paint(writer: QPdfWriter) -> None:
        nonlocal count
        for name, (kind, body) in attached.items():
            writer.addFileAttachment(name, QByteArray(body), kind)
        painter = QPainter()
        if not painter.begin(writer):
            raise WalletError("The pages could not be painted.", "Try again.", "print.refused")
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            dots = writer.logicalDpiX()
            painter.scale(dots / UNIT, dots / UNIT)
            pages = Pages(painter, writer.newPage, foot, of)
            draw(pages)
            count = pages.count
        finally:
            painter.end()

    made = pdf_in_memory(title, paint)
    return bytes(made.data()), count
