"""The pages of a case file, laid out from its lines in whole numbers alone.

The same lines give the same pages, to the byte, on every machine: whoever checks a file paints it
again. A line is a list: a kind and a text, or `table` with its columns and its rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.case.fonts import BODY, BOLD, MONO, Font

WIDE, TALL = 595_276, 841_890
"""A4, in thousandths of a point, as is everything here."""
EDGE, TOP, FOOT = 54_000, 54_000, 62_000
ROOM: Final = WIDE - 2 * EDGE
TITLE, SUB, HEAD, SAY, SMALL, HASH, QUOTE, TABLE = (
    "title", "sub", "head", "say", "small", "hash", "quote", "table",
)  # fmt: skip
MOST_LINES: Final = 40_000
MOST_TEXT: Final = 20_000
MOST_PAGES: Final = 2_000

Line = list[Any]
INK, FAINT, ACCENT, RULE = (
    "0.114 0.129 0.161",
    "0.357 0.380 0.424",
    "0.078 0.412 0.369",
    "0.8 0.8 0.8",
)


@dataclass(frozen=True)
class Style:
    """How a kind of line looks: font, size, from one line to the next, what follows it, tone."""

    font: str
    size: int
    step: int
    after: int
    tone: str = INK
    before: int = 0
    inset: int = 0


STYLES: Final[Mapping[str, Style]] = {
    TITLE: Style(BOLD, 22_000, 28_000, 4_000),
    SUB: Style(BODY, 13_000, 18_000, 8_000, FAINT),
    HEAD: Style(BOLD, 13_000, 18_000, 5_000, ACCENT, 12_000),
    SAY: Style(BODY, 10_000, 14_500, 5_000),
    SMALL: Style(BODY, 8_500, 12_000, 4_000, FAINT),
    HASH: Style(MONO, 7_500, 10_500, 3_000),
    QUOTE: Style(BODY, 10_000, 14_500, 5_000, FAINT, 0, 14_000),
}
_CELL: Final = Style(BODY, 8_500, 11_500, 4_000)
_HEAD_CELL: Final = Style(BODY, 8_500, 11_500, 4_000, FAINT)
_GUTTER: Final = 8_000
_KEEP: Final = 60_000
"""A heading stays with so much of what follows it."""


def checked_lines(value: object) -> list[Line]:
    """Lines that came from outside, as they can be painted. Raises ValueError."""
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise ValueError("too many lines")
    for line in value:
        if not isinstance(line, list) or not line:
            raise ValueError("this is no line")
        if line[0] == TABLE and len(line) == 3:
            _check_table(line[1], line[2])
        elif line[0] not in STYLES or len(line) != 2 or not _text(line[1]):
            raise ValueError("this is no line")
    return value


def _check_table(columns: object, rows: object) -> None:
    if not isinstance(columns, list) or not isinstance(rows, list) or len(rows) > MOST_LINES:
        raise ValueError("this is no table")
    for one in columns:
        if not isinstance(one, list) or len(one) != 3 or not _text(one[0]):
            raise ValueError("this is no column")
        if type(one[1]) is not int or not 1 <= one[1] <= 100 or type(one[2]) is not bool:
            raise ValueError("this is no column")
    if not 1 <= len(columns) <= 12:
        raise ValueError("this is no table")
    for row in rows:
        if not isinstance(row, list) or len(row) != len(columns) or not all(map(_text, row)):
            raise ValueError("this is no row")


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT


def texts_in(lines: Sequence[Line]) -> Iterator[str]:
    """Every sentence, and every row of a table as one."""
    for line in lines:
        if line[0] == TABLE:
            yield " | ".join(str(one[0]) for one in line[1])
            yield from (" | ".join(row) for row in line[2])
        else:
            yield str(line[1])


class Pages:
    """Lays lines on pages; `done` are the drawings of each, `used` the glyphs of each font."""

    def __init__(self, fonts: Mapping[str, Font]) -> None:
        self.fonts = fonts
        self.done: list[list[str]] = [[]]
        self.used: dict[str, dict[int, str]] = {name: {} for name in fonts}
        self._at = TOP

    def lay(self, lines: Sequence[Line], foot: str) -> None:
        """Lay everything out, and then the foot of every page. Raises ValueError."""
        for line in lines:
            if line[0] == TABLE:
                self._table(line[1], line[2])
            else:
                self._say(STYLES[line[0]], line[1], _KEEP if line[0] in (TITLE, HEAD) else 0)
            if len(self.done) > MOST_PAGES:
                raise ValueError("too many pages")
        small = Style(BODY, 7_000, 9_000, 0, FAINT)
        for number, page in enumerate(self.done, 1):
            for at, part in enumerate(foot.split("\n")):
                page.append(self._drawn(small, part, EDGE, TALL - 40_000 + at * small.step))
            of = f"Page {number} of {len(self.done)}"
            left = WIDE - EDGE - self._wide(small, of)
            page.append(self._drawn(small, of, left, TALL - 40_000))

    def _say(self, style: Style, text: str, keep: int) -> None:
        if style.before and self.done[-1]:
            self._at += style.before
        broken = list(self._broken(style, text, ROOM - style.inset))
        self._need(style.step * min(len(broken), 2) + keep)
        for part in broken:
            self._need(style.step)
            self._draw(style, part, EDGE + style.inset, self._at)
            self._at += style.step
        self._at += style.after

    def _table(self, columns: Sequence[Line], rows: Sequence[Sequence[str]]) -> None:
        whole = sum(part for _, part, _ in columns)
        rooms = [ROOM * part // whole - _GUTTER for _, part, _ in columns]
        titles = self._cells(_HEAD_CELL, [title for title, _, _ in columns], rooms)
        self._need(_HEAD_CELL.step * 3)
        self._row(_HEAD_CELL, titles, columns, rooms)
        for row in rows:
            cells = self._cells(_CELL, row, rooms)
            while cells:  # one that is taller than a page goes on overleaf
                tall = max(len(one) for one in cells)
                if self._need(_CELL.step * min(tall, 30) + _CELL.after):
                    self._row(_HEAD_CELL, titles, columns, rooms)
                fits = max(1, (TALL - FOOT - self._at - _CELL.after) // _CELL.step)
                self._row(_CELL, [one[:fits] for one in cells], columns, rooms)
                cells = [one[fits:] for one in cells] if tall > fits else []
        self._at += 6_000

    def _cells(self, style: Style, texts: Sequence[str], rooms: Sequence[int]) -> list[list[str]]:
        return [
            list(self._broken(style, text, room)) for text, room in zip(texts, rooms, strict=True)
        ]

    def _row(
        self,
        style: Style,
        cells: Sequence[Sequence[str]],
        columns: Sequence[Line],
        rooms: Sequence[int],
    ) -> None:
        left = EDGE
        for cell, (_, _, right), room in zip(cells, columns, rooms, strict=True):
            for at, part in enumerate(cell):
                x = left + (room - self._wide(style, part) if right else 0)
                self._draw(style, part, max(left, x), self._at + at * style.step)
            left += room + _GUTTER
        self._at += style.step * max(len(cell) for cell in cells) + style.after // 2
        height = _points(TALL - self._at + 2_000)
        self.done[-1].append(
            f"{RULE} RG 0.5 w {_points(EDGE)} {height} m {_points(WIDE - EDGE)} {height} l S"
        )
        self._at += style.after

    def _need(self, tall: int) -> bool:
        """Begin a new page where less is left of this one; whether it did."""
        if self._at + tall <= TALL - FOOT or not self.done[-1]:
            return False
        self.done.append([])
        self._at = TOP
        return True

    def _broken(self, style: Style, text: str, room: int) -> Iterator[str]:
        """The lines of a paragraph; a word that is too long for one is cut."""
        space = self._wide(style, " ")
        for part in self._shown(style, text).split("\n"):
            line: list[str] = []
            wide = 0
            for piece in (one for word in part.split(" ") for one in self._cut(style, word, room)):
                more = self._wide(style, piece)
                if line and wide + space + more > room:
                    yield " ".join(line)
                    line, wide = [], 0
                wide += more + (space if line else 0)
                line.append(piece)
            yield " ".join(line)

    def _cut(self, style: Style, word: str, room: int) -> Iterator[str]:
        """A word in pieces that fit into a line, each of at least one letter."""
        font, wide, start = self.fonts[style.font], 0, 0
        for at, letter in enumerate(word):
            more = font.width(font.glyph(letter)) * style.size
            if at > start and wide + more > room * font.units:
                yield word[start:at]
                wide, start = 0, at
            wide += more
        yield word[start:]

    def _shown(self, style: Style, text: str) -> str:
        """A text in letters that the font has; others are said by their number in Unicode."""
        glyphs = self.fonts[style.font].glyphs
        return "".join(
            letter if letter == "\n" or ord(letter) in glyphs else f"[U+{ord(letter):04X}]"
            for letter in text
        )

    def _wide(self, style: Style, text: str) -> int:
        font = self.fonts[style.font]
        return sum(font.width(font.glyph(letter)) for letter in text) * style.size // font.units

    def _draw(self, style: Style, text: str, left: int, top: int) -> None:
        if text:
            self.done[-1].append(self._drawn(style, text, left, top))

    def _drawn(self, style: Style, text: str, left: int, top: int) -> str:
        font, used = self.fonts[style.font], self.used[style.font]
        glyphs = [font.glyph(letter) for letter in text]
        used.update((glyph, letter) for glyph, letter in zip(glyphs, text, strict=True))
        figures = "".join(f"{glyph:04X}" for glyph in glyphs)
        place = list(self.fonts).index(style.font)
        height = TALL - top - style.size
        return (
            f"BT {style.tone} rg /F{place} {_points(style.size)} Tf "
            f"{_points(left)} {_points(height)} Td <{figures}> Tj ET"
        )


def _points(thousandths: int) -> str:
    """Thousandths of a point as a PDF writes a number."""
    return f"{thousandths // 1_000}.{thousandths % 1_000:03d}"
