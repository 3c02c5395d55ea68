"""Raising: offerings, the commitments in them, and what can be done with each now."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment in line. `number` counts from zero within its offering.

    `state` is committed, withdrawn, rejected, to take, over the maximum, taken or refunded.
    `allotted` are the units the line gives it after a successful close (None before).
    """

    number: int
    person: PersonRef
    units: int
    paid: int
    state: str
    can_withdraw_until: int
    allotted: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Offering:
    """An issuer selling own shares at one price.

    `status` is open, closing (the deadline has passed and nobody has closed it), succeeded or
    failed. `implied_value` is what the price makes of the whole person, `permyriad` the part of
    the person that the maximum is.
    """

    id: int
    issuer: PersonRef
    units_min: int
    units_max: int
    price: int
    opened: int
    deadline: int
    lockup: int
    terms_hash: str
    committed_units: int
    committed_money: int
    investors: int
    status: str
    closed_at: int | None
    sold_units: int
    taken_units: int
    entries: tuple[Entry, ...]
    my_entries: tuple[Entry, ...]
    proceeds_ready: int
    proceeds_paid: int
    proceeds_at: int | None
    implied_value: int
    permyriad: int
    failed_reason: str
