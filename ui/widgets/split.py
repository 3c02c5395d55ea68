"""Two widgets side by side, or one above the other where there is too little room."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import space
from ui.widgets.layout import needed_height


class Split(QWidget):
    """Places its two parts by a ratio; from `least` pixels of width they stand side by side."""

    def __init__(
        self, left: QWidget, right: QWidget, ratio: tuple[int, int] = (31, 20), least: int = 800
    ) -> None:
        super().__init__()
        self._parts, self._ratio, self._least = (left, right), ratio, least
        for part in self._parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Ask for both, side by side."""
        wide = sum(part.sizeHint().width() for part in self._parts) + space("l")
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the wider one only: they can stand one above the other."""
        wide = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(wide, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Return the height that both need at a width."""
        seen = self._seen()
        if len(seen) < len(self._parts) or width < self._least:
            gaps = space("l") * max(0, len(seen) - 1)
            return sum(needed_height(part, width) for part in seen) + gaps
        return max(
            needed_height(part, share)
            for part, share in zip(self._parts, self._shares(width), strict=True)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Pass on that a part has changed what it asks for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _seen(self) -> list[QWidget]:
        """The parts that are not hidden: one alone has the whole width."""
        return [part for part in self._parts if not part.isHidden()]

    def _shares(self, width: int) -> tuple[int, int]:
        room = width - space("l")
        left = room * self._ratio[0] // sum(self._ratio)
        return left, room - left

    def _place(self) -> None:
        first, second = self._parts
        if len(seen := self._seen()) < len(self._parts):
            for part in seen:
                part.setGeometry(0, 0, self.width(), self.height())
            return
        wide, tall, gap = self.width(), self.height(), space("l")
        if wide < self._least:
            upper = needed_height(first, wide)
            first.setGeometry(0, 0, wide, upper)
            second.setGeometry(0, upper + gap, wide, needed_height(second, wide))
            return
        left, right = self._shares(wide)
        first.setGeometry(0, 0, left, tall)
        second.setGeometry(left + gap, 0, right, tall)
