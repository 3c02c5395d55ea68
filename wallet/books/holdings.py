"""Positions and lots as the tables have them, and what they have earned: rounded as in the ledger.

How events move them is in `folds_lots`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wallet.books.store import Row, Tables

ACC_BITS: Final = 128
"""An accumulator counts money per base unit of a share, times 2**128."""

Held = Row | Mapping[str, Any]
"""A position, as the file or a fold has it."""


def position(tables: Tables, token: int, person: int) -> Row:
    """The position of a person in a token. Raises KeyError where there never was one."""
    found = tables.row("SELECT * FROM position WHERE token = ? AND person = ?", token, person)
    return _there(found)


def accumulator(tables: Tables, token: int) -> int:
    """What a base unit of the token has earned so far, times 2**128. Raises KeyError."""
    return int(_there(tables.row("SELECT acc FROM token WHERE id = ?", token))["acc"])


def accrued(held: Held, acc: int) -> int:
    """Money that a position earned since its checkpoint, rounded down."""
    if held["token"] == held["person"]:
        return 0
    return int(held["units"] * (acc - held["checkpoint"]) >> ACC_BITS)


def claimable(held: Held, acc: int) -> int:
    """What a claim would bring, before the part of the holder's own holders."""
    return int(held["pending"]) + accrued(held, acc)


def lots(tables: Tables, token: int, person: int) -> list[Row]:
    """The lots of a position that still hold something, oldest first."""
    return tables.rows(
        "SELECT * FROM lot WHERE token = ? AND person = ? ORDER BY serial", token, person
    )


def locked(rows: list[Row], now: int) -> int:
    """Units of lots that may not be sold yet."""
    return sum(lot["units"] for lot in rows if lot["unlocks"] > now)


def _there(row: Row | None) -> Row:
    if row is None:
        raise KeyError("unknown to the books")
    return row
