"""Raising: offerings, the commitments in them, and what can be done with each now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wallet.base.money import ALL_SHARES, money_of
from wallet.books.persons import PersonRef
from wallet.books.store import Row
from wallet.books.sums import permyriad
from wallet.books.view import View

SHOWN: Final = 100
"""So many open offerings are listed at once."""
_TAKING: Final = "FROM offering WHERE closed IS NULL AND deadline > ?"
DOCUMENT: Final = 2
"""The level of somebody whose document was checked, by the registry's numbers."""
IN_LINE: Final = ("committed", "to take", "over the maximum", "taken")


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment in line. `number` counts from zero within its offering.

    `state` is committed, withdrawn, rejected (its money waits to be taken back), to take, over
    the maximum, to refund, taken or refunded.
    `allotted` are the units the line gives it after a successful close (None before).
    `countable` says that its cost does not count yet, and could: the shares were taken before as
    many had taken theirs as make a price believed.
    """

    number: int
    person: PersonRef
    units: int
    paid: int
    state: str
    can_withdraw_until: int
    allotted: int | None
    at: int
    countable: bool = False


@dataclass(frozen=True, slots=True)
class Offering:
    """An issuer selling own shares at one price.

    `status` is open, closing (the deadline has passed and nobody has closed it), succeeded or
    failed. `regime` is the row of compliance. `implied_value` is what the price makes of the whole
    person, `permyriad` the part of the person that the maximum is.
    """

    id: int
    issuer: PersonRef
    units_min: int
    units_max: int
    price: int
    opened: int
    deadline: int
    withdraw_until: int
    lockup: int
    terms_hash: str
    committed_units: int
    committed_money: int
    investors: int
    status: str
    closed_at: int | None
    sold_units: int
    taken_units: int
    entries: tuple[Entry, ...]
    my_entries: tuple[Entry, ...]
    proceeds_ready: int
    proceeds_paid: int
    proceeds_at: int | None
    implied_value: int
    permyriad: int
    failed_reason: str
    regime: int = 0


def my_offerings(view: View) -> tuple[Offering, ...]:
    """One's own offerings, newest first."""
    if view.me is None:
        return ()
    rows = view.tables.rows("SELECT * FROM offering WHERE issuer = ? ORDER BY id DESC", view.me)
    return tuple(_offering(view, row) for row in rows)


def offerings_of(view: View, issuer: int) -> tuple[Offering, ...]:
    """Somebody's offerings, newest first."""
    rows = view.tables.rows("SELECT * FROM offering WHERE issuer = ? ORDER BY id DESC", issuer)
    return tuple(_offering(view, row) for row in rows)


def open_offerings(view: View, most: int = SHOWN) -> tuple[Offering, ...]:
    """Offerings that take commitments now, the one that ends first first; at most so many."""
    rows = view.tables.rows(f"SELECT * {_TAKING} ORDER BY deadline, id LIMIT ?", view.now, most)
    return tuple(_offering(view, row) for row in rows)


def open_count(view: View) -> int:
    """How many offerings take commitments now."""
    row = view.tables.row(f"SELECT count(*) AS n {_TAKING}", view.now)
    return row["n"] if row else 0


def invested_in(view: View) -> tuple[Offering, ...]:
    """Every offering in which whoever looks has a commitment, newest first."""
    rows = view.tables.rows(
        "SELECT * FROM offering WHERE id IN (SELECT offering FROM entry WHERE person = ?)"
        " ORDER BY id DESC",
        view.me or 0,
    )
    return tuple(_offering(view, row) for row in rows)


def offering(view: View, number: int) -> Offering | None:
    """One offering, or None."""
    row = view.tables.row("SELECT * FROM offering WHERE id = ?", number)
    return _offering(view, row) if row else None


def offering_of_terms(view: View, terms_hash: str) -> int | None:
    """The newest offering that names terms by their hash, or None."""
    row = view.tables.row(
        "SELECT id FROM offering WHERE terms_hash = ? ORDER BY id DESC LIMIT 1", terms_hash
    )
    return int(row["id"]) if row is not None else None


