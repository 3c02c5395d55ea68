"""Distributions: what holders were given, what is still to claim, and what I shared myself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.books import holdings
from wallet.books.persons import PersonRef
from wallet.books.store import Row
from wallet.books.sums import outside, passes_on
from wallet.books.view import View

KINDS: Final = {1: "sale", 2: "claim", 3: "debt", 4: "gift"}
"""What a siphon came from, by the ledger's numbers."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What can be claimed of one token, and how much of it goes on to one's own holders."""

    token: PersonRef
    amount: int
    passes_on: int


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A claim that was made. `kept` is what was left after one's own holders' part."""

    at: int
    block: int
    tx: str
    token: PersonRef
    amount: int
    passed_on: int
    kept: int


@dataclass(frozen=True, slots=True)
class SharedRow:
    """What went to one's own holders. `kind` is sale, claim, debt or gift."""

    at: int
    block: int
    tx: str
    kind: str
    gain: int
    amount: int
    payer: PersonRef


@dataclass(frozen=True, slots=True)
class Distributions:
    """The page: to claim, received, shared, and credit that waits in the ledger."""

    claimable: tuple[ClaimRow, ...]
    received: tuple[ReceivedRow, ...]
    shared: tuple[SharedRow, ...]
    credit: int
    to_claim: int
    passes_on: int
    received_total: int
    shared_total: int


def distributions(view: View) -> Distributions:
    """What whoever looks can claim, has received and has shared, newest first."""
    me = view.me or 0
    claims = claimable_rows(view)
    received = view.tables.rows(
        "SELECT * FROM claim WHERE holder = ? ORDER BY block DESC, log DESC", me
    )
    shared = view.tables.rows(
        "SELECT * FROM share WHERE issuer = ? ORDER BY block DESC, log DESC", me
    )
    return Distributions(
        claimable=claims,
        received=tuple(_received(view, row) for row in received),
        shared=tuple(_shared(view, row) for row in shared),
        credit=credit_of(view),
        to_claim=sum(row.amount for row in claims),
        passes_on=sum(row.passes_on for row in claims),
        received_total=sum(row["amount"] for row in received),
        shared_total=sum(row["amount"] for row in shared),
    )


def claimable_rows(view: View) -> tuple[ClaimRow, ...]:
    """What can be claimed now, the most first."""
    me = view.me or 0
    ext = outside(view.tables, me)
    rows = view.tables.rows(
        "SELECT p.*, t.acc FROM position p JOIN token t ON t.id = p.token"
        " WHERE p.person = ? AND p.token != p.person",
        me,
    )
    found = [
        ClaimRow(view.person(row["token"]), amount, passes_on(amount, ext))
        for row in rows
        if (amount := holdings.claimable(row, row["acc"]))
    ]
    return tuple(sorted(found, key=lambda claim: (-claim.amount, claim.token.id)))


def credit_of(view: View) -> int:
    """Money that waits in the ledger for whoever looks."""
    row = view.tables.row("SELECT credit FROM person WHERE id = ?", view.me or 0)
    return row["credit"] if row else 0


def _received(view: View, row: Row) -> ReceivedRow:
    return ReceivedRow(
        at=row["at"],
        block=row["block"],
        tx=row["tx"],
        token=view.person(row["token"]),
        amount=row["amount"],
        passed_on=row["passed_on"],
        kept=row["amount"] - row["passed_on"],
    )


def _shared(view: View, row: Row) -> SharedRow:
    return SharedRow(
        at=row["at"],
        block=row["block"],
        tx=row["tx"],
        kind=KINDS.get(row["kind"], ""),
        gain=row["gain"],
        amount=row["amount"],
        payer=view.person(row["payer"]),
    )
