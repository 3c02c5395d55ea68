"""Codes in pictures: from a file, or a part of the screen. Needs no window and no display."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from wallet.base.files import read_limited
from wallet.signing.ur.pictures import MOST_PIXELS, read_picture, unreadable_picture

MOST_BYTES: Final = 32 * 2**20
MOST_FRAMES: Final = 200
"""Most pictures of a moving one that are looked at."""
_MEGABYTES = 160  # of one picture unpacked, four bytes to a dot


def codes_in_file(path: Path) -> tuple[str, ...]:
    """The texts of the codes in a picture's file, of a moving one in all of its pictures.

    Raises WalletError for a file that is missing, too large, or no picture.
    """
    data = QByteArray(read_limited(path, MOST_BYTES))
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if not reader.canRead() or size.width() * size.height() > MOST_PIXELS:
        raise unreadable_picture()
    found: list[str] = []
    for _ in range(MOST_FRAMES):
        found += codes_in_image(reader.read())
        if not reader.supportsAnimation() or not reader.canRead():
            break
    return tuple(found)


def codes_in_image(image: QImage) -> tuple[str, ...]:
    """The texts of the codes in a picture. Raises WalletError for one that holds nothing."""
    if image.isNull():
        raise unreadable_picture()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = grey.width(), grey.height(), grey.bytesPerLine()
    dots = bytes(grey.constBits())
    if stride != width:  # Qt rounds lines up to four bytes
        dots = b"".join(dots[at : at + width] for at in range(0, stride * height, stride))
    return read_picture(dots, width, height)
