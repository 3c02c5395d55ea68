"""Folds: what each event means for the tables, one small function an event.

A fold sees the tables as all earlier events left them, and nothing else. Events that change no
table are not here; they are kept all the same, and Activity reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wallet.books import (
    folds_auction,
    folds_companies,
    folds_dollar,
    folds_ledger,
    folds_offering,
    folds_registry,
)
from wallet.books.store import Tables
from wallet.chain.logs import Event

Fold = Callable[[Tables, Event], None]
"""Raises KeyError when the event speaks of something that the tables do not know."""

FOLDS: Final[Mapping[tuple[str, str], Fold]] = {
    (contract, name): fold
    for contract, folds in (
        ("Registry", folds_registry.FOLDS),
        ("Ledger", folds_ledger.FOLDS),
        ("Offering", folds_offering.FOLDS),
        ("Auction", folds_auction.FOLDS),
        ("Companies", folds_companies.FOLDS),
        ("Dollar", folds_dollar.FOLDS),
    )
    for name, fold in folds.items()
}
