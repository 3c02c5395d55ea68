"""A calculation line by line: what, how much, a sentence; where it comes from, what changes it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.layout import RIGHT, TOP, Rule, clear, column
from ui.widgets.text import Text
from wallet.base.money import dollars
from wallet.books.exit_sum import SumLine

TOTALS = ("gain", "holders", "whole", "next")
_TONES: dict[str, Tone] = {"holders": "bronze", "whole": "bronze", "interest": "oxide"}


class SumView(QWidget):
    """Lines as they are worked out; those that close a part stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space("l"))
        self._grid.setVerticalSpacing(space("m"))
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[SumLine, ...] = ()

    @property
    def lines(self) -> tuple[SumLine, ...]:
        """What is shown."""
        return self._shown

    def show_lines(self, lines: Sequence[SumLine]) -> None:
        """Replace what is shown."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        clear(self._grid)
        place = 0
        for number, one in enumerate(lines):
            total = one.key in TOTALS
            if number:
                self._grid.addWidget(Rule(), place, 0, 1, 2)
                place += 1
            label = Text(one.label, "strong" if total else "body", wrap=False)
            said = column(label, Text(one.sentence, "body", "ink2"), gap="xs")
            said.addWidget(Text(f"{one.source} What would change it: {_lower(one.changes)}",
                                "caption", "ink2"))  # fmt: skip
            self._grid.addLayout(said, place, 0)
            if one.amount is not None:
                words = dollars(one.amount, exact=True)
                tone = _TONES.get(one.key, "ink")
                amount = Text(words, "strong" if total else "body", tone, wrap=False)
                amount.setAccessibleName(f"{one.label}: {words}")
                self._grid.addWidget(amount, place, 1, TOP | RIGHT)
            place += 1


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
