"""What events of watching mean: reports, what became of them, and strikes."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event

COMMITTED: Final = "committed"
REVEALED: Final = "revealed"
REPEATED: Final = "repeated"
LAPSED: Final = "lapsed"
CURED: Final = "cured"
UPHELD: Final = "upheld"
UNPROVEN: Final = "unproven"
FRIVOLOUS: Final = "frivolous"
EXPIRED: Final = "expired"
"""What became of a report."""
OUTCOMES: Final = {1: UPHELD, 2: UNPROVEN, 3: FRIVOLOUS, 4: EXPIRED}


def _committed(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add(
        "report",
        id=said["report"],
        reporter=said["reporter"],
        bond=said["bond"],
        committed=event.at,
        state=COMMITTED,
    )


def _revealed(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change(
        "report",
        said["report"],
        state=REVEALED,
        subject=said["subject"],
        company=said["company"],
        closed=said["closed_at"],
        amount=said["amount"],
        evidence=said["evidence_hash"],
        answer_by=said["answer_by"],
    )


def _answered(rows: Rows, event: Event) -> None:
    rows.change("report", event.fields["report"], answer=event.fields["answer_hash"])


def _ended(rows: Rows, event: Event) -> None:
    state = {"Repeated": REPEATED, "Lapsed": LAPSED, "Cured": CURED}[event.name]
    rows.change("report", event.fields["report"], state=state)


def _declared_after(rows: Rows, event: Event) -> None:
    rows.change("report", event.fields["report"], declared=event.fields["exit"])


def _ruled(rows: Rows, event: Event) -> None:
    said = event.fields
    state = OUTCOMES.get(said["outcome"], EXPIRED)
    rows.change("report", said["report"], state=state, gain=said["gain"])


def _struck(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.list(
        "strike",
        block=event.block,
        log=event.index,
        at=event.at,
        person=said["person"],
        cause=said["cause"],
        number=said["number"],
    )


FOLDS: Final = {
    "Committed": _committed,
    "Revealed": _revealed,
    "Repeated": _ended,
    "Lapsed": _ended,
    "Cured": _ended,
    "Answered": _answered,
    "DeclaredAfter": _declared_after,
    "Ruled": _ruled,
    "Struck": _struck,
}
