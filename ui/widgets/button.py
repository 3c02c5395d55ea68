"""Buttons: the one main button, plain ones, links within text, and dangerous ones."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from ui.theme import Tone, colour
from ui.widgets.icon import SIZE, draw, pixmap
from ui.widgets.text import plain

Kind = Literal["plain", "primary", "danger", "link", "quiet"]
_TONES: dict[str, Tone] = {
    "primary": "onAccent", "danger": "oxide", "link": "accent", "quiet": "ink2"
}  # fmt: skip


class Button(QPushButton):
    """A button of the kit. `kind`: plain, primary (at most one a page), danger, link or quiet."""

    def __init__(
        self,
        text: str,
        clicked: Callable[[], object] | None = None,
        *,
        kind: Kind = "plain",
        icon: str | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(SIZE, SIZE))
        self.say(text)
        if hint:
            self.setToolTip(plain(hint, 300))
        if clicked is not None:
            action = clicked
            self.clicked.connect(lambda _=False: action())
        self._tint()

    def say(self, text: str) -> None:
        """Show other words; an ampersand is a letter, not a shortcut."""
        words = plain(text, 60)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the palette or the state changes."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        if self._icon_name is None:
            return
        tone = _TONES.get(self._kind, "ink") if self.isEnabled() else "ink3"
        made = pixmap(self._icon_name, colour(self, tone), SIZE, self.devicePixelRatioF())
        icon = QIcon(made)
        icon.addPixmap(made, QIcon.Mode.Disabled)
        self.setIcon(icon)


class IconButton(QPushButton):
    """A button that is only an icon; its name is read aloud and shown on hover."""

    def __init__(
        self,
        icon: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setProperty("bare", True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(SIZE + 10, SIZE + 10)
        if clicked is not None:
            action = clicked
            self.clicked.connect(lambda _=False: action())

    def show_icon(self, icon: str, name: str) -> None:
        """Show another icon with another name."""
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon, a ring when focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self.underMouse() or self.isDown() or self.hasFocus()
        if self.hasFocus():
            painter.setPen(colour(self, "accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        edge = (self.width() - SIZE) / 2
        tint = colour(self, "ink" if hot else "ink2")
        draw(painter, self._icon_name, tint, QRectF(edge, edge, SIZE, SIZE))
        painter.end()


def tell(widget: QWidget, sentence: str) -> None:
    """Show a short sentence beside a control for a moment, such as "Copied"."""
    place = widget.mapToGlobal(widget.rect().bottomLeft())
    QToolTip.showText(place, plain(sentence, 120), widget)
