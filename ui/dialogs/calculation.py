"""An exit or a debt, line by line."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.sum_view import SumView
from ui.widgets.text import Text
from wallet.books.exit_sum import SumLine


class CalculationDialog(Dialog):
    """Shows lines; `steps` are what can come next, each with its words, the main one last."""

    def __init__(
        self,
        title: str,
        sentence: str,
        lines: Sequence[SumLine],
        parent: QWidget | None = None,
        steps: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__(title, parent)
        self.add(Text(sentence, "body", "ink2"))
        self.sum = SumView()
        self.sum.show_lines(lines)
        self.add(self.sum)
        self.add_button(Button("Close", self.reject, kind="plain" if steps else "primary"))
        self.steps = [
            self.add_button(
                Button(words, partial(self._leave, act), kind="primary" if last else "plain")
            )
            for last, (words, act) in zip(_last(len(steps)), steps, strict=True)
        ]

    def _leave(self, act: Callable[[], object]) -> None:
        self.accept()
        act()


def _last(count: int) -> list[bool]:
    return [number == count - 1 for number in range(count)]
