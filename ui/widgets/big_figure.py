"""A figure that stands alone and is written smaller where there is too little room for it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.theme import font, tokens
from ui.widgets.text import Text

_SIZES = ("figureLarge", "figure", "figureSmall", "strong")


class BigFigure(Text):
    """One line in the largest size of the scale, up to `size`, that fits; its height is fixed."""

    def __init__(self, size: str) -> None:
        self._sizes = _SIZES[_SIZES.index(size) :]
        super().__init__("", size, wrap=False)
        self.setFixedHeight(tokens().types[size].line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Ask for the smallest size only."""
        return QSize(self._wide(self._sizes[-1]), self.height())

    def sizeHint(self) -> QSize:
        """Ask for the largest size."""
        return QSize(self._wide(self._sizes[0]), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size that fits."""
        super().resizeEvent(event)
        self._fit()

    def say(self, text: object) -> None:
        """Show another figure."""
        super().say(str(text))
        self._fit()

    def _fit(self) -> None:
        chosen = self._sizes[-1]
        for kind in self._sizes:
            if self._wide(kind) <= self.width():
                chosen = kind
                break
        if chosen != self._kind:
            self.set_kind(chosen)

    def _wide(self, kind: str) -> int:
        return int(QFontMetricsF(font(kind)).horizontalAdvance(self.text())) + 3
