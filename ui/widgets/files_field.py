"""Files to be shown with a paper: chosen, dropped, taken out again."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.button import Button
from ui.widgets.dropped import dropped_files
from ui.widgets.field import Field
from ui.widgets.layout import clear, column, row
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.attached import Attached, attach, check_files


class FilesField(Field):
    """Keeps the files with their contents; `grown(…)` is called when it has more to show."""

    def __init__(self, label: str, hint: str, grown: Callable[[], object]) -> None:
        self._list = column(gap="xs")
        self.add = Button("Add files", self._choose)
        self.add.setAccessibleName(f"{label}: add files")
        canvas = QWidget()
        canvas.setLayout(column(self._list, row(self.add, None), gap="s"))
        super().__init__(label, canvas, hint)
        canvas.setFocusProxy(self.add)
        self.setAcceptDrops(True)
        self._grown = grown
        self._files: list[tuple[Attached, bytes]] = []

    @property
    def value(self) -> tuple[Attached, ...]:
        """The files."""
        return tuple(one for one, _ in self._files)

    @property
    def contents(self) -> tuple[tuple[Attached, bytes], ...]:
        """The files with their contents."""
        return tuple(self._files)

    def show_files(self, files: Sequence[tuple[Attached, bytes]]) -> None:
        """Begin with these files."""
        self._files = list(files)
        self._show()

    def take(self, paths: Sequence[Path]) -> None:
        """Add files; the first that cannot be is said, and those before it stay."""
        self.clear_error()
        try:
            for path in paths:
                found = attach(path)
                check_files([*self.value, found[0]])
                self._files.append(found)
        except WalletError as error:
            self.fail(error)
        self._show()
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        paths = dropped_files(event)
        if paths:
            self.take(paths)

    def _remove(self, one: Attached) -> None:
        self._files = [(kept, data) for kept, data in self._files if kept is not one]
        self.clear_error()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._list)
        for one, _ in self._files:
            out = Button("Take out", partial(self._remove, one), kind="link")
            out.setAccessibleName(f"Take out {one.name}")
            size = f"{one.size:,} bytes" if one.size < 10_000 else f"{one.size // 1_000:,} kB"
            self._list.addLayout(
                row(Text(f"{one.name} · {size}", "body", wrap=False), out, None, gap="m")
            )
        self._grown()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.label.text(), str(Path.home()))
        if names:
            self.take([Path(name) for name in names])
