"""My token: who holds me, what I have shared, and what a share has been worth."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One holder: since when, and when the last of their locked shares unlocks (None: none)."""

    person: PersonRef
    units: int
    permyriad: int
    since: int
    unlocks: int | None
    claimed: int
    claimable: int


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price at which the token changed hands: `kind` is offering or auction."""

    at: int
    price: int
    units: int
    money: int
    kind: str


@dataclass(frozen=True, slots=True)
class MyToken:
    """An issuer's own token. `face` is the address of its ERC-20 face, where one was made."""

    person: PersonRef
    name: str
    terms_hash: str
    issued_at: int
    reference: int | None
    own_units: int
    outside_units: int
    reserved_units: int
    holders: tuple[HolderRow, ...]
    shared_total: int
    unclaimed: int
    gains_total: int
    raised_total: int
    history: tuple[PricePoint, ...]
    face: str | None
