"""The books clear an auction as the rules say, held against counting by brute force."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.books.clearing import Bid, clear

bids = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 20)), max_size=7)


def made(rows: list[tuple[int, int]], first: int) -> list[Bid]:
    return [Bid(first + n, units, price, first + n) for n, (units, price) in enumerate(rows)]


def by_single_units(sells: list[Bid], buys: list[Bid]) -> tuple[int, int] | None:
    """Price and units, by laying out every unit for itself: no code shared with the books'."""
    asks = [s for s in sorted(sells, key=lambda b: (b.price, b.seq)) for _ in range(s.units)]
    wants = [b for b in sorted(buys, key=lambda b: (-b.price, b.seq)) for _ in range(b.units)]
    count = 0
    while count < min(len(asks), len(wants)) and wants[count].price >= asks[count].price:
        count += 1
    if not count:
        return None
    low = max([asks[count - 1].price] + [b.price for b in wants[count:]])
    high = min([wants[count - 1].price] + [a.price for a in asks[count:]])
    price = low if low > high else (low + high) // 2
    return min(max(price, asks[count - 1].price), wants[count - 1].price), count


@settings(max_examples=300)
@given(bids, bids)
def test_it_is_what_counting_unit_by_unit_gives(
    sells: list[tuple[int, int]], buys: list[tuple[int, int]]
) -> None:
    asks, wants = made(sells, 0), made(buys, 100)
    found = clear(asks, wants)
    expected = by_single_units(asks, wants)
    assert (found and (found.price, found.units)) == expected
    if found is None:
        return
    assert sum(found.sold.values()) == sum(found.bought.values()) == found.units
    for order in asks:
        assert found.sold.get(order.person, 0) <= order.units
        assert order.price <= found.price or not found.sold.get(order.person)
    for order in wants:
        assert order.price >= found.price or not found.bought.get(order.person)


def test_the_price_is_midway_and_what_made_room_counts() -> None:
    sells, buys = made([(10, 10)], 0), made([(10, 20)], 100)
    found = clear(sells, buys)
    assert found is not None and found.price == 15
    pushed = clear(sells, buys, gone_sell=12, gone_buy=None)
    assert pushed is not None and pushed.price == 11
    lifted = clear(sells, buys, gone_sell=None, gone_buy=18)
    assert lifted is not None and lifted.price == 19
    crossed = clear(sells, buys, gone_sell=11, gone_buy=18)
    assert crossed is not None and crossed.price == 18
    assert clear(sells, made([(5, 9)], 100)) is None
    assert clear([], buys) is None
