"""Facts in two columns: what it is, quietly, and what is so."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import space
from ui.widgets.layout import TOP, clear
from ui.widgets.text import Text


class Facts(QWidget):
    """Pairs of a label and its words; long words wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space("xl"))
        self._grid.setVerticalSpacing(space("s"))
        self._grid.setColumnStretch(1, 1)
        self._said: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace what is shown."""
        if tuple(facts) == self._said:
            return
        self._said = tuple(facts)
        clear(self._grid)
        for line, (label, words) in enumerate(facts):
            said = Text(words)
            said.setAccessibleName(f"{label}: {words}")
            self._grid.addWidget(Text(label, "body", "ink2", wrap=False), line, 0, TOP)
            self._grid.addWidget(said, line, 1)
