"""Whose price counts in an offering: what its buyers paid becomes their believed cost."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.market import (
    PRICE,
    buy,
    close,
    commit,
    costs,
    events,
    finish,
    give,
    open_offering,
    reference,
    sell,
    set_reference,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Network
from tests.contracts.raising import Raising, people, take


@pytest.fixture
def raising(net: Network) -> Raising:
    """People who can raise and invest."""
    return people(net)


def raised(raising: Raising, amounts: tuple[int, ...], price: int = PRICE, before: int = 0) -> int:
    """An offering that closed with these commitments of as many people."""
    net = raising.net
    if before:
        set_reference(net, raising.alice, before)
    number = open_offering(net, raising.alice, price=price)
    for person, amount in zip(raising.investors, amounts, strict=False):
        commit(net, number, person, amount)
    close(net, number)
    return number


def test_three_buyers_none_above_half_make_the_price_count(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (400, 300, 100))
    take(net, number, 0, 1, 2)
    assert [costs(net, alice, p) for p in raising.investors[:3]] == [
        [400 * DOLLAR],
        [300 * DOLLAR],
        [100 * DOLLAR],
    ]
    assert reference(net, alice) == PRICE


def test_two_buyers_do_not(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (400, 400))
    take(net, number, 0, 1)
    assert [costs(net, alice, p) for p in raising.investors[:2]] == [[0], [0]]
    assert reference(net, alice) == 0
    with boa.reverts("PRICE_NOT_BELIEVED"):
        net.offering.believe(number, [0])


def test_one_above_half_spoils_it(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (501, 300, 199))
    take(net, number, 0, 1, 2)
    assert [costs(net, alice, p) for p in raising.investors[:3]] == [[0], [0], [0]]
    assert not net.offering.is_believed(number)


def test_one_person_is_one_buyer_however_many_places(raising: Raising) -> None:
    net, alice, (ivan, ines, ilka, _) = raising.net, raising.alice, raising.investors
    number = open_offering(net, alice)
    for person in (ivan, ivan, ines):
        commit(net, number, person, 100)
    commit(net, number, ilka, 50)
    close(net, number)
    take(net, number, 0, 1, 2)
    assert costs(net, alice, ivan) == [0, 0]
    take(net, number, 3)  # 200 of 350 are Ivan's: above half
    assert not net.offering.is_believed(number)


def test_costs_of_shares_taken_before_are_believed_later(raising: Raising) -> None:
    net, alice, (ivan, ines, ilka, _) = raising.net, raising.alice, raising.investors
    number = raised(raising, (400, 300, 100))
    take(net, number, 0)
    take(net, number, 1)
    with boa.reverts("PRICE_NOT_BELIEVED"):
        net.offering.believe(number, [0, 1])
    take(net, number, 2)
    assert [costs(net, alice, p) for p in (ivan, ines, ilka)] == [[0], [0], [100 * DOLLAR]]
    net.offering.believe(number, [0, 1, 2])
    told = events(list(net.offering.get_logs()), "Believed")
    assert [event.entry for event in told] == [0, 1]
    assert [costs(net, alice, p) for p in (ivan, ines)] == [[400 * DOLLAR], [300 * DOLLAR]]
    net.offering.believe(number, [0])
    assert events(list(net.offering.get_logs()), "Believed") == []


def test_of_a_lot_sold_in_part_only_the_rest_is_believed_later(raising: Raising) -> None:
    net, alice, (ivan, *_) = raising.net, raising.alice, raising.investors
    number = raised(raising, (400, 300, 100))
    take(net, number, 0)
    buy(net, alice, raising.investors[3], 100, PRICE)
    sell(net, alice, ivan, 100, PRICE)
    finish(net, alice)
    take(net, number, 1, 2)
    net.offering.believe(number, [0])
    assert costs(net, alice, ivan) == [300 * DOLLAR]


def test_cost_counts_up_to_120_percent_of_the_reference_price(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (400, 300, 300), price=2 * PRICE, before=PRICE)
    take(net, number, 0, 1, 2)
    assert costs(net, alice, raising.investors[0]) == [480 * DOLLAR]
    assert reference(net, alice) == PRICE  # an offering names only the first


def test_cost_below_that_counts_as_paid(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (400, 300, 300), price=6 * PRICE // 5, before=PRICE)
    take(net, number, 0, 1, 2)
    assert costs(net, alice, raising.investors[0]) == [480 * DOLLAR]


def test_the_reference_price_that_bounds_is_that_of_the_close(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = raised(raising, (400, 300, 300), price=2 * PRICE, before=PRICE)
    set_reference(net, alice, 2 * PRICE)
    take(net, number, 0, 1, 2)
    assert costs(net, alice, raising.investors[0]) == [480 * DOLLAR]


def test_joining_an_older_lot_counts_up_to_the_reference_price(raising: Raising) -> None:
    net, alice, (ivan, ines, *_) = raising.net, raising.alice, raising.investors
    for _ in range(8):
        give(net, alice, ivan, 1, DOLLAR)
    number = raised(raising, (400, 300, 300), price=6 * PRICE // 5, before=PRICE)
    take(net, number, 0, 1, 2)
    assert costs(net, alice, ivan) == [DOLLAR] * 7 + [401 * DOLLAR]
    assert costs(net, alice, ines) == [360 * DOLLAR]


def test_joining_without_a_reference_price_counts_nothing(raising: Raising) -> None:
    net, alice, ivan = raising.net, raising.alice, raising.investors[0]
    for _ in range(8):
        give(net, alice, ivan, 1, DOLLAR)
    number = raised(raising, (400, 300, 300))
    take(net, number, 0, 1, 2)
    assert costs(net, alice, ivan) == [DOLLAR] * 8


def test_taking_never_locks_what_is_for_sale(raising: Raising) -> None:
    net, alice, ivan = raising.net, raising.alice, raising.investors[0]
    for _ in range(8):
        give(net, alice, ivan, 100)
    number = open_offering(net, alice, lockup=90 * DAY)
    commit(net, number, ivan, 400)
    close(net, number)
    sell(net, alice, ivan, 800, PRICE)
    take(net, number, 0)
    assert shares(net, alice, ivan) == 800 * SHARE  # passed over: it would join a lot for sale
    finish(net, alice)
    take(net, number, 0)
    assert shares(net, alice, ivan) == 1200 * SHARE
