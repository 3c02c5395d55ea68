"""What an act changes, now and after, as the confirmation shows it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.layout import Rule
from ui.widgets.text import Text


class ChangeTable(QFrame):
    """Rows of (what, now, after, tone of after) beneath a heading."""

    def __init__(
        self,
        title: str,
        rows: Sequence[tuple[str, str, str, Tone]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = Text(title, "caption", "ink2")
        now = Text("now", "caption", "ink2", right=True, wrap=False)
        after = Text("after", "caption", "ink2", right=True, wrap=False)
        outer.addWidget(_Line(head, now, after, True))
        for label, before, later, tone in rows:
            outer.addWidget(Rule())
            words = Text(label)
            left = Text(before, right=True, wrap=False)
            right = Text(later, "body", tone, right=True, wrap=False)
            line = _Line(words, left, right, False)
            line.setAccessibleName(f"{label}: now {before}, after {later}")
            outer.addWidget(line)


class _Line(QFrame):
    """One line of three places: a wide one and two of equal width."""

    def __init__(self, words: Text, now: Text, after: Text, head: bool) -> None:
        super().__init__()
        self.setProperty("head", head)
        grid = QGridLayout(self)
        grid.setContentsMargins(space("l"), space("s"), space("l"), space("s"))
        grid.setHorizontalSpacing(space("m"))
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        if not head:
            self.setMinimumHeight(40)
        grid.addWidget(words, 0, 0)
        grid.addWidget(now, 0, 1)
        grid.addWidget(after, 0, 2)
