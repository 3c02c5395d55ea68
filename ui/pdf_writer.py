"""A4 pages as a PDF in memory alone; what is painted on them is for others to know."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter


def pdf_in_memory(title: str, paint: Callable[[QPdfWriter], None]) -> QByteArray:
    """What `paint` draws on A4 pages of 300 dots an inch, without margins."""
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(title)
    writer.setCreator("Symbolon")
    try:
        paint(writer)
    finally:
        buffer.close()
    return made
