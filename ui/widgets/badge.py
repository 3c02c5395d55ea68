"""Small signs: dots, badges with a count or a word, and a person's first letter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Tone, colour, font, space, tokens
from ui.widgets.text import Text, plain

_SOFT = {"accent": "accentSoft", "bronze": "bronzeSoft", "oxide": "oxideSoft"}
_DEEP = {"accent": "accent", "bronze": "bronzeDeep", "oxide": "oxide"}


class Dot(QWidget):
    """A dot of 8 pixels in the middle of the first line of the text beside it."""

    def __init__(self, tone: Tone = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self.setFixedWidth(space("s"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_tone(self, tone: Tone) -> None:
        """Show another tone."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line of body text."""
        return QSize(space("s"), tokens().types["body"].line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot."""
        size = space("s")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self, self._tone))
        painter.drawEllipse(QRectF(0, (tokens().types["body"].line - size) / 2, size, size))
        painter.end()


class Badge(Text):
    """A count or one word on a soft ground."""

    def __init__(
        self, text: str = "", tone: Tone = "bronze", parent: QWidget | None = None
    ) -> None:
        super().__init__(plain(text, 24), "captionBold", tone, wrap=False, parent=parent)
        self._ground = tone
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_word(self, text: str, tone: Tone) -> None:
        """Show another word or count in another tone."""
        self._ground = tone
        self.set_tone(tone)
        self.say(plain(text, 24))

    def sizeHint(self) -> QSize:
        """Ask for the text and a margin around it."""
        hint = super().sizeHint()
        return QSize(max(hint.width() + space("l") - 2, 22), 18)

    def minimumSizeHint(self) -> QSize:
        """Ask for the whole badge."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the text in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self, _SOFT.get(self._ground, "sunk")))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        painter.setFont(font("captionBold"))
        painter.setPen(colour(self, _DEEP.get(self._ground, "ink2")))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Avatar(QWidget):
    """The first letter of a name on a disc."""

    def __init__(self, name: str = "", size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = ""
        self.setFixedSize(size, size)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show another person's letter; a sign where there is no name yet."""
        clean = plain(name, 80).strip()
        self._letter = clean[:1].upper() if clean else "?"
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc and the letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self, "accent"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(font("strong"))
        painter.setPen(colour(self, "onAccent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()
