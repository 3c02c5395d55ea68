"""How positions and lots are moved: by the same arithmetic as the ledger's.

Every rounding here repeats one of the ledger's, so that the books agree with its views to the
base unit.
"""

from __future__ import annotations

from wallet.books.holdings import claimable
from wallet.books.rows import Record, Rows


def position(rows: Rows, token: int, person: int) -> Record:
    """The position of a person in a token, made empty where there was none."""
    return rows.get("position", token, person) or rows.add("position", token=token, person=person)


def settle(rows: Rows, token: int, person: int, change: int, at: int) -> Record:
    """Put aside what a position has earned, and change its units. Returns it."""
    held = position(rows, token, person)
    acc = rows.need("token", token)["acc"]
    units = held["units"] + change
    if units < 0:
        raise ValueError("more was sold than was held")
    rows.change(
        "position",
        token,
        person,
        units=units,
        pending=claimable(held, acc),
        checkpoint=0 if token == person else acc,
        since=held["since"] if held["units"] else at,
    )
    return held


def add_lot(
    rows: Rows,
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
    old = rows.get("lot", *key)
    token, person, serial = key
    rows.add(
        "lot",
        token=token,
        person=person,
        serial=serial,
        units=units + (old["units"] if old else 0),
        cost=cost + (old["cost"] if old else 0),
        paid=paid + (old["paid"] if old else 0),
        acquired=max(at, old["acquired"] if old else 0),
        unlocks=max(unlocks, old["unlocks"] if old else 0),
    )


def take_lots(rows: Rows, token: int, person: int, units: int, at: int) -> tuple[int, int]:
    """Take units out of the lots, first in, first out among those not locked.

    Returns the believed cost of what was taken and what was paid for it.
    """
    cost = paid = 0
    for lot in rows.group("lot", token, person):
        if not units:
            break
        if lot["unlocks"] > at:
            continue
        taken = min(units, lot["units"])
        part, bought_for = take_from_lot(rows, (token, person, lot["serial"]), taken)
        units -= taken
        cost += part
        paid += bought_for
    if units:
        raise ValueError("the lots hold less than was sold")
    return cost, paid


def take_from_lot(rows: Rows, key: tuple[int, int, int], units: int) -> tuple[int, int]:
    """Take units out of one lot (token, person, serial), locked or not.

    Returns the believed cost of what was taken and what was paid for it.
    """
    lot = rows.need("lot", *key)
    left = lot["units"] - units
    if left < 0:
        raise ValueError("the lot holds less than was taken")
    cost = lot["cost"] * units // lot["units"]
    paid = lot["paid"] * units // lot["units"]
    if not left:
        rows.drop("lot", *key)
    else:
        rows.change("lot", *key, units=left, cost=lot["cost"] - cost, paid=lot["paid"] - paid)
    return cost, paid
