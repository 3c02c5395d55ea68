"""What happens when something was not foreseen: a calm dialog with a redacted report.

The report names files, lines and kinds of errors, and holds no value of any variable.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_ROOT = Path(__file__).parent.parent
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def report(error: BaseException) -> str:
    """Describe an error by kinds and places only; the message is left out."""
    import platform  # these three are slow to load before the first paint, and rarely needed
    import traceback

    from wallet.base.log import redact

    lines = [f"Python {platform.python_version()}, {platform.system()}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        for frame in traceback.extract_tb(current.__traceback__)[-20:]:
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return redact("\n".join(lines))


class Crashes(QObject):
    """Shows one crash dialog at a time; catches what Python would print and forget."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._open = False
        self._hook_before: Hook | None = None
        self.reports: list[str] = []

    def attach(self, window: QWidget) -> None:
        """Show dialogs over this window from now on."""
        self._window = window

    def install(self) -> None:
        """Receive whatever nobody caught on the window's thread."""
        self._hook_before = sys.excepthook
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give the hook back."""
        if self._hook_before is not None:
            sys.excepthook = self._hook_before
            self._hook_before = None

    def show(self, error: BaseException) -> None:
        """Show the dialog for an error, once the current event is done."""
        self.reports = [*self.reports, report(error)][-20:]
        if not self._open and self._window is not None:
            self._open = True
            QTimer.singleShot(0, self, self._dialog)

    def _hook(
        self, kind: type[BaseException], error: BaseException, _: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.show(error)

    def _dialog(self) -> None:
        from ui.dialogs.crash import CrashDialog  # rarely needed, so loaded late

        dialog = CrashDialog(self.reports[-1], self._window)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self._open = False


def _place(filename: str) -> str:
    """Name a file without saying where on this machine it is."""
    path = Path(filename)
    if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
        return str(path.relative_to(_ROOT))
    return path.name
