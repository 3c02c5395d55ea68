"""The events behind things: all about one person, about one raise or debt, and one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.clock import date_of
from wallet.base.money import dollars
from wallet.books.activity import ActivityRow, row_of
from wallet.books.documents import EXIT, STAKE, TERMS, Documents
from wallet.books.happened import tell
from wallet.books.store import OF_WHOM, event_of
from wallet.books.terms import terms_text
from wallet.books.view import View
from wallet.chain.logs import Event

THINGS: Final = ("offering", "stake", "exit", "debt", "decision", "report")
"""What events name by a field of the same name."""
AUCTION: Final = "auction"
HOLDER: Final = "holder"
QUOTE: Final = "quote"
EVERYTHING: Final = ""
MOST_READ: Final = 20_000
"""Events of one person that are looked through."""
_SIDES: Final = ("person", "holder", "buyer", "seller", "receiver", "sender")
_NAMED: Final = f"SELECT e.* {OF_WHOM}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document behind an event, as far as it is on this machine or on the chain."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """Everything that one transaction did, in sentences, and the papers that it names."""

    tx: str
    block: int
    at: int
    sentences: tuple[str, ...]
    papers: tuple[Paper, ...]


def happened(
    view: View, person: int, thing: str = EVERYTHING, number: int = 0, most: int = 200
) -> tuple[ActivityRow, ...]:
    """What happened to a person, or to one thing of theirs, newest first.

    `thing` is one of `THINGS` with its number; `auction` with its number; `holder` with the id of
    who holds their token; `quote` with the block in which a reference price was set.
    """
    found: list[ActivityRow] = []
    sql = f"{_NAMED} ORDER BY i.block DESC, i.log DESC LIMIT ?"
    span = _span(view, person, number) if thing == AUCTION else (0, 0)
    for row in view.tables.db.execute(sql, (str(person), MOST_READ)):
        event = event_of(row)
        if not _about(event, person, thing, number, span):
            continue
        told = tell(view, event)
        if told is not None:
            found.append(row_of(event, told))
        if len(found) == most:
            break
    return tuple(found)


def transaction(view: View, documents: Documents, block: int, tx: str) -> Transaction | None:
    """What a transaction of a block did, None where the books know nothing of it."""
    rows = view.tables.rows(
        "SELECT * FROM event WHERE block = ? AND tx = ? ORDER BY log LIMIT 500", block, tx
    )
    if not rows:
        return None
    events = [event_of(row) for row in rows]
    told = [one.sentence for event in events if (one := tell(view, event)) is not None]
    papers = [paper for event in events for paper in _papers(view, documents, event)]
    return Transaction(
        tx, block, rows[0]["at"], tuple(dict.fromkeys(told)), tuple(dict.fromkeys(papers))
    )


def _about(event: Event, person: int, thing: str, number: int, span: tuple[int, int]) -> bool:
    said = event.fields
    if thing == EVERYTHING:
        return True
    if thing in THINGS:
        return bool(said.get(thing) == number)
    if said.get("token") != person:
        return False
    if thing == HOLDER:
        return number in (said.get(side) for side in _SIDES)
    if thing == QUOTE:
        return event.block == number
    trades = event.contract == "Auction" or event.name in ("Sold", "ReferenceSet")
    return thing == AUCTION and trades and span[0] <= event.block <= span[1]


def _span(view: View, token: int, number: int) -> tuple[int, int]:
    """From the first block of an auction to its last; zeros where it is not known."""
    row = view.tables.row(
        "SELECT start, settled FROM auction WHERE token = ? AND number = ?", token, number
    )
    if row is None:
        return 0, 0
    until = view.now if row["settled"] is None else row["settled"]
    blocks = view.tables.row(
        f"SELECT min(e.block) AS first, max(e.block) AS last {OF_WHOM} AND e.at BETWEEN ? AND ?",
        str(token),
        row["start"],
        until,
    )
    return (blocks["first"] or 0, blocks["last"] or 0) if blocks else (0, 0)


def _papers(view: View, documents: Documents, event: Event) -> Iterator[Paper]:
    said: Mapping[str, Any] = event.fields

    def kept(kind: str, field: str) -> dict[str, Any] | None:
        named = said.get(field)
        return documents.find(kind, named) if isinstance(named, str) else None

    terms = str((kept(TERMS, "terms_hash") or {}).get("text", ""))
    if not terms and (event.contract, event.name) == ("Ledger", "Issued"):
        terms = terms_text(view, said["token"]) or ""
    if terms:
        yield Paper("The terms", terms)
    if stake := kept(STAKE, "commitment"):
        yield Paper("What was declared", _lines(stake))
    if papers := kept(EXIT, "evidence_hash"):
        yield Paper("The papers of the exit", _lines(papers))


_LABELS: Final = {
    "company": "Company",
    "units": "Units",
    "cost": "Cost",
    "acquired": "Acquired",
    "proceeds": "Proceeds",
    "selling_costs": "Selling costs",
    "sellingCosts": "Selling costs",
    "closed_at": "Closed",
    "closedAt": "Closed",
    "statement": "Statement",
}
_MONEY: Final = ("cost", "proceeds", "selling_costs", "sellingCosts")
_DATES: Final = ("acquired", "closed_at", "closedAt")


def _lines(body: Mapping[str, Any]) -> str:
    """What a private document says, without its salts."""
    found = []
    for key, label in _LABELS.items():
        value = body.get(key)
        if value is None:
            continue
        number = int(value) if str(value).isdecimal() and len(str(value)) < 40 else None
        if number is not None and key in _MONEY:
            found.append(f"{label}: {dollars(number)}")
        elif number is not None and key in _DATES:
            found.append(f"{label}: {date_of(number)}")
        else:
            found.append(f"{label}: {value}")
    return "\n".join(found)
