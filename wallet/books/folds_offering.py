"""What the offering's events mean: offerings, commitments in line, what was taken and paid out."""

from __future__ import annotations

from typing import Final

from wallet.books.holdings import assert_row
from wallet.books.store import Row, Tables
from wallet.chain.logs import Event

COMMITTED: Final = "committed"
WITHDRAWN: Final = "withdrawn"
REJECTED: Final = "rejected"
TAKEN: Final = "taken"
REFUNDED: Final = "refunded"

FAILURES: Final = {
    1: "The minimum was not reached.",
    2: "An exit was reported while it was open.",
    3: "The issuer was frozen or banned.",
}
"""Why an offering failed, by the contract's numbers."""


def _opened(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "offering",
        id=said["offering"],
        issuer=said["issuer"],
        units_min=str(said["units_min"]),
        units_max=str(said["units_max"]),
        price=str(said["price"]),
        opened=event.at,
        deadline=said["deadline"],
        regime=said["regime"],
        lockup=said["lockup"],
        terms_hash=said["terms_hash"],
    )


def _committed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "entry",
        offering=said["offering"],
        number=said["entry"],
        person=said["person"],
        units=str(said["units"]),
        paid=str(said["paid"]),
        at=event.at,
        state=COMMITTED,
    )


def _withdrawn(tables: Tables, event: Event) -> None:
    _state(tables, event, WITHDRAWN)


def _rejected(tables: Tables, event: Event) -> None:
    _state(tables, event, REJECTED)


def _refunded(tables: Tables, event: Event) -> None:
    said = event.fields
    entry = _entry(tables, said["offering"], said["entry"])
    # A part of a commitment that lay over the maximum goes back when the rest is taken.
    if entry["state"] != TAKEN:
        _state(tables, event, REFUNDED)


def _taken(tables: Tables, event: Event) -> None:
    said = event.fields
    _entry(tables, said["offering"], said["entry"])
    tables.run(
        "UPDATE entry SET state = ?, taken = ? WHERE offering = ? AND number = ?",
        TAKEN,
        str(said["units"]),
        said["offering"],
        said["entry"],
    )
    _ready(tables, said["offering"], said["paid"])


def _proceeds(tables: Tables, event: Event) -> None:
    said = event.fields
    offering = _offering(tables, said["offering"])
    proceeds = str(offering["proceeds"] + said["amount"])
    tables.run("UPDATE offering SET proceeds = ? WHERE id = ?", proceeds, said["offering"])
    _ready(tables, said["offering"], -said["amount"])


def _closed(tables: Tables, event: Event) -> None:
    said = event.fields
    left = said["sold"]
    line = "SELECT * FROM entry WHERE offering = ? AND state = ? ORDER BY number"
    for entry in tables.rows(line, said["offering"], COMMITTED):
        # The line is served in its order, up to what is sold; nobody behind the cut gets shares.
        allotted = min(left, entry["units"])
        left -= allotted
        tables.run(
            "UPDATE entry SET allotted = ? WHERE offering = ? AND number = ?",
            str(allotted),
            said["offering"],
            entry["number"],
        )
    tables.run(
        "UPDATE offering SET closed = ?, success = ?, sold = ? WHERE id = ?",
        event.at,
        int(said["success"]),
        str(said["sold"]),
        said["offering"],
    )


def _failed(tables: Tables, event: Event) -> None:
    said = event.fields
    reason = FAILURES.get(said["reason"], "")
    tables.run("UPDATE offering SET reason = ? WHERE id = ?", reason, said["offering"])


def _ready(tables: Tables, offering: int, by: int) -> None:
    """The issuer's money that rests in the offering."""
    ready = str(_offering(tables, offering)["ready"] + by)
    tables.run("UPDATE offering SET ready = ? WHERE id = ?", ready, offering)


def _state(tables: Tables, event: Event, state: str) -> None:
    said = event.fields
    _entry(tables, said["offering"], said["entry"])
    tables.run(
        "UPDATE entry SET state = ? WHERE offering = ? AND number = ?",
        state,
        said["offering"],
        said["entry"],
    )


def _offering(tables: Tables, offering: int) -> Row:
    return assert_row(tables.row("SELECT * FROM offering WHERE id = ?", offering))


def _entry(tables: Tables, offering: int, number: int) -> Row:
    return assert_row(
        tables.row("SELECT * FROM entry WHERE offering = ? AND number = ?", offering, number)
    )


FOLDS: Final = {
    "OfferingOpened": _opened,
    "Committed": _committed,
    "CommitmentWithdrawn": _withdrawn,
    "CommitmentRejected": _rejected,
    "OfferingClosed": _closed,
    "OfferingFailed": _failed,
    "Taken": _taken,
    "Refunded": _refunded,
    "ProceedsPaid": _proceeds,
}
