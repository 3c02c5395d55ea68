"""What acts have in common that they touch: money on its way to somebody, news, an offering's end.

Each function names things by their keys. Naming too much costs words to lay; naming too little is
seen, because every word that the chain changes has to belong to something that was named.
"""

from __future__ import annotations

from collections.abc import Iterator

from wallet.simulate.replay.part import Key, Rules, key
from wallet.simulate.replay.parts_auction import Book, Clock
from wallet.simulate.replay.parts_compliance import (
    INVESTED_SIDE,
    RAISED,
    Invested,
    Means,
    Note,
    Year,
    rows_of,
)
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_offering import Offer, Raising, number_of
from wallet.simulate.replay.parts_people import Person, Purse, Till
from wallet.simulate.replay.parts_shares import Holding, Token


def first_debts(rules: Rules, *people: int) -> str:
    """ "debts first" if money on its way to one of these pays an overdue debt; else ""."""
    late = any(rules.network.overdue_debts(person) for person in people if person)
    return "debts first" if late else ""


def varied(*words: str) -> str:
    """What distinguishes a variety, in words."""
    return ", ".join(word for word in words if word)


def someone(person: int) -> Iterator[Key]:
    """A person and their money."""
    if person:
        yield key(Person, person)
        yield key(Purse, person)


def gains(rules: Rules, person: int) -> Iterator[Key]:
    """What a gain of somebody is shared by: their own token, if they have one."""
    if person in rules.network.tokens:
        yield key(Token, person)
        yield key(Holding, person, person)


def owes(rules: Rules, person: int) -> Iterator[Key]:
    """What somebody owes, and what decides whether it can be paid."""
    yield key(Matters, person)
    yield key(Raising, person)
    if person in rules.auctions.calls:
        yield key(Clock, person)  # a debt that is paid in full is news


def paid(rules: Rules, person: int) -> Iterator[Key]:
    """What money on its way to somebody touches: overdue debts take their part of it first."""
    yield key(Till)
    yield from someone(person)
    yield from owes(rules, person)
    yield from gains(rules, person)
    creditors = {debt.creditor for debt in rules.network.overdue_debts(person)} - {0}
    for creditor in sorted(creditors):
        yield from someone(creditor)
        yield from gains(rules, creditor)


def pays(rules: Rules, person: int) -> Iterator[Key]:
    """What somebody's own payment into the ledger touches."""
    yield key(Till)
    yield from someone(person)


def told(rules: Rules, token: int) -> Iterator[Key]:
    """What news of an issuer touches: the clock of the auction, and the prices of its sells."""
    yield key(Clock, token)
    yield key(Book, token)


def failing(rules: Rules, issuer: int) -> Iterator[Key]:
    """What an exit does to an issuer's offerings: one that is open fails."""
    yield key(Raising, issuer)
    deal = rules.offerings.open_of(issuer)
    if deal is not None:
        number = number_of(rules, deal)
        yield key(Offer, number)
        yield key(Note, number)
        yield key(Year, issuer, RAISED, *rows_of(deal.deadline))
        yield from gains(rules, issuer)


def returned(rules: Rules, offering: int, person: int) -> Iterator[Key]:
    """What money touches that comes back out of an offering."""
    deadline = rules.offerings.raises[offering - 1].deadline
    yield key(Note, offering)
    yield key(Invested, offering, person)
    yield key(Means, person)
    yield key(Year, person, INVESTED_SIDE, *rows_of(deadline))
    yield from paid(rules, person)
