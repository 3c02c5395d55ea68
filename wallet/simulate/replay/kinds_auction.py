"""Events of auctions: orders, settlements, stops, and shares moved by a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from wallet.simulate.replay.kind import AUTHORITY, Event, Kind, Step, part_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_auction import SLOTS, Book, Clock
from wallet.simulate.replay.parts_cases import Buybacks
from wallet.simulate.replay.parts_compliance import Means, Resale
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_people import Person
from wallet.simulate.replay.parts_rules import Stop
from wallet.simulate.replay.parts_shares import Holding, Token
from wallet.simulate.replay.records import NO_PERMIT
from wallet.simulate.replay.storage import Ground, Spot, spot
from wallet.simulate.replay.touch import first_debts, paid, pays, someone, varied

FEW: Final = 8
"""Up to so many orders, each pair is a step of its own."""
PAIRS: Final = 40
"""Pairs of a step of a longer settlement."""


def _market(token: int) -> Iterator[Key]:
    """What every act in an auction looks at."""
    yield key(Clock, token)
    yield key(Book, token)
    yield key(Token, token)
    yield key(Holding, token, token)


def _maker(rules: Rules, token: int, person: int) -> Iterator[Key]:
    """What the end of somebody's order touches."""
    yield key(Holding, token, person)
    yield key(Means, person)
    yield from paid(rules, person)


def _crowded(rules: Rules, token: int, sells: bool) -> Iterator[Key]:
    """Whose order may have to make room: anyone's of a side that is full."""
    call = rules.auctions.calls.get(token)
    if call is None:
        return
    orders = call.sells if sells else call.buys
    if len(orders) >= SLOTS:
        for person in orders:
            yield from _maker(rules, token, person)


class Sell(Kind):
    """The actor offers shares: token, units, lowest."""

    name: ClassVar[str] = "sell"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        call = rules.auctions.calls.get(event["token"])
        return "into an auction" if call and call.running else "opening one"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _market(event["token"])
        yield from _maker(rules, event["token"], event.actor)
        yield from _crowded(rules, event["token"], True)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        order = (event["token"], event["units"], event["lowest"])
        yield Step("Auction", "sell", order, event.actor)


class Buy(Kind):
    """The actor asks for shares: token, units, highest."""

    name: ClassVar[str] = "buy"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return "back" if event.actor == event["token"] else "of another's"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _market(event["token"])
        yield key(Resale, event["token"])
        yield key(Holding, event["token"], event.actor)
        yield key(Matters, event.actor)
        yield key(Means, event.actor)
        yield from pays(rules, event.actor)
        yield from _crowded(rules, event["token"], False)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        order = (event["token"], event["units"], event["highest"], NO_PERMIT)
        yield Step("Auction", "buy", order, event.actor)


class WithdrawBuy(Kind):
    """The actor takes a buy back: token."""

    name: ClassVar[str] = "withdraw_order"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return first_debts(rules, event.actor)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _market(event["token"])
        yield from _maker(rules, event["token"], event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Auction", "withdraw", (event["token"],), event.actor)


class ReleaseBuy(Kind):
    """A buy that is too old for any auction is given back: token, person. Anyone may ask."""

    name: ClassVar[str] = "release_order"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return first_debts(rules, event["person"])

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _market(event["token"])
        yield from _maker(rules, event["token"], event["person"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Auction", "release", (event["token"], event["person"]), event.actor)


class Settle(Kind):
    """An auction that is over is settled, in as many steps as it takes: token. Anyone may."""

    name: ClassVar[str] = "settle"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        call = rules.auctions.calls.get(event["token"])
        if call is None:
            return "none"
        how = "after a run-on" if call.extended else "at its end"
        how = "ended by news" if call.cancelled else how
        return varied(how, first_debts(rules, *call.sells, *call.buys))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        token = event["token"]
        yield from _market(token)
        yield key(Resale, token)
        yield key(Buybacks, token)
        yield from someone(token)
        yield key(Matters, token)
        call = rules.auctions.calls.get(token)
        if call is not None:
            for person in {**call.sells, **call.buys}:
                yield from _maker(rules, token, person)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        book = part_of(parts, Book, event["token"])
        orders = len(book.sells) + len(book.buys)
        pairs = 1 if orders <= FEW else PAIRS
        for _ in range(orders // pairs + 2):
            yield Step("Auction", "settle", (event["token"], pairs), event.actor, again=True)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """How far a settlement in steps was: it stays behind, and says nothing any more."""
        yield spot("Auction", "settlement.priced", event["token"])
        yield spot("Auction", "settlement.partial", event["token"])


class Halt(Kind):
    """The authority stops a token: token, until."""

    name: ClassVar[str] = "halt"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Clock, event["token"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Auction", "halt", (event["token"], event["until"]), AUTHORITY)


class StopMarket(Kind):
    """The authority stops the market: until. Clocks move when they are next looked at."""

    name: ClassVar[str] = "stop_market"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Stop)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Rules", "stop_market", (event["until"],), AUTHORITY)


class Force(Kind):
    """Shares move by a decision: token, giver, taker, units."""

    name: ClassVar[str] = "force"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _market(event["token"])
        yield key(Person, event["taker"])
        yield key(Holding, event["token"], event["taker"])
        yield from _maker(rules, event["token"], event["giver"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        move = (event["token"], event["giver"], event["taker"], event["units"])
        yield Step("Auction", "force_transfer", move, AUTHORITY)


KINDS = (*(Sell(), Buy(), WithdrawBuy(), ReleaseBuy(), Settle(), Halt(), StopMarket(), Force()),)
