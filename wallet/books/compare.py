"""Two people side by side: the figures of their pages that can be set against each other."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.base.money import ALL_SHARES, money_of
from wallet.books.folds_watching import UPHELD
from wallet.books.people import PersonPage, person
from wallet.books.persons import PersonRef
from wallet.books.record import Promptness
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class Side:
    """A person in a comparison. None stands for what is not known.

    `value` is all of the person at the reference price; `largest` the largest holder's part of
    what others hold, in hundredths of a per cent; `traded` what changed hands in auctions.
    """

    person: PersonRef
    level: str
    joined: int
    reference: int | None
    value: int | None
    raised: int | None
    shared: int | None
    outside: int | None
    holders: int
    largest: int | None
    raises: int
    raises_failed: int
    auctions: int
    traded: int
    stakes: int
    stakes_attested: int
    exits: int
    promptness: Promptness
    strikes: int
    cases: int
    upheld: int
    stated: int | None
    my_units: int


def compare(view: View, first: int, second: int) -> tuple[Side, Side] | None:
    """Two people side by side; None where one of them is not known."""
    one, other = person(view, first), person(view, second)
    return (_side(one), _side(other)) if one is not None and other is not None else None


def _side(page: PersonPage) -> Side:
    row, record = page.row, page.record
    ended = [one for one in page.offerings if one.closed_at is not None]
    spread = record.concentration
    return Side(
        person=row.person,
        level=page.level,
        joined=row.joined,
        reference=row.reference,
        value=money_of(ALL_SHARES, row.reference) if row.reference else None,
        raised=row.raised,
        shared=row.shared,
        outside=page.outside_units,
        holders=row.holders,
        largest=spread.largest if spread else None,
        raises=len([one for one in ended if one.status == "succeeded"]),
        raises_failed=len([one for one in ended if one.status == "failed"]),
        auctions=len([one for one in page.auctions if one.units]),
        traded=sum(one.money for one in page.auctions),
        stakes=len(page.stakes),
        stakes_attested=len([one for one in page.stakes if one.attested_at is not None]),
        exits=len(page.exits),
        promptness=record.promptness,
        strikes=len(record.strikes),
        cases=len(record.cases),
        upheld=len([one for one in record.reports if one.state == UPHELD]),
        stated=record.stated,
        my_units=row.my_units,
    )
