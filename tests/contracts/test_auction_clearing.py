"""The arithmetic of an auction by itself: packing, sorting, and the one price."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.compiled import SOURCES
from wallet.rules.clearing import Order, clear

MAX_PRICE = 2**64 - 1

BENCH = """
# pragma version ~=0.4.3
import auction_clock
import clearing
import entry_word
import order_word

@external
@pure
def clear(
    sells: DynArray[uint256, 64], buys: DynArray[uint256, 64], sell: uint256, buy: uint256
) -> clearing.Outcome:
    return clearing.clear(sells, buys, sell, buy)

@external
@pure
def key(price: uint256, seq: uint256, units: uint256, person: uint256, flags: uint256) -> uint256:
    return clearing.key(price, seq, units, person, 0, flags)

@external
@pure
def fields(key: uint256) -> (uint256, uint256, uint256, uint256, bool):
    return (
        clearing.sell_price(key),
        clearing.buy_price(key),
        clearing.units(key),
        clearing.person(key),
        clearing.is_early(key),
    )

@external
@pure
def reference_after(o: clearing.Outcome, before: uint256, volume: uint256) -> uint256:
    return clearing.reference_after(o, before, volume)

@external
@pure
def clock_of(c: auction_clock.Clock) -> auction_clock.Clock:
    return auction_clock.unpack(auction_clock.pack(c))

@external
@pure
def entry_of(e: entry_word.Entry) -> entry_word.Entry:
    return entry_word.unpack(entry_word.pack(e))

@external
@pure
def order_of(
    units: uint256, price: uint256, seq: uint256, times: uint256, slot: uint256, side: uint256,
    banned: bool,
) -> (uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, bool):
    word: uint256 = order_word.pack(units, price, seq, times, slot, side, banned)
    return (
        order_word.units(word), order_word.price(word), order_word.seq(word),
        order_word.times(word), order_word.placed(word), order_word.expires(word),
        order_word.slot(word), order_word.side(word), order_word.is_marked(word),
    )
