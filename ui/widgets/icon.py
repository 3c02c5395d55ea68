"""Icons: SVG lines tinted with a tone when they are loaded, and the broken coin."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

import resources
from ui.theme import Tone, colour, tokens

SIZE = 18
_ROOM = Path(resources.__file__).parent / "icons"


@cache
def source(name: str) -> str:
    """Return the SVG text of an icon; KeyError where there is none of that name."""
    path = _ROOM / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def draw(painter: QPainter, name: str, tint: QColor, box: QRectF) -> None:
    """Draw an icon into a box in one colour."""
    text = source(name).replace("currentColor", tint.name())
    QSvgRenderer(QByteArray(text.encode())).render(painter, box)


def pixmap(name: str, tint: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """Render an icon in one colour, `size` pixels wide at the screen's ratio."""
    result = QPixmap(QSize(size, size) * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    draw(painter, name, tint, QRectF(0, 0, size, size))
    painter.end()
    return result


def app_icon() -> QIcon:
    """Return the coin as the program's icon, in the sizes that desktops ask for."""
    icon = QIcon()
    for size in (16, 32, 48, 128):
        icon.addPixmap(pixmap("symbolon", QColor(), size))
    return icon


class Icon(QWidget):
    """A line icon of 18 pixels; decoration only, so that screen readers pass over it."""

    def __init__(
        self, name: str, tone: Tone = "ink2", size: int = SIZE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        source(name)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another icon or tone."""
        source(name)
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        draw(painter, self._name, colour(self, self._tone), QRectF(self.rect()))
        painter.end()


class Logo(QWidget):
    """The coin broken in two: verdigris and bronze."""

    def __init__(self, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setAccessibleName("Symbolon")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the coin in the colours of the palette in force."""
        drawn = tokens().colours["light"]
        text = source("symbolon")
        for name in ("bronze", "accent"):
            text = text.replace(drawn[name], colour(self, name).name())
        painter = QPainter(self)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(self.rect()))
        painter.end()
