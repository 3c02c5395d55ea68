"""A list of things with several steps each: a dot, a sentence, how it stands, and the steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.badge import Badge, Dot
from ui.widgets.button import Button, Kind
from ui.widgets.layout import TOP, Rule, clear, column, grouped, row
from ui.widgets.text import Text


@dataclass(frozen=True)
class Action:
    """One step: its words, what it does, and the kind of its button."""

    words: str
    act: Callable[[], object]
    kind: Kind = "plain"


@dataclass(frozen=True)
class Thing:
    """One row; `word` is a badge beside the sentence, `hint` says its time exactly."""

    sentence: str
    detail: str
    word: str = ""
    tone: Tone = "bronze"
    actions: tuple[Action, ...] = ()
    hint: str = ""


class ActionList(QWidget):
    """Rows in their order; the buttons are named by their row for a screen reader."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._shown: tuple[tuple[object, ...], ...] = ()

    def show_things(self, things: Sequence[Thing]) -> None:
        """Replace the rows; those that say the same stay, and so does the focus in them."""
        said = tuple(
            (one.sentence, one.detail, one.word, one.tone, tuple(a.words for a in one.actions))
            for one in things
        )
        if said == self._shown:
            return
        self._shown = said
        clear(self._rows)
        for index, thing in enumerate(things):
            if index:
                self._rows.addWidget(Rule())
            self._rows.addWidget(_thing(thing))


def _thing(thing: Thing) -> QWidget:
    sentence = Text(thing.sentence)
    detail = Text(thing.detail, "caption", "ink2")
    if thing.hint:
        detail.setToolTip(thing.hint)
    line = row(Dot(thing.tone), gap="m")
    line.addLayout(column(sentence, detail, gap="none"), 1)
    if thing.word:
        line.addWidget(Badge(thing.word, thing.tone), 0, TOP)
    for action in thing.actions:
        button = Button(action.words, action.act, kind=action.kind)
        button.setAccessibleName(f"{action.words}: {thing.sentence}")
        line.addWidget(button, 0, TOP)
    line.setContentsMargins(0, space("m"), 0, space("m"))
    return grouped(line)
