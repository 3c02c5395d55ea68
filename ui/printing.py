"""What can be put on paper, and how a command has it painted without a window."""

from __future__ import annotations

import os
from datetime import tzinfo

from PySide6.QtGui import QGuiApplication

from ui.register_pdf import register_pdf
from ui.statement_pdf import statement_pdf
from ui.theme import load_fonts
from wallet.books.cap_table import CapTable
from wallet.books.statement import Statement


def printed(said: Statement | CapTable, network: str, zone_name: str, zone: tzinfo | None) -> bytes:
    """A statement, or a cap table as the register of holders, as a PDF. Raises WalletError."""
    if isinstance(said, CapTable):
        return register_pdf(said, network, zone_name, zone)
    return statement_pdf(said, network, zone_name, zone)


def paint_without_window(
    said: Statement | CapTable, network: str, zone_name: str, zone: tzinfo | None
) -> bytes:
    """The same for a command, in a process that has no application yet, nor a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    load_fonts()
    data = printed(said, network, zone_name, zone)
    app.processEvents()
    return data