"""


@pytest.fixture(scope="module")
def bench() -> Any:
    """The modules, behind functions that can be called."""
    boa.interpret.set_search_paths([str(SOURCES)])
    return boa.loads(BENCH)


def bits(width: int) -> st.SearchStrategy[int]:
    """Numbers of so many bits."""
    return st.integers(0, 2**width - 1)


@given(bits(84), bits(64), bits(32), bits(64), st.integers(0, 63), st.integers(1, 2), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_order_word_keeps_its_fields_apart(
    bench: Any, units: int, price: int, seq: int, times: int, slot: int, side: int, banned: bool
) -> None:
    said = bench.order_of(units, price, seq, times, slot, side, banned)
    placed, expires = times % 2**32, times >> 32
    assert said == (units, price, seq, times, placed, expires, slot, side, banned)


@given(
    st.lists(bits(32), min_size=6, max_size=6),
    bits(16),
    bits(8),
    st.lists(st.booleans(), min_size=4, max_size=4),
    bits(32),
)
@settings(max_examples=60, deadline=None)
def test_a_clock_word_keeps_its_fields_apart(
    bench: Any, times: list[int], number: int, restarts: int, flags: list[bool], seen: int
) -> None:
    clock = (*times, number, restarts, *flags, seen, 0, 0)
    assert tuple(bench.clock_of(clock)) == clock


@given(bits(32), bits(84), bits(96), bits(32), bits(4), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_entry_word_keeps_its_fields_apart(
    bench: Any, person: int, units: int, paid: int, serial: int, state: int, believed: bool
) -> None:
    entry = (person, units, paid, serial, state, believed)
    assert tuple(bench.entry_of(entry)) == entry


@given(bits(64), bits(32), bits(84), bits(32), bits(1))
@settings(max_examples=60, deadline=None)
def test_a_sort_key_keeps_its_fields_apart(
    bench: Any, price: int, seq: int, units: int, person: int, early: int
) -> None:
    said = bench.fields(bench.key(price, seq, units, person, early))
    assert said == (price, MAX_PRICE - price, units, person, bool(early))


# A few prices, so that equals and touching limits are common, and some far apart.
prices = st.one_of(st.integers(1, 8), bits(64).filter(bool))
amounts = st.one_of(st.integers(1, 6), bits(80).filter(bool))
books = st.lists(st.tuples(prices, amounts), max_size=10)


@given(books, books, st.none() | prices, st.none() | prices)
@settings(max_examples=300, deadline=None)
def test_the_price_is_the_one_that_trying_every_price_finds(
    bench: Any,
    asks: list[tuple[int, int]],
    bids: list[tuple[int, int]],
    gone_sell: int | None,
    gone_buy: int | None,
) -> None:
    sells = [Order(10 + n, units, price, n) for n, (price, units) in enumerate(asks)]
    buys = [Order(50 + n, units, price, 20 + n) for n, (price, units) in enumerate(bids)]
    found = bench.clear(
        sorted(bench.key(o.limit, o.turn, o.units, o.person, 0) for o in sells),
        sorted(bench.key(MAX_PRICE - o.limit, o.turn, o.units, o.person, 1) for o in buys),
        gone_sell or 0,
        gone_buy or 0,
    )
    expected = clear(sells, buys, gone_sell, gone_buy)
    if expected is None:
        assert tuple(found) == (0, 0, 0, 0, 0)
        return
    assert (found.price, found.units) == (expected.price, expected.units)
    filled_buys = [o.limit for o in buys if expected.bought.get(o.person)]
    filled_sells = [o.limit for o in sells if expected.sold.get(o.person)]
    assert found.early == expected.units  # all of these buys are early
    assert max(filled_sells) <= found.price <= min(filled_buys)


def test_midway_between_the_last_filled_and_the_first_left(bench: Any) -> None:
    def price(
        sells: list[tuple[int, int]], buys: list[tuple[int, int]], gone: tuple[int, int] = (0, 0)
    ) -> int:
        return int(
            bench.clear(
                sorted(bench.key(p, n, u, n, 0) for n, (p, u) in enumerate(sells)),
                sorted(bench.key(MAX_PRICE - p, n, u, n, 0) for n, (p, u) in enumerate(buys)),
                *gone,
            ).price
        )

    assert price([(10, 1)], [(20, 1)]) == 15
    assert price([(10, 1)], [(21, 1)]) == 15  # rounded down
    assert price([(10, 1)], [(20, 1), (18, 1)]) == 19  # a buy left over lifts L
    assert price([(10, 1), (12, 1)], [(20, 1)]) == 11  # a sell left over lowers U
    assert price([(10, 1)], [(20, 2)]) == 20  # a buy left in part is left
    assert price([(10, 2)], [(20, 1)]) == 10  # a sell left in part is left
    assert price([(10, 1)], [(20, 1)], (0, 18)) == 19  # as if the displaced buy were left
    assert price([(10, 1)], [(20, 1)], (12, 0)) == 11
    assert price([(10, 1)], [(20, 1)], (12, 18)) == 18  # L and U cross: L
    assert price([(10, 1)], [(20, 1)], (0, 25)) == 20  # but nobody leaves their limit
    assert price([(10, 1)], [(20, 1)], (5, 0)) == 10
    assert price([(10, 1)], [(9, 1)]) == 0  # nothing trades


@given(books, books, st.lists(st.booleans(), min_size=10, max_size=10))
@settings(max_examples=100, deadline=None)
def test_what_early_buys_get_is_counted(
    bench: Any, asks: list[tuple[int, int]], bids: list[tuple[int, int]], early: list[bool]
) -> None:
    sells = [Order(10 + n, units, price, n) for n, (price, units) in enumerate(asks)]
    buys = [Order(50 + n, units, price, 20 + n) for n, (price, units) in enumerate(bids)]
    found = bench.clear(
        sorted(bench.key(o.limit, o.turn, o.units, o.person, 0) for o in sells),
        sorted(
            bench.key(MAX_PRICE - o.limit, o.turn, o.units, o.person, early[o.person - 50])
            for o in buys
        ),
        0,
        0,
    )
    expected = clear(sells, buys, None, None)
    bought = expected.bought if expected else {}
    assert found.early == sum(units for who, units in bought.items() if early[who - 50])


def test_the_reference_price_moves_only_by_enough_money_of_early_buyers(bench: Any) -> None:
    thousand = 1_000 * 10**6

    def after(price: int, early: int, before: int, volume: int = thousand) -> int:
        return int(bench.reference_after((price, 2**84 - 1, 0, 0, early), before, volume))

    enough = thousand * 10**24 // 10**12
    assert after(10**12, enough, 0) == 10**12
    assert after(10**12, enough - 1, 0) == 0  # whatever late buys paid
    assert after(10**12, enough - 1, 7) == 7
    assert after(10**12, 0, 0, 0) == 0  # no early buyer
    assert after(10**12, 2 * enough - 1, 0, 2 * thousand) == 0  # by the rules' number
    assert after(10**12, enough, 4 * 10**11) == 8 * 10**11  # at most twice
    assert after(10**12, enough, 3 * 10**12 + 1) == 15 * 10**11 + 1  # at least half
