"""A QR code: black on white with a quiet zone of four modules, whatever the theme."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

QUIET = 4
MOST = 2_900  # bytes: a little less than the largest code holds


class QrCode(QWidget):
    """Shows text as a QR code of about `size` pixels, each module a whole number of them."""

    def __init__(self, text: str, size: int = 180, name: str = "QR code") -> None:
        super().__init__()
        self._size = size
        self.setAccessibleName(name)
        self._modules: list[list[bool]] = []
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text; ValueError where it is too long for one code."""
        self._modules = matrix(text)
        count = len(self._modules) + 2 * QUIET
        self._unit = max(2, round(self._size / count))
        self.setFixedSize(self._unit * count, self._unit * count)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw whole modules only, so that readers find sharp edges."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        unit, edge = self._unit, self._unit * QUIET
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    box = QRectF(edge + x * unit, edge + y * unit, unit, unit)
                    painter.fillRect(box, Qt.GlobalColor.black)
        painter.end()


def matrix(text: str) -> list[list[bool]]:
    """Return the modules of a code, error correction M, without a border."""
    import qrcode  # only where a code is shown: it is not needed for the first paint

    if len(text.encode()) > MOST:
        raise ValueError("too long for one code")
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(cell) for cell in line] for line in code.get_matrix()]
