"""Positions and lots in the tables, moved by the same arithmetic as the ledger's.

Every rounding here repeats one of the ledger's, so that the books agree with its views to the
base unit.
"""

from __future__ import annotations

from typing import Final

from wallet.base.money import ALL_SHARES
from wallet.books.store import Row, Tables

ACC_BITS: Final = 128
"""An accumulator counts money per base unit of a share, times 2**128."""


def position(tables: Tables, token: int, person: int) -> Row:
    """The position of a person in a token, made empty where there was none."""
    found = _position(tables, token, person)
    if found is None:
        tables.add("position", token=token, person=person)
        found = _position(tables, token, person)
    return assert_row(found)


def accumulator(tables: Tables, token: int) -> int:
    """What a base unit of the token has earned so far, times 2**128. Raises KeyError."""
    row = tables.row("SELECT acc FROM token WHERE id = ?", token)
    return int(assert_row(row)["acc"])


def accrued(held: Row, acc: int) -> int:
    """Money that a position earned since its checkpoint, rounded down."""
    if held["token"] == held["person"]:
        return 0
    return int(held["units"] * (acc - held["checkpoint"]) >> ACC_BITS)


def claimable(held: Row, acc: int) -> int:
    """What a claim would bring, before the part of the holder's own holders."""
    return int(held["pending"]) + accrued(held, acc)


def share_gain(tables: Tables, issuer: int, gain: int) -> None:
    """Owe an issuer's holders their part of a gain."""
    acc = accumulator(tables, issuer) + (gain << ACC_BITS) // ALL_SHARES
    tables.run("UPDATE token SET acc = ? WHERE id = ?", str(acc), issuer)


def settle(tables: Tables, token: int, person: int, change: int, at: int) -> Row:
    """Put aside what a position has earned, and change its units. Returns it as it was."""
    held = position(tables, token, person)
    acc = accumulator(tables, token)
    units = held["units"] + change
    if units < 0:
        raise ValueError("more was sold than was held")
    tables.run(
        "UPDATE position SET units = ?, pending = ?, checkpoint = ?, since = ?"
        " WHERE token = ? AND person = ?",
        str(units),
        str(claimable(held, acc)),
        "0" if token == person else str(acc),
        held["since"] if held["units"] else at,
        token,
        person,
    )
    return held


def add_lot(
    tables: Tables,
    key: tuple[int, int, int],
    units: int,
    cost: int,
    paid: int,
    at: int,
    unlocks: int,
) -> None:
    """Add a purchase to the lot (token, person, serial), new or there before.

    Where it joins one, the later dates hold.
    """
    old = tables.row("SELECT * FROM lot WHERE token = ? AND person = ? AND serial = ?", *key)
    token, person, serial = key
    tables.add(
        "lot",
        token=token,
        person=person,
        serial=serial,
        units=str(units + (old["units"] if old else 0)),
        cost=str(cost + (old["cost"] if old else 0)),
        paid=str(paid + (old["paid"] if old else 0)),
        acquired=max(at, old["acquired"] if old else 0),
        unlocks=max(unlocks, old["unlocks"] if old else 0),
    )


def take_lots(tables: Tables, token: int, person: int, units: int, at: int) -> tuple[int, int]:
    """Take units out of the lots, first in, first out among those not locked.

    Returns the believed cost of what was taken and what was paid for it.
    """
    cost = paid = 0
    for lot in lots(tables, token, person):
        if not units:
            break
        if lot["unlocks"] > at:
            continue
        taken = min(units, lot["units"])
        part, bought_for = take_from_lot(tables, (token, person, lot["serial"]), taken)
        units -= taken
        cost += part
        paid += bought_for
    if units:
        raise ValueError("the lots hold less than was sold")
    return cost, paid


def take_from_lot(tables: Tables, key: tuple[int, int, int], units: int) -> tuple[int, int]:
    """Take units out of one lot (token, person, serial), locked or not.

    Returns the believed cost of what was taken and what was paid for it.
    """
    lot = assert_row(
        tables.row("SELECT * FROM lot WHERE token = ? AND person = ? AND serial = ?", *key)
    )
    left = lot["units"] - units
    if left < 0:
        raise ValueError("the lot holds less than was taken")
    cost = lot["cost"] * units // lot["units"]
    paid = lot["paid"] * units // lot["units"]
    if not left:
        tables.run("DELETE FROM lot WHERE token = ? AND person = ? AND serial = ?", *key)
    else:
        tables.run(
            "UPDATE lot SET units = ?, cost = ?, paid = ?"
            " WHERE token = ? AND person = ? AND serial = ?",
            str(left),
            str(lot["cost"] - cost),
            str(lot["paid"] - paid),
            *key,
        )
    return cost, paid


def lots(tables: Tables, token: int, person: int) -> list[Row]:
    """The lots of a position that still hold something, oldest first."""
    return tables.rows(
        "SELECT * FROM lot WHERE token = ? AND person = ? ORDER BY serial", token, person
    )


def locked(rows: list[Row], now: int) -> int:
    """Units of lots that may not be sold yet."""
    return sum(lot["units"] for lot in rows if lot["unlocks"] > now)


def assert_row(row: Row | None) -> Row:
    """The row itself; KeyError where an event speaks of something unknown."""
    if row is None:
        raise KeyError("unknown to the books")
    return row


def _position(tables: Tables, token: int, person: int) -> Row | None:
    return tables.row("SELECT * FROM position WHERE token = ? AND person = ?", token, person)
