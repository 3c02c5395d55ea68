"""What the money is for: lines of words and parts that have to add up to all of it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.theme import restyle, space
from ui.widgets.button import Button
from ui.widgets.layout import LEFT, clear
from ui.widgets.note import Note
from ui.widgets.text import Text
from ui.wizards.raise_steps import RaiseStep
from wallet.base.errors import WalletError
from wallet.base.money import dollars, percent
from wallet.base.numbers import parse_decimal
from wallet.books.offering_terms import MOST_USES, MOST_WHAT, WHOLE
from wallet.flows.raising import Raising

_WIDE: Final = 90  # pixels for a part


class UsesStep(RaiseStep):
    """Lines that can be added and taken away, with what each is in dollars."""

    def __init__(self) -> None:
        super().__init__(
            "Say in lines where the money goes, each with its part in per cent. Whatever is raised "
            "is divided like that."
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space("m"))
        self._grid.setVerticalSpacing(space("s"))
        self._grid.setColumnStretch(0, 1)
        self.whats: list[QLineEdit] = []
        self.parts: list[QLineEdit] = []
        self.means: list[Text] = []
        self.more = Button("Another line", self._add, kind="link")
        self.sum = Text("", "body", "ink2")
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.body.addLayout(self._grid)
        self.body.addWidget(self.more, 0, LEFT)
        self.body.addWidget(self.sum)
        self.body.addWidget(self.trouble)

    def show_flow(self, flow: Raising) -> None:
        """Show the lines."""
        self._fill(flow.typed.uses)

    def take(self, flow: Raising) -> None:
        """Hand them over."""
        flow.say_uses(self.rows())

    def tell(self, flow: Raising) -> None:
        """What each line is in dollars, and what is missing."""
        self.trouble.hide()
        try:
            least, most = flow.units_min(), flow.units_max()
            price = flow.price()
        except WalletError:
            least = most = price = 0
        whole = 0
        for part, means in zip(self.parts, self.means, strict=True):
            self._mark(part, False)
            share = _share(part.text())
            whole += share or 0
            if share and price:
                low, high = (units * price // 10**24 * share // WHOLE for units in (least, most))
                means.say(f"{dollars(low)} to {dollars(high)}")
            else:
                means.say("")
        left = WHOLE - whole
        self.sum.say(
            "The parts add up to 100 %."
            if not left
            else f"{percent(abs(left), WHOLE)} {'are missing' if left > 0 else 'are too much'}: "
            "the parts have to add up to 100 %."
        )
        self.more.setEnabled(len(self.whats) < MOST_USES)

    def fail(self, error: WalletError) -> bool:
        """Say what is wrong beneath the lines."""
        if error.field != "uses":
            return False
        self.trouble.say(str(error))
        self.trouble.show()
        for what, part in zip(self.whats, self.parts, strict=True):
            empty = not what.text().strip() and not part.text().strip()
            self._mark(part, not empty and not _share(part.text()))
        self.whats[0].setFocus()
        return True

    def show_lines(self, rows: list[tuple[str, str]]) -> None:
        """Show other lines, as if they had been typed."""
        self._fill(rows)
        self.changed.emit()

    def rows(self) -> list[tuple[str, str]]:
        """The lines as they were typed."""
        return [
            (what.text(), part.text()) for what, part in zip(self.whats, self.parts, strict=True)
        ]

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        clear(self._grid)
        self.whats, self.parts, self.means = [], [], []
        for column, words in enumerate(("What", "Part", "In dollars")):
            self._grid.addWidget(Text(words, "captionBold", "ink2", wrap=False), 0, column)
        for what, part in rows or [("", "")]:
            self._line(what, part)
        self.setFocusProxy(self.whats[0])

    def _line(self, what: str, part: str) -> None:
        number = len(self.whats) + 1
        name, share, means = QLineEdit(what), QLineEdit(part), Text("", "body", "ink2")
        name.setMaxLength(MOST_WHAT)
        name.setPlaceholderText("Two engineers for a year")
        name.setAccessibleName(f"Line {number}: what the money is for")
        share.setMaxLength(16)
        share.setFixedWidth(_WIDE)
        share.setPlaceholderText("40 %")
        share.setAccessibleName(f"Line {number}: its part in per cent")
        drop = Button("", partial(self._drop, number - 1), icon="close", hint="Take the line away")
        drop.setAccessibleName(f"Take line {number} away")
        for column, widget in enumerate((name, share, means, drop)):
            self._grid.addWidget(widget, number, column)
        for line in (name, share):
            line.textEdited.connect(lambda _="": self.changed.emit())
        self.whats.append(name)
        self.parts.append(share)
        self.means.append(means)

    def _add(self) -> None:
        if len(self.whats) < MOST_USES:
            self._line("", "")
            self.whats[-1].setFocus()
            self.changed.emit()

    def _drop(self, at: int) -> None:
        rows = self.rows()
        del rows[at]
        self.show_lines(rows)

    def _mark(self, field: QWidget, wrong: bool) -> None:
        if bool(field.property("wrong")) != wrong:
            field.setProperty("wrong", wrong)
            restyle(field)


def _share(text: str) -> int | None:
    """Hundredths of a per cent in what was typed; None where it is nothing of the kind."""
    try:
        return parse_decimal(text.strip().removesuffix("%").strip(), 2, "the part", "40")
    except WalletError:
        return None
