"""Files that are dropped on a widget."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that are dropped, which it takes; none where there are none on this machine."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    if paths:
        event.acceptProposedAction()
    return paths
