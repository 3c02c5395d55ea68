"""Events of offerings: from the opening to the last share pulled and the last dollar given back.

An offering is told by its place in the model's list, from 0; its number on the chain is one more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from wallet.rules.compliance import Row
from wallet.rules.offerings import Raise
from wallet.simulate.replay.kind import Event, Kind, Step, part_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_compliance import (
    INVESTED_SIDE,
    RAISED,
    Invested,
    Means,
    Note,
    Resale,
    Year,
    lay_row,
    rows_now,
    rows_of,
)
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_offering import Entry, Offer, Raising, Taken
from wallet.simulate.replay.parts_people import Counts, Person, Purse
from wallet.simulate.replay.parts_shares import Holding, Token
from wallet.simulate.replay.records import HASH, NO_PERMIT
from wallet.simulate.replay.storage import Ground, Laid
from wallet.simulate.replay.touch import first_debts, paid, pays, returned, varied

STEPS: Final = 3
"""Into how many steps the close of a line that is too long is cut."""


def _deal(rules: Rules, event: Event) -> tuple[int, Raise]:
    """The number of an offering on the chain, and the model's own."""
    return event["offering"] + 1, rules.offerings.raises[event["offering"]]


class Open(Kind):
    """The actor offers own shares: least, most, price, deadline, lockup, row (a regime)."""

    name: ClassVar[str] = "offer"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, issuer = len(rules.offerings.raises) + 1, event.actor
        yield key(Counts)
        yield key(Offer, number)
        yield key(Note, number)
        yield key(Person, issuer)
        yield key(Purse, issuer)
        yield key(Matters, issuer)
        yield key(Raising, issuer)
        yield key(Token, issuer)
        yield key(Holding, issuer, issuer)
        yield key(Resale, issuer)
        yield key(Year, issuer, RAISED, *rows_now(event.at))

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        terms = (event["least"], event["most"], event["price"], event["deadline"])
        regime = ground.row(_row(event))
        yield Step("Offering", "open", (*terms, regime, event["lockup"], HASH), event.actor)

    def lays(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Laid]:
        """What has to be there besides: the regime."""
        yield from lay_row(ground, _row(event))


class Commit(Kind):
    """The actor lays money in an offering: offering, units."""

    name: ClassVar[str] = "commit"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        (number, deal), person = _deal(rules, event), event.actor
        yield key(Offer, number)
        yield key(Entry, number, len(deal.line))
        yield key(Person, deal.issuer)
        yield key(Note, number)
        yield key(Invested, number, person)
        yield key(Means, person)
        yield key(Year, person, INVESTED_SIDE, *rows_now(event.at))
        yield key(Token, deal.issuer)
        yield key(Holding, deal.issuer, person)
        yield from pays(rules, person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, event["units"], NO_PERMIT)
        yield Step("Offering", "commit", asked, event.actor)


class Withdraw(Kind):
    """The actor takes a commitment back: offering, place."""

    name: ClassVar[str] = "uncommit"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return first_debts(rules, event.actor)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        yield key(Offer, number)
        yield key(Entry, number, event["place"])
        yield key(Person, event.actor)
        yield from returned(rules, number, deal.line[event["place"]].person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, event["place"])
        yield Step("Offering", "withdraw", asked, event.actor)


class Reject(Kind):
    """The issuer refuses an investor: offering, place."""

    name: ClassVar[str] = "reject"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, _deal_of_it = _deal(rules, event)
        yield key(Offer, number)
        yield key(Entry, number, event["place"])
        yield key(Person, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, event["place"])
        yield Step("Offering", "reject", asked, event.actor)


class Close(Kind):
    """An offering is closed, in steps if its line is too long: offering. Anyone may."""

    name: ClassVar[str] = "close"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        deal = rules.offerings.raises[event["offering"]]
        return "oversubscribed" if deal.committed > deal.most else "with room"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        yield key(Offer, number)
        for place in range(len(deal.line)):
            yield key(Entry, number, place)
        yield key(Person, deal.issuer)
        yield key(Raising, deal.issuer)
        yield key(Token, deal.issuer)
        yield key(Holding, deal.issuer, deal.issuer)
        yield key(Note, number)
        yield key(Resale, deal.issuer)
        yield key(Year, deal.issuer, RAISED, *rows_of(deal.deadline))

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        number = event["offering"] + 1
        places = part_of(parts, Offer, number).entries // STEPS + 1
        for _ in range(STEPS + 1):
            yield Step("Offering", "close", (number, places), event.actor, again=True)


class Take(Kind):
    """Investors' shares are pulled for them: offering, places. Anyone may."""

    name: ClassVar[str] = "take"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        _number, deal = _deal(rules, event)
        people = (deal.line[place].person for place in event.args["places"])
        return first_debts(rules, *people)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        yield key(Offer, number)
        yield key(Person, deal.issuer)
        yield key(Raising, deal.issuer)
        yield key(Token, deal.issuer)
        yield key(Holding, deal.issuer, deal.issuer)
        if event.actor:
            yield key(Person, event.actor)
        for place in event.args["places"]:
            person = deal.line[place].person
            yield key(Entry, number, place)
            yield key(Taken, number, person)
            yield key(Holding, deal.issuer, person)
            yield from returned(rules, number, person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, list(event.args["places"]))
        yield Step("Offering", "take", asked, event.actor)


class Believe(Kind):
    """The cost counts of what was taken earlier: offering, places. Anyone may."""

    name: ClassVar[str] = "believe"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        yield key(Offer, number)
        yield key(Token, deal.issuer)
        for place in event.args["places"]:
            yield key(Entry, number, place)
            yield key(Holding, deal.issuer, deal.line[place].person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, list(event.args["places"]))
        yield Step("Offering", "believe", asked, event.actor)


class Refund(Kind):
    """Money is given back that buys no shares: offering, place. Anyone may ask."""

    name: ClassVar[str] = "refund"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        deal = rules.offerings.raises[event["offering"]]
        person = deal.line[event["place"]].person
        whose = "own" if person == event.actor else "for another"
        return varied(whose, deal.state, first_debts(rules, person))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        person = deal.line[event["place"]].person
        yield key(Offer, number)
        yield key(Entry, number, event["place"])
        yield key(Raising, deal.issuer)
        yield key(Token, deal.issuer)
        yield key(Holding, deal.issuer, deal.issuer)
        yield key(Holding, deal.issuer, person)
        if event.actor:
            yield key(Person, event.actor)
        yield from returned(rules, number, person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["offering"] + 1, event["place"])
        yield Step("Offering", "refund", asked, event.actor)


class Proceeds(Kind):
    """The issuer is paid for pulled shares: offering."""

    name: ClassVar[str] = "pay_out"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return first_debts(rules, event.actor)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, deal = _deal(rules, event)
        yield key(Offer, number)
        yield key(Person, event.actor)
        yield from paid(rules, deal.issuer)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Offering", "proceeds", (event["offering"] + 1,), event.actor)


class StateYear(Kind):
    """The actor files the year's statement."""

    name: ClassVar[str] = "state_year"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event.actor)
        yield key(Raising, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Companies", "state_year", (HASH,), event.actor)


def _row(event: Event) -> Row:
    """The regime of an offering that is opened."""
    row = event.args["row"]
    return row if isinstance(row, Row) else Row()


KINDS = (
    *(Open(), Commit(), Withdraw(), Reject(), Close(), Take(), Believe(), Refund(), Proceeds()),
    StateYear(),
)
