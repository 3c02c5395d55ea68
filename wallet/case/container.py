"""The form of a case file: a PDF that is one function of what is attached to it.

First come the attachments as they are, then the fonts, then the pages. There is nothing else and
no choice: from the same pieces there is one file, so that a byte that is different somewhere is
found by making the file again (ISO 32000-1: 7.5 for its structure, 7.11.4 for attachments).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wallet.case.fonts import FILES, Font, read_font
from wallet.case.layout import TALL, WIDE, Line, Pages
from wallet.case.problems import damaged

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
MOST_FILE: Final = 96 * 2**20
MOST_PARTS: Final = 64
_BEGIN: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LENGTH: Final = re.compile(rb"[1-9][0-9]{0,8}>>\nstream\n")
_END: Final = b"\nendstream\nendobj\n"
_PAPER: Final = f"[0 0 {WIDE // 1_000}.{WIDE % 1_000:03d} {TALL // 1_000}.{TALL % 1_000:03d}]"
_ACROSS: Final = 100
"""Glyphs in a block of a font's table of letters, at most."""

Part = tuple[str, bytes]
"""A name and its bytes."""


@dataclass
class Composed:
    """A file, and where each piece of it begins."""

    data: bytearray = field(default_factory=lambda: bytearray(_BEGIN))
    offsets: list[int] = field(default_factory=list)
    regions: list[tuple[int, str]] = field(default_factory=lambda: [(0, "the head of the file")])

    def add(self, body: bytes, said: str) -> int:
        """One more object, `said` in words; its number."""
        number = len(self.offsets) + 1
        self.offsets.append(len(self.data))
        self.regions.append((len(self.data), said))
        self.data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        return number

    def stream(self, extra: str, body: bytes, said: str) -> int:
        """One more object with bytes in it."""
        head = _head(extra) + b"%d>>\nstream\n" % len(body)
        return self.add(head + body + b"\nendstream", said)

    def region(self, at: int) -> str:
        """What stands at a byte, in words."""
        return next(said for start, said in reversed(self.regions) if start <= at)


def _head(extra: str) -> bytes:
    return f"<<{extra}/Length ".encode("ascii")


_ATTACHED: Final = "/Type/EmbeddedFile/Subtype/application#2Foctet-stream"


def compose(
    parts: Sequence[Part], fonts: Mapping[str, bytes], lines: Sequence[Line], foot: str
) -> Composed:
    """The file of these attachments, with pages of these lines. Raises ValueError."""
    made = Composed()
    for name, data in parts:
        made.stream(_ATTACHED, data, _said(name))
    read = {name: read_font(fonts[name]) for name in FILES}
    programs = [
        made.stream(_font_extra(read[name]), fonts[name], f"the font {FILES[name]}")
        for name in FILES
    ]
    pages = Pages(read)
    pages.lay(lines, foot)
    files = [_file(made, at, name) for at, (name, _) in enumerate(parts, 1)]
    letters = [
        _typeface(made, place, font, programs[place], pages.used[name])
        for place, (name, font) in enumerate(read.items())
    ]
    _bind(made, parts, files, letters, pages)
    return made


def _said(name: str) -> str:
    return f"the part {name}"


def _font_extra(font: Font) -> str:
    return "/Subtype/OpenType" if font.outlines else f"/Length1 {len(font.data)}"


def _file(made: Composed, number: int, name: str) -> int:
    text = _string(name)
    body = (
        f"<</Type/Filespec/F{text}/UF{text}/EF<</F {number} 0 R/UF {number} 0 R>>"
        "/AFRelationship/Data>>"
    )
    return made.add(body.encode("ascii"), "the list of parts")


