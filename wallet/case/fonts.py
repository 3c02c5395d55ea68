"""The fonts of a case file: which letters they have, and how wide each is.

A font travels within the file, so that the same pages can be painted again by whoever checks it;
its hash is one of those that are known here, so that no letter can look like another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from struct import Struct, error
from typing import Final

BODY, BOLD, MONO = "body", "bold", "mono"
FILES: Final[Mapping[str, str]] = {
    BODY: "Inter-Regular.otf",
    BOLD: "Inter-SemiBold.otf",
    MONO: "JetBrainsMono-Regular.ttf",
}
"""The fonts of version 1, in the order in which they are in a file."""
KNOWN: Final[Mapping[str, frozenset[str]]] = {
    BODY: frozenset({"4b530323c99bfbb236aecae5c1224a85fac66722974eccc85b53c8f688bc5121"}),
    BOLD: frozenset({"9cb7b5b471cc13544f3e394fdff1962a1d33ce192bfe7016f020bfe9c2d38697"}),
    MONO: frozenset({"ae70f5172e2e2aae6ab90a8f461dad9266286e865d863d96d17d3e91a9568ee9"}),
}
"""SHA-256 of every font that a file may have been made with. One that was known stays known."""
_ENTRY: Final = Struct(">4sIII")
_GROUP: Final = Struct(">III")


@dataclass(frozen=True, eq=False)
class Font:
    """A font: its bytes, the glyph of each letter, and their widths in `units` of an em."""

    data: bytes
    units: int
    glyphs: Mapping[int, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    outlines: bool

    def glyph(self, letter: str) -> int:
        """The glyph of a letter; 0, an empty box, for one that the font lacks."""
        return self.glyphs.get(ord(letter), 0)

    def width(self, glyph: int) -> int:
        """How wide a glyph is."""
        return self.widths[min(glyph, len(self.widths) - 1)]


@cache
def bundled(name: str) -> bytes:
    """The bytes of a font of this program."""
    return resources.files("resources").joinpath("fonts", FILES[name]).read_bytes()


def is_known(name: str, data: bytes) -> bool:
    """Whether a font is one that the files of this version are made with."""
    return hashlib.sha256(data).hexdigest() in KNOWN[name]


@cache
def read_font(data: bytes) -> Font:
    """The font in these bytes, which are known. Raises ValueError."""
    try:
        count = int.from_bytes(data[4:6], "big")
        tables = {}
        for at in range(count):
            tag, _sum, start, size = _ENTRY.unpack_from(data, 12 + 16 * at)
            tables[tag] = data[start : start + size]
        head, across, metrics = tables[b"head"], tables[b"hhea"], tables[b"hmtx"]
        wide = _number(across, 34)
        return Font(
            data,
            _number(head, 18),
            _letters(tables[b"cmap"]),
            tuple(_number(metrics, 4 * at) for at in range(wide)),
            (_signed(head, 36), _signed(head, 38), _signed(head, 40), _signed(head, 42)),
            _signed(across, 4),
            _signed(across, 6),
            b"CFF " in tables,
        )
    except (KeyError, error, IndexError) as wrong:
        raise ValueError("this is no font") from wrong


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _signed(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big", signed=True)


def _letters(table: bytes) -> dict[int, int]:
    """Which glyph each letter has: the table's parts for Unicode, of the forms 4 and 12."""
    found: dict[int, int] = {}
    for at in range(_number(table, 2)):
        start = int.from_bytes(table[8 + 8 * at : 12 + 8 * at], "big")
        part = table[start:]
        if _number(part, 0) == 4:
            found |= _by_segments(part)
        elif _number(part, 0) == 12:
            for group in range(int.from_bytes(part[12:16], "big")):
                first, last, glyph = _GROUP.unpack_from(part, 16 + 12 * group)
                found |= {letter: glyph + letter - first for letter in range(first, last + 1)}
    return found


def _by_segments(part: bytes) -> dict[int, int]:
    found = {}
    size = _number(part, 6)
    ends, starts, deltas, places = 14, 16 + size, 16 + 2 * size, 16 + 3 * size
    for at in range(0, size, 2):
        first, last = _number(part, starts + at), _number(part, ends + at)
        delta, place = _number(part, deltas + at), _number(part, places + at)
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if place:
                glyph = _number(part, places + at + place + 2 * (letter - first))
            if glyph or not place:
                found[letter] = (glyph + delta) & 0xFFFF
    return {letter: glyph for letter, glyph in found.items() if glyph}
