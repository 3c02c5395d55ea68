"""What a register's export says of a company: a file is brought, searched, and held against it."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ui.context import Context
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.layout import column, row
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.watch.registry_compare import Declared, Line

SENTENCE = (
    "Bring a file of a register to compare: Companies House (the table of all companies, a "
    "profile, or officers), GLEIF, or the SEC. It is read here, however large, and sent nowhere."
)
_TONES: dict[str, Tone] = {"says the same": "accent", "differs": "oxide"}
Looked = "tuple[RegistryRecord | None, tuple[Line, ...]]"


class RegisterCard(QWidget):
    """Compares one company with files; `grown` when it shows more."""

    grown = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.app = context
        self._declared: Declared | None = None
        self._stop = Event()
        self.said = Text(SENTENCE, "body", "ink2")
        self.bring = Button("Compare with a register’s file", self._choose)
        self.halt = Button("Stop", self.stop)
        self.halt.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName("How much was read")
        self.bar.hide()
        self.table = Table(
            [Column("Declared", False, True), Column("The register says"), Column("")],
            "Compared with a register",
        )
        self.table.hide()
        self.setLayout(
            column(self.said, row(self.bring, self.halt, None), self.bar, self.table, gap="m")
        )

    def show_paper(self, paper: Any, owner: str) -> None:
        """Compare this paper from now on; one about a lot has no company."""
        from wallet.flows.registering import declared_of  # loaded with what reads papers

        self._declared = declared_of(paper, owner)
        self.setVisible(self._declared is not None)

    def read(self, path: Path) -> None:
        """Search a file for the company."""
        declared = self._declared
        if declared is None:
            return
        self._stop.clear()
        stop = self._stop
        self._busy(True)

        def look(report: Any) -> Any:
            from wallet.flows.registering import look_into  # as above

            return look_into(path, declared, report, stop.is_set)

        self.app.tasks.follow(look, self._progress, self._found, self._failed, owner=self)

    def stop(self) -> None:
        """Stop searching."""
        self._stop.set()

    def _busy(self, busy: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.halt.setVisible(busy)
        self.bring.setEnabled(not busy)
        self.grown.emit()

    def _progress(self, done: int, of: int) -> None:
        self.bar.setValue(min(1_000, 1_000 * done // of) if of else 0)
        self.said.say(f"{done // 10**6:,} megabytes are read.")

    def _found(self, found: Any) -> None:
        self._busy(False)
        record, lines = found
        self.said.set_tone("ink2")
        if self._stop.is_set():
            self.said.say("The search was stopped. Nothing is known from this file.")
        elif record is None:
            declared = self._declared
            number = declared.number if declared is not None else ""
            self.said.say(
                f"This file says nothing about {number}. That proves nothing: it may be an older "
                "one, or of another register."
            )
        else:
            differs = sum(one.verdict == "differs" for one in lines)
            more = "Nothing differs." if not differs else "One thing differs."
            if differs > 1:
                more = f"{differs} things differ."
            self.said.say(f"This is what {record.source} says in this file. {more}")
            self.table.show_rows([_row(number, one) for number, one in enumerate(lines)])
        self.table.setVisible(record is not None)
        self.grown.emit()

    def _failed(self, error: WalletError) -> None:
        self._busy(False)
        self.table.hide()
        self.said.set_tone("oxide")
        self.said.say(str(error))
        self.grown.emit()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "A register’s file", str(Path.home()))
        if name:
            self.read(Path(name))


def _row(number: int, one: "Line") -> Row:
    cells = (
        Cell(
            one.declared or "nothing",
            one.label,
            "ink" if one.declared else "ink3",
            beneath_tone="ink3",
            hint=one.declared,
        ),
        Cell(
            _short(one.register) or "–", tone="ink" if one.register else "ink3", hint=one.register
        ),
        Cell(one.verdict, tone=_TONES.get(one.verdict, "ink3")),
    )
    return Row(number, cells)


def _short(words: str) -> str:
    """As much as there is room for; all of it is in the hint."""
    return words if len(words) <= 44 else words[:43].rstrip() + "…"