def _typeface(made: Composed, place: int, font: Font, program: int, used: Mapping[int, str]) -> int:
    """A font as a page names it: any glyph by its number, with its width and its letter."""
    name, said = f"/AAAAA{chr(65 + place)}+{FILES[list(FILES)[place]].rpartition('.')[0]}", "a font"
    wide = {glyph: font.width(glyph) * 1_000 // font.units for glyph in sorted(used)}
    box = " ".join(str(one * 1_000 // font.units) for one in font.box)
    which, kind = ("FontFile3", "CIDFontType0") if font.outlines else ("FontFile2", "CIDFontType2")
    about = made.add(
        (
            f"<</Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {font.ascent * 1_000 // font.units}"
            f"/Descent {font.descent * 1_000 // font.units}"
            f"/CapHeight 700/StemV 80/{which} {program} 0 R>>"
        ).encode("ascii"),
        said,
    )
    same = "" if font.outlines else "/CIDToGIDMap/Identity"
    widths = "".join(f"{glyph}[{width}]" for glyph, width in wide.items())
    inner = made.add(
        (
            f"<</Type/Font/Subtype/{kind}/BaseFont{name}/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {about} 0 R{same}/W[{widths}]>>"
        ).encode("ascii"),
        said,
    )
    table = made.stream("", _letters(used), said)
    return made.add(
        (
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{inner} 0 R]/ToUnicode {table} 0 R>>"
        ).encode("ascii"),
        said,
    )


def _letters(used: Mapping[int, str]) -> bytes:
    """Which letter each glyph is, so that the text can be searched and copied."""
    pairs = [
        f"<{glyph:04X}><{letter.encode('utf-16-be').hex().upper()}>"
        for glyph, letter in sorted(used.items())
    ]
    blocks = [pairs[at : at + _ACROSS] for at in range(0, len(pairs), _ACROSS)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _bind(
    made: Composed,
    parts: Sequence[Part],
    files: Sequence[int],
    letters: Sequence[int],
    pages: Pages,
) -> None:
    """The pages, what holds them together, and the table of where everything is."""
    above = len(made.offsets) + 2 * len(pages.done) + 1
    fonts = "".join(f"/F{place} {number} 0 R" for place, number in enumerate(letters))
    kids = []
    for number, page in enumerate(pages.done, 1):
        said = f"page {number}"
        text = made.stream("", "\n".join(page).encode("ascii"), said)
        kids.append(
            made.add(
                (
                    f"<</Type/Page/Parent {above} 0 R/MediaBox{_PAPER}"
                    f"/Resources<</Font<<{fonts}>>>>/Contents {text} 0 R>>"
                ).encode("ascii"),
                said,
            )
        )
    said = "the end of the file"
    every = " ".join(f"{number} 0 R" for number in kids)
    made.add(f"<</Type/Pages/Count {len(kids)}/Kids[{every}]>>".encode("ascii"), said)
    order = sorted(zip((name for name, _ in parts), files, strict=True))
    names = "".join(f"{_string(name)}{number} 0 R" for name, number in order)
    all_files = " ".join(f"{number} 0 R" for number in files)
    root = made.add(
        (
            f"<</Type/Catalog/Pages {above} 0 R/Names<</EmbeddedFiles<</Names[{names}]>>>>"
            f"/AF[{all_files}]/PageMode/UseNone/Lang(en)>>"
        ).encode("ascii"),
        said,
    )
    about = made.add(b"<</Title(Case file)/Creator(Symbolon)>>", said)
    start = len(made.data)
    made.regions.append((start, said))
    count = len(made.offsets) + 1
    table = [f"xref\n0 {count}\n0000000000 65535 f \n"]
    table += [f"{offset:010d} 00000 n \n" for offset in made.offsets]
    table.append(
        f"trailer\n<</Size {count}/Root {root} 0 R/Info {about} 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    made.data += "".join(table).encode("ascii")


def _string(text: str) -> str:
    """A name of a part as a PDF writes it; such names are plain."""
    return "<" + text.encode("ascii").hex() + ">"


class Taking:
    """Takes the attachments out of a file, one after the other, where they have to be."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_FILE:
            raise damaged("it is larger than a case file can be")
        if not data.startswith(_BEGIN):
            raise damaged("it does not begin as a case file does")
        self._data = data
        self._at, self._number = len(_BEGIN), 1

    def part(self, name: str) -> bytes:
        """The next attachment, which is called so. Raises WalletError."""
        return self._next(_ATTACHED, _said(name))

    def font(self, name: str, size: int, outlines: bool) -> bytes:
        """The next font."""
        extra = "/Subtype/OpenType" if outlines else f"/Length1 {size}"
        return self._next(extra, f"the font {FILES[name]}")

    def _next(self, extra: str, said: str) -> bytes:
        head = b"%d 0 obj\n" % self._number + _head(extra)
        if self._data[self._at : self._at + len(head)] != head:
            raise damaged(f"{said} does not begin where it should", self._at)
        found = _LENGTH.match(self._data, self._at + len(head))
        if found is None:
            raise damaged(f"{said} does not say how long it is", self._at)
        size = int(found[0].partition(b">")[0])
        body = self._data[found.end() : found.end() + size]
        after = found.end() + size
        if len(body) != size or self._data[after : after + len(_END)] != _END:
            raise damaged(f"{said} does not end where it should", after)
        self._at, self._number = after + len(_END), self._number + 1
        return body
