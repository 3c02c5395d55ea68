"""The backup sheet: a wallet's words as they go on paper, painted for a printer or into a PDF.

One page, black on white, whatever the theme. Nothing is kept: the page is painted from the words
straight into what goes to the printer or into the file that the person named.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPainter,
)

from ui.pdf_writer import pdf_in_memory
from ui.theme import load_fonts, tokens
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.files import write_new
from wallet.flows.key_care import Sheet

# The page is drawn in tenths of a millimetre.
_UNIT = 254
_WIDE, _EDGE = 2_100, 200
_ACROSS = 3
_TEXT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

WARNING = "Whoever has this sheet has everything in this wallet."
KEEPING = (
    "Keep it where neither fire nor a guest will find it, and never photograph, scan or type it "
    "into anything but a wallet. Nobody who helps you will ask for it."
)
RESTORING = (
    "To bring the wallet back: install a wallet, choose to restore one from its words, and type "
    "them in this order."
)
EXTRA = (
    "This wallet also has an extra word, which is not on this sheet. Without it these words open "
    "another, empty wallet: keep it somewhere else, and do not forget it."
)


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Write the sheet as a PDF into a new file of this user's own. Raises WalletError."""
    pdf = _pdf(sheet)
    try:
        write_new(path, pdf.data())
    finally:
        pdf.fill(0)


def save_without_window(sheet: Sheet, path: Path) -> None:
    """The same for a command, in a process that has no application yet."""
    app = QGuiApplication([])
    save_sheet(sheet, path)
    app.shutdown()


def paint_sheet(device: QPagedPaintDevice, sheet: Sheet) -> None:
    """Paint the sheet on a printer's or a PDF's first page. Raises WalletError where it refuses."""
    painter = QPainter()
    if not painter.begin(device):
        raise WalletError(
            "The printer did not take the page.",
            "Check that it is on and has paper, then print again.",
            "sheet.printer",
        )
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = device.logicalDpiX()
        painter.scale(dots / _UNIT, dots / _UNIT)
        _Page(painter).draw(sheet)
    finally:
        painter.end()


class _Page:
    """Draws down the page, each thing below the last."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._top = float(_EDGE)

    def draw(self, sheet: Sheet) -> None:
        """Draw the whole sheet."""
        self._say("Symbolon", 34, 600, "accent", after=10)
        self._say(f"Backup of “{sheet.name}”", 70, 600, after=24)
        self._say(f"Made on {date_of(sheet.made)}. First account:", 36, 400, "ink2", after=4)
        self._say(sheet.address, 36, 400, family="mono", after=40)
        self._rule()
        self._words(sheet.words)
        self._rule()
        if sheet.extra:
            self._say(EXTRA, 38, 600, "oxide", after=24)
        self._say(WARNING, 42, 600, after=12)
        self._say(KEEPING, 38, 400, after=24)
        self._say(RESTORING, 38, 400, after=60)
        self._say("Checked against the wallet on", 34, 400, "ink2", after=50)
        self._rule()

    def _words(self, words: tuple[str, ...]) -> None:
        """Draw the words numbered, down each of three columns, as on the screen."""
        tall = -(-len(words) // _ACROSS)
        step, wide = 108.0, (_WIDE - 2 * _EDGE) / _ACROSS
        for place, word in enumerate(words):
            left = _EDGE + wide * (place // tall)
            top = self._top + step * (place % tall)
            self._text(QRectF(left, top, 90, step), f"{place + 1}", 36, 400, "ink2", "text")
            self._text(QRectF(left + 90, top - 8, wide - 90, step), word, 52, 500, "ink", "mono")
        self._top += step * tall + 20

    def _say(
        self,
        words: str,
        size: int,
        weight: int,
        tone: str = "ink",
        family: str = "text",
        after: float = 0,
    ) -> None:
        room = QRectF(_EDGE, self._top, _WIDE - 2 * _EDGE, 2_000)
        self._top += self._text(room, words, size, weight, tone, family) + after

    def _text(
        self, room: QRectF, words: str, size: int, weight: int, tone: str, family: str
    ) -> float:
        """Draw words in a room; answers how tall they are."""
        font = QFont(tokens().types["mono" if family == "mono" else "body"].family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        self._painter.setFont(font)
        self._painter.setPen(QColor(tokens().colours["light"][tone]))
        taken = self._painter.boundingRect(room, int(_TEXT), words)
        self._painter.drawText(room, int(_TEXT), words)
        return taken.height()

    def _rule(self) -> None:
        self._painter.setPen(QColor(tokens().colours["light"]["ink3"]))
        self._painter.drawLine(_EDGE, int(self._top), _WIDE - _EDGE, int(self._top))
        self._top += 40


def _pdf(sheet: Sheet) -> QByteArray:
    """The sheet as a PDF, in memory alone."""
    if QGuiApplication.instance() is None:
        raise ValueError("painting needs an application")
    load_fonts()
    return pdf_in_memory("Backup of a wallet", lambda writer: paint_sheet(writer, sheet))
