"""A token's auction: its clock, and the book of its orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from wallet.rules.clearing import Order as ModelOrder
from wallet.rules.order_book import Call
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Storage, spot
from wallet.simulate.replay.words import CLOCK, DISPLACED, HEAD, ORDER, TIMES

SLOTS: Final = 64
SEATS: Final = 4
"""Orders of each side whose makers share a word."""
SELL, BUY = 1, 2
MOST_PRICE: Final = 2**64 - 1


@dataclass(frozen=True)
class Clock(Part):
    """When an auction opened and ends, what news did to it, and when the last one was settled."""

    title: ClassVar[str] = "the auction of token {0}"

    opened: int = 0
    """0: none runs."""
    end: int = 0
    start: int = 0
    """Of the time in which a buy is early; like the end, 0 for an auction that news has ended."""
    halted_until: int = 0
    last_settled: int = 0
    last_news: int = 0
    restarts: int = 0
    extended: bool = False
    cancelled: bool = False
    reported: bool = False
    """The issuer has reported an exit that was news."""
    seen: int = field(default=0, compare=False)
    """Seconds of all stops of the market so far: they moved this clock already."""

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        call = rules.auctions.calls.get(key[0])
        halted = rules.auctions.stops.halted_until(key[0])
        reported = key[0] in rules.auctions.reported
        seen = sum(end - start for start, end in rules.auctions.stops.market)
        if call is None:
            return cls(halted_until=halted, reported=reported, seen=seen)
        settled, news = call.last_settled or 0, call.last_issuer_news or 0
        kept = cls(0, 0, 0, halted, settled, news, 0, False, False, reported, seen)
        if not call.running:
            return kept
        goes_on = not call.cancelled
        return cls(
            call.opened,
            rules.auctions.end(call) if goes_on else 0,
            _start(rules, call) if goes_on else 0,
            *(halted, settled, news, call.restarts, call.extended, call.cancelled, reported, seen),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it, moved by all stops of the market so far."""
        word = CLOCK.pack(
            opened=self.opened,
            start=self.start,
            end=self.end,
            halted_until=self.halted_until,
            last_settled=self.last_settled,
            last_news=self.last_news,
            restarts=self.restarts,
            extended=self.extended,
            cancelled=self.cancelled,
            reported=self.reported,
            seen=self.seen,
        )
        yield spot("Auction", "order_book.clocks", key[0]), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = CLOCK.unpack(storage.at("Auction", "order_book.clocks", key[0]))
        kept = (word["halted_until"], word["last_settled"], word["last_news"])
        reported = bool(word["reported"])
        if not word["opened"]:
            return cls(0, 0, 0, *kept, 0, False, False, reported)
        goes_on = not word["cancelled"]
        return cls(
            word["opened"],
            word["end"] if goes_on else 0,
            word["start"] if goes_on else 0,
            *kept,
            word["restarts"],
            bool(word["extended"]),
            bool(word["cancelled"]),
            reported,
        )


def _start(rules: Rules, call: Call) -> int:
    """When an auction began, later for each stop that began while buys were early."""
    stops, early = rules.auctions.stops, rules.auctions.numbers.early
    start = at = call.start
    for begins, ends in sorted([*stops.market, *stops.tokens.get(call.token.issuer, [])]):
        since = max(begins, at)
        if ends > since:
            if since <= start + early:
                start += ends - since
            at = ends
    return start


@dataclass(frozen=True)
class Order:
    """One person's order. Of a sell the price is the lowest as it is now, with what news added."""

    person: int
    units: int
    price: int
    turn: int
    placed: int
    expires: int
    slot: int
    marked: bool
    """Of a sell: the maker was banned before; of a buy: its money counts without a document."""


