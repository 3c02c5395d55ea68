"""What the offering's events mean: offerings, commitments in line, what was taken and paid out."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
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


def _opened(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "offering",
        id=said["offering"],
        issuer=said["issuer"],
        units_min=said["units_min"],
        units_max=said["units_max"],
        price=said["price"],
        opened=event.at,
        deadline=said["deadline"],
        regime=said["regime"],
        lockup=said["lockup"],
        terms_hash=said["terms_hash"],
    )


def _committed(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "entry",
        offering=said["offering"],
        number=said["entry"],
        person=said["person"],
        units=said["units"],
        paid=said["paid"],
        at=event.at,
        state=COMMITTED,
    )


def _withdrawn(rows: Rows, event: Event) -> None:
    _state(rows, event, WITHDRAWN)


def _rejected(rows: Rows, event: Event) -> None:
    _state(rows, event, REJECTED)


def _refunded(rows: Rows, event: Event) -> None:
    said = event.fields
    # A part of a commitment that lay over the maximum goes back when the rest is taken.
    if rows.need("entry", said["offering"], said["entry"])["state"] != TAKEN:
        _state(rows, event, REFUNDED)


def _taken(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.need("entry", said["offering"], said["entry"])
    rows.change(
        "entry",
        said["offering"],
        said["entry"],
        state=TAKEN,
        taken=said["units"],
        serial=said["serial"],
    )
    _ready(rows, said["offering"], said["paid"])


def _proceeds(rows: Rows, event: Event) -> None:
    said = event.fields
    proceeds = rows.need("offering", said["offering"])["proceeds"] + said["amount"]
    rows.change("offering", said["offering"], proceeds=proceeds)
    _ready(rows, said["offering"], -said["amount"])


def _closed(rows: Rows, event: Event) -> None:
    said = event.fields
    left = said["sold"]
    for entry in rows.group("entry", said["offering"]):
        if entry["state"] == COMMITTED:
            # The line is served in its order, up to what is sold; nobody behind the cut gets any.
            allotted = min(left, entry["units"])
            left -= allotted
            rows.change("entry", said["offering"], entry["number"], allotted=allotted)
    rows.change(
        "offering",
        said["offering"],
        closed=event.at,
        success=int(said["success"]),
        sold=said["sold"],
    )


def _failed(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("offering", said["offering"], reason=FAILURES.get(said["reason"], ""))


def _ready(rows: Rows, offering: int, by: int) -> None:
    """The issuer's money that rests in the offering."""
    rows.change("offering", offering, ready=rows.need("offering", offering)["ready"] + by)


def _state(rows: Rows, event: Event, state: str) -> None:
    said = event.fields
    rows.need("entry", said["offering"], said["entry"])
    rows.change("entry", said["offering"], said["entry"], state=state)


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
