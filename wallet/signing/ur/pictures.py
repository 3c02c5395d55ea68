"""Codes as pictures: black on white with a quiet zone, whatever the theme, or no reader sees them.

Text in capitals needs fewer squares. Pictures come from a camera or a file: their size is bounded
before the reader sees them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any, Final, cast

from wallet.base.errors import WalletError

QUIET: Final = 4
"""White squares around a code, as the standard for QR codes asks for."""
FRAMES_A_SECOND: Final = 8
"""How many codes are shown in a second, unless the person chooses otherwise."""
MOST_PIXELS: Final = 40_000_000
MOST_CODES: Final = 64
"""Most codes that are taken from one picture."""
_INK = "\x1b[38;5;16;48;5;231m"
_PLAIN = "\x1b[0m"
_BLOCKS = {(0, 0): " ", (1, 0): "\u2580", (0, 1): "\u2584", (1, 1): "\u2588"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code as rows of squares, True where black; the quiet zone is part of it."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Squares on a side."""
        return len(self.rows)


def draw(text: str) -> Code:
    """The code of a text, in capitals. Raises WalletError (`ur.dense`) where it does not fit."""
    import zxingcpp

    try:
        made = zxingcpp.create_barcode(
            text.upper(), zxingcpp.BarcodeFormat.QRCode, ec_level="L"
        ).to_image(scale=1, add_quiet_zones=False)
    except ValueError:
        raise WalletError(
            "This is more than one picture can hold.",
            "Choose smaller pictures; there will be more of them.",
            "ur.dense",
        ) from None
    pixels = memoryview(cast(Any, made))
    side = pixels.shape[0] if pixels.shape else 0
    flat, edge = pixels.tobytes(), (False,) * QUIET
    blank = ((False,) * (side + 2 * QUIET),) * QUIET
    rows = (flat[at : at + side] for at in range(0, side * side, side))
    inner = tuple((*edge, *(pixel == 0 for pixel in row), *edge) for row in rows)
    return Code((*blank, *inner, *blank))


def characters(code: Code) -> str:
    """A code for a terminal, two squares to a character, black on white by its colours."""
    rows = [*code.rows, (False,) * code.size] if code.size % 2 else list(code.rows)
    lines = (
        "".join(_BLOCKS[above, below] for above, below in zip(rows[at], rows[at + 1], strict=True))
        for at in range(0, len(rows), 2)
    )
    return "\n".join(f"{_INK}{line}{_PLAIN}" for line in lines)


def png(code: Code, scale: int = 6) -> bytes:
    """A code as a picture file (PNG), `scale` pixels to a square."""
    side = code.size * scale
    lines = b"".join(_png_row(row, scale) * scale for row in code.rows)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(name, data) for name, data in chunks)


def read_picture(pixels: bytes, width: int, height: int) -> tuple[str, ...]:
    """The texts of the codes in a grey picture, one byte a pixel, row by row.

    Raises WalletError (`ur.picture`) for a picture that is too large or not of that size.
    """
    if not 0 < width * height <= MOST_PIXELS or len(pixels) != width * height or width < 1:
        raise unreadable_picture()
    import zxingcpp

    found = zxingcpp.read_barcodes(
        memoryview(pixels).cast("B", (height, width)),
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
    )
    return tuple(one.text for one in found[:MOST_CODES])


def unreadable_picture() -> WalletError:
    """The refusal of a picture that cannot be looked at."""
    return WalletError(
        "This picture cannot be read.",
        "Choose a picture of the codes, at most 40 million dots large.",
        "ur.picture",
    )


def _png_row(row: tuple[bool, ...], scale: int) -> bytes:
    """One line of pixels, a bit each, white as 1, after the byte that says it is not filtered."""
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
