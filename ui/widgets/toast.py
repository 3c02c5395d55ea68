"""The message bar: one sentence over the page's foot, gone after a while or when closed."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.badge import Dot
from ui.widgets.button import IconButton
from ui.widgets.layout import MIDDLE
from ui.widgets.text import Text

_SHOWN = {"accent": 5_000, "bronze": 9_000, "oxide": 0}  # milliseconds; failures stay


class Toast(QFrame):
    """Shows one message after the other at the foot of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._queue: list[tuple[str, Tone]] = []
        self.text = Text("", "body")
        self._dot = Dot("accent")
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(space("l"), space("m"), space("m"), space("m"))
        layout.setSpacing(space("m"))
        layout.addWidget(self._dot, 0, MIDDLE)
        layout.addWidget(self.text, 1)
        layout.addWidget(IconButton("close", "Close this message", self._next))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, tone: Tone) -> None:
        """Show a sentence when those before it are gone."""
        self._queue.append((sentence, tone))
        if self.isHidden():
            self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _next(self) -> None:
        self._timer.stop()
        if not self._queue:
            self.hide()
            return
        sentence, tone = self._queue.pop(0)
        self.text.say(sentence)
        self._dot.set_tone(tone)
        self.setAccessibleName(self.text.text())
        self.show()
        self._place()
        self.raise_()
        if _SHOWN.get(tone, 0):
            self._timer.start(_SHOWN[tone])

    def _place(self) -> None:
        """Center at the foot of the parent, at most 560 pixels wide."""
        around = self._around.rect()
        width = min(560, around.width() - 2 * space("xxl"))
        self.setFixedWidth(width)
        height = max(self._line.heightForWidth(width - 2) + 2, self.minimumSizeHint().height())
        left = (around.width() - width) // 2
        self.setGeometry(left, around.height() - height - space("xl"), width, height)
