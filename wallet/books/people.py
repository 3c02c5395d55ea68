"""People: everyone on the network, and one person's page."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.companies import Debt, Exit, Stake
from wallet.books.persons import PersonRef
from wallet.books.raising import Offering
from wallet.books.token import HolderRow, PricePoint


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list. `raised` and `shared` are money; `auction` is when theirs ends."""

    person: PersonRef
    tagline: str
    country: int
    joined: int
    reference: int | None
    raised: int
    shared: int
    holders: int
    open_offering: int | None
    auction: int | None
    my_units: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything public about one person. `my_label` is one's own note of who they are."""

    row: PersonRow
    my_label: str
    expires: int
    level: str
    attestor: bool
    terms_hash: str
    issued_at: int | None
    own_units: int
    outside_units: int
    holders: tuple[HolderRow, ...]
    offerings: tuple[Offering, ...]
    history: tuple[PricePoint, ...]
    stakes: tuple[Stake, ...]
    exits: tuple[Exit, ...]
    debts: tuple[Debt, ...]
    holds: tuple[tuple[PersonRef, int], ...]
