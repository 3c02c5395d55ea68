"""The backup sheet: one page, the same for a printer and a file, and nothing left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from ui.backup_sheet import paint_sheet, save_sheet
from wallet.base.errors import WalletError
from wallet.flows.key_care import Sheet
from wallet.keys.words import wordlist

ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"


def sheet(count: int, extra: bool = False, name: str = "My wallet") -> Sheet:
    """A sheet with the longest words there are."""
    words = sorted(wordlist(), key=len)[-count:]
    return Sheet(name, ADDRESS, 1_800_000_000, extra, tuple(words))


@pytest.mark.parametrize("count", [12, 24])
@pytest.mark.parametrize("name", ["My wallet", "W" * 40, "<b>bold</b> & others"])
def test_a_sheet_is_one_page_in_one_new_file(
    theme: object, tmp_path: Path, count: int, name: str
) -> None:
    path = tmp_path / "sheet.pdf"
    save_sheet(sheet(count, extra=True, name=name), path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-") and data.count(b"/Type /Page\n") == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(WalletError) as refused:
        save_sheet(sheet(count), path)
    assert refused.value.code == "file.there" and path.read_bytes() == data


def test_a_printer_is_given_the_same_page(theme: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    paint_sheet(printer, sheet(24))
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_a_sentence(theme: object, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    with pytest.raises(WalletError) as refused:
        paint_sheet(printer, sheet(12))
    assert refused.value.code == "sheet.printer"