def money_in_offerings(view: View) -> int:
    """What whoever looks has laid in offerings and not taken out again in shares or money."""
    rows = view.tables.rows(
        "SELECT paid FROM entry WHERE person = ? AND state IN ('committed', 'rejected')",
        view.me or 0,
    )
    return sum(row["paid"] for row in rows)


def _offering(view: View, row: Row) -> Offering:
    lines = view.tables.rows("SELECT * FROM entry WHERE offering = ? ORDER BY number", row["id"])
    believed = _believed(view, row, lines)
    entries = tuple(_entry(view, row, line, believed) for line in lines)
    # After the close everybody who stood in line then still counts, taken or not.
    counted = [one for one in entries if one.state in IN_LINE]
    return Offering(
        id=row["id"],
        issuer=view.person(row["issuer"]),
        units_min=row["units_min"],
        units_max=row["units_max"],
        price=row["price"],
        opened=row["opened"],
        deadline=row["deadline"],
        withdraw_until=_withdraw_until(view, row),
        lockup=row["lockup"],
        terms_hash=row["terms_hash"],
        committed_units=sum(one.units for one in counted),
        committed_money=sum(one.paid for one in counted),
        investors=len({one.person.id for one in counted}),
        status=_status(row, view.now),
        closed_at=row["closed"],
        sold_units=row["sold"] or 0,
        taken_units=sum(line["taken"] for line in lines),
        entries=entries,
        my_entries=tuple(one for one in entries if view.is_me(one.person.id)),
        proceeds_ready=row["ready"],
        proceeds_paid=row["proceeds"],
        proceeds_at=row["closed"] + view.numbers["REST"] if row["success"] else None,
        implied_value=money_of(ALL_SHARES, row["price"]),
        permyriad=permyriad(row["units_max"]),
        failed_reason=row["reason"],
        regime=row["regime"],
    )


def _withdraw_until(view: View, row: Row) -> int:
    """Until when commitments can be withdrawn, by the number as it is now."""
    return int(row["deadline"]) - view.numbers["NO_WITHDRAWAL"]


def _status(row: Row, now: int) -> str:
    if row["closed"] is not None:
        return "succeeded" if row["success"] else "failed"
    return "open" if now < row["deadline"] else "closing"


def _believed(view: View, offered: Row, lines: Sequence[Row]) -> bool:
    """Whether the price counts as cost: `is_believed` of `offering_line.vy`."""
    took: Counter[int] = Counter()
    for line in lines:
        if line["state"] == "taken":
            took[line["person"]] += line["taken"]
    if not took:
        return False
    people = view.tables.rows(
        f"SELECT count(*) AS n FROM person WHERE level = {DOCUMENT} AND id IN"
        " (SELECT person FROM entry WHERE offering = ? AND state = 'taken')",
        offered["id"],
    )
    taken = sum(took.values())
    waits = (offered["sold"] or 0) - taken
    enough = people[0]["n"] >= view.numbers["FEWEST_BUYERS"]
    return bool(enough and 2 * max(took.values()) + waits <= taken)


def _countable(view: View, offered: Row, line: Row) -> bool:
    """Whether a purchase is still a lot by itself whose cost counts as nothing."""
    lot = view.tables.row(
        "SELECT units, cost FROM lot WHERE token = ? AND person = ? AND serial = ?",
        offered["issuer"],
        line["person"],
        line["serial"] or 0,
    )
    return lot is not None and not lot["cost"] and lot["units"] <= line["taken"]


def _entry(view: View, offered: Row, line: Row, believed: bool) -> Entry:
    state = line["state"]
    if state == "committed" and offered["closed"] is not None:
        if not offered["success"]:
            state = "to refund"
        else:
            state = "to take" if line["allotted"] else "over the maximum"
    return Entry(
        number=line["number"],
        person=view.person(line["person"]),
        units=line["units"],
        paid=line["paid"],
        state=state,
        can_withdraw_until=_withdraw_until(view, offered),
        allotted=line["allotted"],
        at=line["at"],
        countable=believed and state == "taken" and _countable(view, offered, line),
    )
