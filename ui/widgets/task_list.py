"""What needs you: a dot, a sentence, what is behind it, and the step to take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.badge import Dot
from ui.widgets.button import Button
from ui.widgets.layout import TOP, Rule, clear, column, grouped, row
from ui.widgets.text import Text


@dataclass(frozen=True)
class Need:
    """One thing that awaits this person; `act` is called with nothing when they take the step."""

    sentence: str
    detail: str
    action: str
    act: Callable[[], object]
    tone: Tone = "accent"


class TaskList(QWidget):
    """A list of needs, the most urgent first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._shown: tuple[tuple[str, str, str, str], ...] = ()

    def show_needs(self, needs: Sequence[Need]) -> None:
        """Replace the list."""
        clear(self._rows)
        for index, need in enumerate(needs):
            if index:
                self._rows.addWidget(Rule())
            self._rows.addWidget(_need(need))
        self._rows.addStretch(1)


def _need(need: Need) -> QWidget:
    words = column(Text(need.sentence), Text(need.detail, "caption", "ink2"), gap="none")
    step = Button(need.action, need.act, kind="link")
    step.setAccessibleName(f"{need.action}: {need.sentence}")
    line = row(Dot(need.tone), gap="m")
    line.addLayout(words, 1)
    line.addWidget(step, 0, TOP)
    line.setContentsMargins(0, space("m"), 0, space("m"))
    return grouped(line)
