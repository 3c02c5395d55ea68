"""Folds: what each event means for the tables, one small function an event.

A fold sees the tables as all earlier events left them, and nothing else. Events that change no
table are not here; they are kept all the same, and Activity reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, NamedTuple

from wallet.base.addresses import ZERO
from wallet.books import (
    folds_auction,
    folds_companies,
    folds_compliance,
    folds_disputes,
    folds_dollar,
    folds_governing,
    folds_ledger,
    folds_offering,
    folds_registry,
    folds_watching,
)
from wallet.books.rows import Rows
from wallet.chain.logs import Event

NAMED: Final = (
    "person", "holder", "seller", "buyer", "issuer", "owner", "token", "sender", "receiver",
    "subject", "reporter", "author", "creditor", "opener", "disputer", "winner",
)  # fmt: skip
"""Fields of events that hold person ids; a token's is its issuer's."""
_BY_PAPER: Final = {
    "StakeAttested": "stake", "StakeAmended": "stake", "ExitAttested": "exit",
    "ExitDecided": "exit",
}  # fmt: skip
_WHOSE: Final = {
    "Authority": ("decision", ("subject", "author")),
    "Watching": ("report", ("subject", "reporter")),
}
"""Contracts whose events concern those of an earlier one: its table and columns."""
_BY_OFFERING: Final = ("Committed", "CommitmentWithdrawn", "Taken", "OfferingClosed")
"""Events that concern an issuer, though they name only the offering."""

QUIET: Final = frozenset(
    (("Ledger", "Paid"), ("Ledger", "Pulled"), ("Ledger", "Transfer"), ("Ledger", "Reserved"),
     ("Ledger", "HolderCounted"), ("Compliance", "InvestmentCounted"),
     ("Compliance", "RaiseCounted"), ("Registry", "MemberAdded"))
)  # fmt: skip
"""Events of which nobody is told, because others say the same: they are not listed under anyone."""

Fold = Callable[[Rows, Event], None]
"""Raises KeyError when the event speaks of something that the tables do not know."""

FOLDS: Final[Mapping[tuple[str, str], Fold]] = {
    (contract, name): fold
    for contract, folds in (
        ("Rules", folds_governing.RULES),
        ("Registry", folds_registry.FOLDS),
        ("Ledger", folds_ledger.FOLDS),
        ("Offering", folds_offering.FOLDS),
        ("Auction", folds_auction.FOLDS),
        ("Companies", folds_companies.FOLDS),
        ("Disputes", folds_disputes.FOLDS),
        ("Compliance", folds_compliance.FOLDS),
        ("Watching", folds_watching.FOLDS),
        ("Members", folds_governing.MEMBERS),
        ("Authority", folds_governing.AUTHORITY),
        ("Dollar", folds_dollar.FOLDS),
    )
    for name, fold in folds.items()
}


def involved(rows: Rows, event: Event) -> set[str]:
    """Whom an event names: ids of people (an offering names its issuer), or accounts, as text."""
    said = event.fields
    _fold, named, more = plan_of(event.contract, event.name)
    found = {one for name in named if (one := said.get(name))}
    if event.contract == "Dollar":
        found -= {ZERO}
    if more:
        found |= _further(rows, event)
    return {str(one) for one in found if one}


class Plan(NamedTuple):
    """What is done with an event: its fold, the fields that name somebody, whether more do."""

    fold: Fold | None
    named: tuple[str, ...]
    more: bool


@cache
def plan_of(contract: str, event: str) -> Plan:
    """What is done with the events of a contract that have a name."""
    from wallet.contracts.bindings import contract as binding

    inputs = binding(contract).events[event]["inputs"]
    # Some of those names are accounts elsewhere.
    named = [one["name"] for one in inputs if one["name"] in NAMED and one["type"] == "uint256"]
    if contract == "Dollar":
        named = [one["name"] for one in inputs if one["name"] in ("sender", "receiver")]
    quiet = (contract, event) in QUIET
    more = contract in ("Offering", "Companies", "Disputes", *_WHOSE) and not quiet
    return Plan(FOLDS.get((contract, event)), () if quiet else tuple(named), more)


def _further(rows: Rows, event: Event) -> set[int]:
    """Whom an event concerns that does not name them itself."""
    said = event.fields
    found: set[int] = set()
    if event.contract == "Offering" and event.name in _BY_OFFERING:
        found |= _told(rows, "offering", said["offering"], ("issuer",))
    if event.contract == "Companies" and "attestors" in said:
        found |= set(said["attestors"])
    paper = "exit" if event.contract == "Disputes" else _BY_PAPER.get(event.name)
    if paper is not None and paper in said:
        found |= _told(rows, paper, said[paper], ("owner",))
    if event.contract in _WHOSE:
        table, columns = _WHOSE[event.contract]
        found |= _told(rows, table, said.get(table, 0), columns)
    return found


def _told(rows: Rows, table: str, number: int, columns: tuple[str, ...]) -> set[int]:
    """Whom a paper that was published before concerns."""
    row = rows.get(table, number)
    return {row[one] for one in columns} if row else set()
