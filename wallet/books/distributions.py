"""Distributions: what holders were given, what is still to claim, and what I shared myself."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


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
