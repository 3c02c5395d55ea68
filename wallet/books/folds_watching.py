"""What events of watching mean: reports, what became of them, and strikes."""

from __future__ import annotations

from typing import Final

from wallet.books.store import Tables
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


def _committed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
        "report",
        id=said["report"],
        reporter=said["reporter"],
        bond=str(said["bond"]),
        committed=event.at,
        state=COMMITTED,
    )


def _revealed(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE report SET state = ?, subject = ?, company = ?, closed = ?, amount = ?,"
        " evidence = ?, answer_by = ? WHERE id = ?",
        REVEALED,
        said["subject"],
        said["company"],
        said["closed_at"],
        str(said["amount"]),
        said["evidence_hash"],
        said["answer_by"],
        said["report"],
    )


def _answered(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE report SET answer = ? WHERE id = ?", said["answer_hash"], said["report"])


def _ended(tables: Tables, event: Event) -> None:
    state = {"Repeated": REPEATED, "Lapsed": LAPSED, "Cured": CURED}[event.name]
    tables.run("UPDATE report SET state = ? WHERE id = ?", state, event.fields["report"])


def _declared_after(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE report SET declared = ? WHERE id = ?", said["exit"], said["report"])


def _ruled(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE report SET state = ?, gain = ? WHERE id = ?",
        OUTCOMES.get(said["outcome"], EXPIRED),
        str(said["gain"]),
        said["report"],
    )


def _struck(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add(
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
