"""Every thing that there is in a network, by its key: for tests that look at all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wallet.simulate.replay.part import Key, Rules, key
from wallet.simulate.replay.parts_auction import Book, Clock
from wallet.simulate.replay.parts_cases import (
    Buybacks,
    Distributed,
    Exit,
    MadeWhole,
    Stake,
    Window,
)
from wallet.simulate.replay.parts_compliance import (
    INVESTED_SIDE,
    RAISED,
    Invested,
    Means,
    Note,
    Resale,
    Year,
    rows_now,
)
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_offering import Entry, Offer, Raising, Taken
from wallet.simulate.replay.parts_people import Counts, Person, Purse, Till
from wallet.simulate.replay.parts_rules import Stop
from wallet.simulate.replay.parts_shares import Holding, Token
from wallet.simulate.replay.parts_watching import (
    Answering,
    First,
    Pot,
    Record,
    Report,
    Struck,
    thing_of,
)


def everything(rules: Rules) -> Iterator[Key]:
    """All of it."""
    yield from ledger(rules)
    yield from markets(rules)
    yield from cases(rules)


def ledger(rules: Rules) -> Iterator[Key]:
    """People, money, shares, debts."""
    yield key(Till)
    yield key(Stop)
    yield key(Counts)
    for person in rules.network.people:
        yield key(Person, person)
        yield key(Purse, person)
        yield key(Matters, person)
    for token in rules.network.tokens:
        yield key(Token, token)
        for person in rules.network.people:
            yield key(Holding, token, person)


def markets(rules: Rules) -> Iterator[Key]:
    """Offerings, auctions, and what compliance counts."""
    rows = rows_now(rules.network.now)
    for person in rules.network.people:
        yield key(Means, person)
        yield key(Raising, person)
        yield key(Year, person, RAISED, *rows)
        yield key(Year, person, INVESTED_SIDE, *rows)
    for token in rules.network.tokens:
        yield key(Clock, token)
        yield key(Book, token)
        yield key(Resale, token)
        yield key(Buybacks, token)
    for number, deal in enumerate(rules.offerings.raises, start=1):
        yield key(Offer, number)
        yield key(Note, number)
        for place, entry in enumerate(deal.line):
            yield key(Entry, number, place)
            yield key(Taken, number, entry.person)
            yield key(Invested, number, entry.person)


def cases(rules: Rules) -> Iterator[Key]:
    """Stakes, exits, windows, reports, strikes."""
    companies: Any = rules.companies
    for stake in range(1, len(companies.stakes) + 1):
        yield key(Stake, stake)
    for exit_ in companies.exits:
        yield key(Exit, exit_)
        yield key(Window, exit_)
        yield key(Answering, exit_)
    for debt in rules.network.debts:
        yield key(Struck, debt)
    for issuer, backs in companies.buybacks.items():
        for place, back in enumerate(backs):
            yield key(Distributed, issuer, place)
            for exit_ in back.settled:
                yield key(MadeWhole, issuer, exit_, place)
    yield key(Pot)
    for person in rules.network.people:
        yield key(Record, person)
    for number, report in enumerate(rules.watching.reports, start=1):
        yield key(Report, number)
        yield key(First, thing_of(report))