@dataclass(frozen=True)
class Book(Part):
    """The orders of a token by their turns, and the best prices that had to make room."""

    title: ClassVar[str] = "the orders of token {0}"

    sells: tuple[Order, ...] = ()
    buys: tuple[Order, ...] = ()
    turns: int = 0
    displaced_sell: int = 0
    displaced_buy: int = 0

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        call = rules.auctions.calls.get(key[0])
        if call is None:
            return cls()
        return cls(
            tuple(_order(one, SELL) for one in sorted(call.sells.values(), key=_turn)),
            tuple(_order(one, BUY) for one in sorted(call.buys.values(), key=_turn)),
            call.turns,
            call.gone_sell or 0,
            call.gone_buy or 0,
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it, with nothing raised since the orders were placed."""
        head = HEAD.pack(
            sells=sum(1 << one.slot for one in self.sells),
            buys=sum(1 << one.slot for one in self.buys),
            next_seq=self.turns,
            displaced=bool(self.displaced_sell or self.displaced_buy),
        )
        yield spot("Auction", "order_book.heads", key[0]), head
        displaced = DISPLACED.pack(buy=self.displaced_buy, sell=self.displaced_sell)
        yield spot("Auction", "order_book.displaced", key[0]), displaced
        seats = [0] * (SLOTS // SEATS)
        for side, orders in ((SELL, self.sells), (BUY, self.buys)):
            for one in orders:
                seats[one.slot // SEATS] |= one.person << _seat(side, one.slot)
                order = ORDER.pack(
                    units=one.units,
                    price=one.price,
                    seq=one.turn - 1,  # the contract counts from 0
                    times=TIMES.pack(placed=one.placed, expires=one.expires),
                    slot=one.slot,
                    side=side,
                    mark=one.marked,
                )
                yield spot("Auction", "order_book.orders", key[0], one.person), order
        for place, word in enumerate(seats):
            yield spot("Auction", "order_book.seats", key[0], place), word

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        head = HEAD.unpack(storage.at("Auction", "order_book.heads", key[0]))
        gone = DISPLACED.unpack(storage.at("Auction", "order_book.displaced", key[0]))
        sides: dict[int, list[Order]] = {SELL: [], BUY: []}
        for slot in range(SLOTS):
            seats = storage.at("Auction", "order_book.seats", key[0], slot // SEATS)
            for side, taken in ((SELL, head["sells"]), (BUY, head["buys"])):
                if taken >> slot & 1:
                    person = seats >> _seat(side, slot) & (2**32 - 1)
                    word = storage.at("Auction", "order_book.orders", key[0], person)
                    sides[side].append(_read_order(person, word, head["raised"]))
        return cls(
            tuple(sorted(sides[SELL], key=_turn_of)),
            tuple(sorted(sides[BUY], key=_turn_of)),
            head["next_seq"],
            gone["sell"] if head["displaced"] else 0,
            gone["buy"] if head["displaced"] else 0,
        )


def _turn(order: ModelOrder) -> int:
    return order.turn


def _turn_of(order: Order) -> int:
    return order.turn


def _seat(side: int, slot: int) -> int:
    """Which bits of a word of seats are a slot's."""
    return ((side - 1) * SEATS + slot % SEATS) * 32


def _order(order: ModelOrder, side: int) -> Order:
    """An order as the model keeps it."""
    times = (order.placed, order.expires) if side == BUY else (0, 0)
    marked = order.counted if side == BUY else order.after_ban
    return Order(
        order.person, order.units, order.limit, order.turn, *times, slot=order.slot, marked=marked
    )


def _read_order(person: int, word: int, raised: int) -> Order:
    """An order as the contract keeps it."""
    said = ORDER.unpack(word)
    sells, times, price = said["side"] == SELL, TIMES.unpack(said["times"]), said["price"]
    return Order(
        person,
        said["units"],
        min(price + raised - said["times"], MOST_PRICE) if sells else price,
        said["seq"] + 1,
        0 if sells else times["placed"],
        0 if sells else times["expires"],
        said["slot"],
        bool(said["mark"]),
    )
