"""Readers of a case file's parts, for atheris: `python -m tests.case.fuzzing TARGET ...`.

As `tests.signing.fuzzing`: a reader answers, or says in a sentence why it does not. Parts are read
before anybody vouches for them, so each has to bear whatever is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import atheris

with atheris.instrument_imports(include=["wallet"]):
    from wallet.base import nesting
    from wallet.base.errors import WalletError
    from wallet.case.blocks import Block, read_blocks
    from wallet.case.fonts import FILES, bundled, read_font
    from wallet.case.layout import Pages, checked_lines
    from wallet.case.package import KINDS, Case, Paper, open_file
    from wallet.case.papers import says_of
    from wallet.case.proven import Sent, receipt_logs, sent_in
    from wallet.case.telling import People

from tests.fuzz_target import fuzz

BLOCK = Block(1, b"\1" * 32, b"\0" * 32, b"\2" * 32, b"\3" * 32, b"\4" * 32, 1_800_000_000)
CASE = Case("debt", 1, 5, 1, "x", 1, {"Offering": "0x" + "11" * 20}, 1, "0x" + "01" * 32)
FONTS = {name: read_font(bundled(name)) for name in FILES}


def unless_odd(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """A reader that says what is odd by ValueError, to whoever reads the file that it is in."""

    def once(data: bytes) -> None:
        try:
            read(data)
        except (ValueError, RecursionError):
            pass

    return once


def files(data: bytes) -> None:
    """A file from its first byte on."""
    open_file(data)


def headers(data: bytes) -> None:
    """Headers, one after the other."""
    read_blocks(data)


def events(data: bytes) -> None:
    """Transactions and receipts with their proofs."""
    sent_in(nesting.loads(data), {1: BLOCK}, 1)


def receipts(data: bytes) -> None:
    """One receipt."""
    receipt_logs(data or b"\0", Sent("0x", 1, 0), BLOCK)


def documents(data: bytes) -> None:
    """What the pages say, and the pages."""
    Pages(FONTS).lay(checked_lines(nesting.loads(data)), "foot")


def papers(data: bytes) -> None:
    """Papers of every kind."""
    for kind in KINDS:
        says_of(Paper(kind, "a paper", data), CASE, People([]), [], {})


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "files": files,
    "headers": headers,
    "events": unless_odd(events),
    "receipts": unless_odd(receipts),
    "documents": unless_odd(documents),
    "papers": papers,
}


if __name__ == "__main__":
    fuzz(TARGETS, WalletError)
