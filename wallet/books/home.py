"""Home: what I hold, what I am owed, what I owe, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class Holding:
    """One position. `permyriad` is the part of the person in hundredths of a percent.

    `value` and `gain` are at the reference price, None where there is none; `note` says what is
    unusual about the issuer's standing, or nothing.
    """

    token: PersonRef
    units: int
    permyriad: int
    cost: int
    value: int | None
    gain: int | None
    note: str
    claimable: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something that awaits this person.

    `kind` is one of debt, claim, offering, auction, settle, attestation, commitment, proceeds,
    credit, take, exit; `tone` accent, bronze or oxide. `action` is the word on its button, which
    opens `page` at `target` (an id that the page understands, 0 for the page itself).
    """

    kind: str
    tone: str
    sentence: str
    detail: str
    action: str
    page: str
    target: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The first page. Money in base units; None where the chain has not said yet.

    `net_worth` is at reference prices: dollars, credit, money in orders and commitments, what can
    be claimed less what passes on, and holdings that have a price, less what is owed.
    """

    person: PersonRef | None
    block: int
    at: int
    dollars: int | None
    in_orders: int
    credit: int
    net_worth: int | None
    gain_year: int | None
    to_claim: int
    to_claim_people: int
    owed: int
    owed_due: int | None
    owed_what: str
    holdings: tuple[Holding, ...]
    tasks: tuple[Task, ...]
