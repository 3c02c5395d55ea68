"""The report as a file."""

from __future__ import annotations

from pathlib import Path

from wallet.base.errors import WalletError
from wallet.simulate.answers.asking import Answers
from wallet.simulate.report.page import page


def write_report(path: Path, answers: Answers) -> None:
    """Write the report to a file that needs nothing else.

    Raises:
        WalletError: The library that draws is missing, or the file cannot be written.
    """
    write(path, page(answers))


def write(path: Path, text: str) -> None:
    """Write a text to a file.

    Raises:
        WalletError: It cannot be written.
    """
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise WalletError(
            f"{path} could not be written.",
            "Name a file in a folder that you may write to.",
            "report.file",
        ) from error
