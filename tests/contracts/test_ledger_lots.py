"""Lots: what was bought when at which cost, sold first in, first out, and joined beyond eight."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, SHARE, SUPPLY, Actor, Network, now


@pytest.fixture
def cast(bare: Network) -> tuple[Actor, Actor, Actor]:
    """An issuer, a holder who issued too (a fifth outside), and another buyer."""
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.issue(alice)
    bare.issue(bob)
    bare.place(bob, carol, SUPPLY // 5, 0)
    return alice, bob, carol


def sold(net: Network) -> Any:
    """The event of the last trade."""
    return next(one for one in net.ledger.get_logs() if type(one).__name__ == "Sold")


def moves(net: Network) -> list[Any]:
    """The lots that got new serials in the last act."""
    return [one for one in net.ledger.get_logs() if type(one).__name__ == "LotMoved"]


def costs(net: Network, token: Actor, holder: Actor) -> list[tuple[int, int]]:
    """Units and cost of each lot, oldest first."""
    return [(lot.units, lot.cost) for lot in net.ledger.lots(token.pid, holder.pid)]


def test_lots_are_sold_first_in_first_out(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    for cost in (100, 200, 300):
        bare.place(alice, bob, 10, cost)
    bare.trade(alice, bob, carol, 15, 1000)
    assert sold(bare).cost == 200
    assert costs(bare, alice, bob) == [(5, 100), (10, 300)]
    assert bare.ledger.position(alice.pid, bob.pid)[0] == 15


def test_part_of_a_lot_takes_its_part_of_the_cost_rounded_down(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 3, 100)
    bare.trade(alice, bob, carol, 1, 0)
    assert sold(bare).cost == 33
    bare.trade(alice, bob, carol, 1, 0)
    assert sold(bare).cost == 33
    bare.trade(alice, bob, carol, 1, 0)
    assert sold(bare).cost == 34
    assert costs(bare, alice, bob) == []


def test_locked_lots_are_passed_over(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 100, unlocks=now() + DAY)
    bare.place(alice, bob, 10, 300)
    bare.trade(alice, bob, carol, 10, 0)
    assert sold(bare).cost == 300
    assert costs(bare, alice, bob) == [(10, 100)]
    with boa.reverts("NOT_ENOUGH_SHARES"):
        bare.trade(alice, bob, carol, 1, 0)
    boa.env.time_travel(seconds=DAY)
    bare.trade(alice, bob, carol, 10, 0)
    assert sold(bare).cost == 100


def test_a_loss_on_one_lot_is_no_credit_for_another(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0)
    bare.place(alice, bob, 10, 900 * DOLLAR)
    bare.trade(alice, bob, carol, 20, 1000 * DOLLAR)
    assert (sold(bare).cost, sold(bare).gain) == (900 * DOLLAR, 500 * DOLLAR)
    assert sold(bare).siphon == 100 * DOLLAR


def test_a_sale_at_a_loss_shares_nothing(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 100 * DOLLAR)
    before = bare.dollar.balanceOf(bob.address)
    bare.trade(alice, bob, carol, 10, 100 * DOLLAR)
    assert (sold(bare).gain, sold(bare).siphon) == (0, 0)
    assert bare.dollar.balanceOf(bob.address) == before + 100 * DOLLAR


def test_selling_in_parts_at_one_price_gains_the_same(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    dan = bare.join("Dan")
    lots = ((7, 3 * DOLLAR), (11, 90 * DOLLAR), (5, 0))
    for holder in (bob, dan):
        for units, cost in lots:
            bare.place(alice, holder, units, cost)
    bare.trade(alice, dan, carol, 23, 23 * DOLLAR)
    whole = sold(bare).gain
    parts = 0
    for units in (3, 9, 1, 10):
        bare.trade(alice, bob, carol, units, units * DOLLAR)
        parts += sold(bare).gain
    assert abs(whole - parts) <= 4 * 3  # rounding of part costs only


def test_a_purchase_makes_a_lot_at_the_believed_cost(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0)
    bare.trade(alice, bob, carol, 10, 500, believed=123, joined_cost=1)
    told = sold(bare)
    assert (told.serial, told.believed) == (0, 123)
    assert costs(bare, alice, carol) == [(10, 123)]


def test_the_ninth_purchase_joins_the_newest_lot(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, _carol = cast
    for number in range(8):
        bare.place(alice, bob, 10, number, unlocks=now() + DAY if number == 7 else 0)
    boa.env.time_travel(seconds=60)
    serial = bare.place(alice, bob, 5, 900, joined_cost=50)
    lots = bare.ledger.lots(alice.pid, bob.pid)
    assert len(lots) == 8
    assert lots[-1] == (serial, 15, 57, now(), now() + DAY - 60, True)
    assert [lot.joined for lot in lots] == [False] * 7 + [True]
    # A later lock-up holds for all of the lot.
    bare.place(alice, bob, 5, 0, unlocks=now() + 9 * DAY)
    assert bare.ledger.lots(alice.pid, bob.pid)[-1].unlocks == now() + 9 * DAY
    assert bare.ledger.position(alice.pid, bob.pid).locked == 20


def test_a_sold_lot_makes_room(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    for number in range(8):
        bare.place(alice, bob, 10, number)
    bare.trade(alice, bob, carol, 10, 0)
    bare.place(alice, bob, 5, 900, joined_cost=50)
    assert costs(bare, alice, bob)[-1] == (5, 900)


def test_lots_sold_behind_a_locked_one_make_room_too(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 1_000, unlocks=now() + 99 * DAY)
    for number in range(7):
        bare.place(alice, bob, 10, number)
    bare.trade(alice, bob, carol, 65, 0)  # six lots and half of the seventh
    assert costs(bare, alice, bob) == [(10, 1_000), (5, 3)]
    serial = bare.place(alice, bob, 7, 70, joined_cost=1)
    moved = [(one.old_serial, one.new_serial) for one in moves(bare)]
    assert moved == [(0, 8), (7, 9)]
    assert serial == 10
    lots = bare.ledger.lots(alice.pid, bob.pid)
    assert [(lot.serial, lot.units, lot.cost) for lot in lots] == [
        (8, 10, 1_000),
        (9, 5, 3),
        (10, 7, 70),
    ]
    assert lots[0].unlocks == now() + 99 * DAY
    assert bare.ledger.sellable(alice.pid, bob.pid) == 12


def test_a_joined_lot_stays_joined_when_it_moves(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0)
    for _ in range(6):
        bare.place(alice, bob, 10, 0, unlocks=0)
    bare.place(alice, bob, 10, 0, unlocks=now() + 99 * DAY)
    bare.place(alice, bob, 10, 0, unlocks=now() + 99 * DAY)  # joins: the newest, locked
    assert bare.ledger.lots(alice.pid, bob.pid)[-1].joined
    bare.trade(alice, bob, carol, 70, 0)
    for _ in range(7):
        bare.place(alice, bob, 10, 0)
    bare.trade(alice, bob, carol, 70, 0)
    bare.place(alice, bob, 10, 0)
    assert moves(bare)
    flags = [lot.joined for lot in bare.ledger.lots(alice.pid, bob.pid)]
    assert flags == [True, False]


def test_pairs_of_one_settlement_make_one_lot(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 30, 0)
    bare.trade(alice, bob, carol, 10, 100, believed=100, joined_cost=1)
    bare.trade(alice, bob, carol, 10, 100, believed=90, joined_cost=1, first=False)
    assert costs(bare, alice, carol) == [(20, 190)]
    assert not bare.ledger.lots(alice.pid, carol.pid)[0].joined
    bare.trade(alice, bob, carol, 10, 100, believed=80, joined_cost=1)
    assert costs(bare, alice, carol) == [(20, 190), (10, 80)]


def test_a_settlement_that_joined_goes_on_joining(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 100, 0)
    for _ in range(8):
        bare.place(alice, carol, 1, 7)
    bare.trade(alice, bob, carol, 10, 100, believed=100, joined_cost=3)
    bare.trade(alice, bob, carol, 10, 100, believed=100, joined_cost=2, first=False)
    assert costs(bare, alice, carol)[-1] == (21, 12)


def test_a_placement_between_two_steps_of_a_settlement_keeps_its_own_lot(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 30, 0)
    bare.trade(alice, bob, carol, 10, 100, believed=100)
    bare.place(alice, carol, 5, 55, unlocks=now() + DAY)
    bare.trade(alice, bob, carol, 10, 100, believed=90, first=False)
    assert costs(bare, alice, carol) == [(10, 100), (5, 55), (10, 90)]
    assert bare.ledger.position(alice.pid, carol.pid).locked == 5


def test_a_placement_never_locks_what_is_for_sale(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, _carol = cast
    for _ in range(8):
        bare.place(alice, bob, 10, 0)
    with boa.env.prank(str(bare.auction)):
        bare.ledger.reserve(alice.pid, bob.pid, 71)
    unlocks = now() + DAY
    assert not bare.ledger.placeable(alice.pid, bob.pid, unlocks)
    with boa.reverts("LOTS_RESERVED"):
        bare.place(alice, bob, 1, 0, unlocks=unlocks)
    assert bare.ledger.placeable(alice.pid, bob.pid, 0)
    with boa.env.prank(str(bare.auction)):
        bare.ledger.unreserve(alice.pid, bob.pid, 1)
    assert bare.ledger.placeable(alice.pid, bob.pid, unlocks)
    bare.place(alice, bob, 1, 0, unlocks=unlocks)
    assert bare.ledger.sellable(alice.pid, bob.pid) == 0


def test_a_buy_back_makes_no_lot(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, _carol = cast
    bare.place(alice, bob, 10, 0)
    bare.trade(alice, bob, alice, 10, 100)
    assert bare.ledger.lots(alice.pid, alice.pid) == []
    assert bare.ledger.balance_of(alice.pid, alice.pid) == SUPPLY
    assert bare.ledger.outside(alice.pid) == 0
    assert bare.ledger.token_info(alice.pid).holders == 0


def test_trades_that_make_no_sense_are_refused(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0)
    with boa.reverts("ISSUER_SELLS_BY_OFFERING"):
        bare.trade(alice, alice, bob, 1, 0)
    with boa.reverts("TRADE_INVALID"):
        bare.trade(alice, bob, bob, 1, 0)
    with boa.reverts("TRADE_INVALID"):
        bare.trade(alice, bob, carol, 0, 0)
    with boa.reverts("TRADE_INVALID"):
        bare.trade(alice, bob, carol, 1, 5, proceeds=6)
    with boa.env.prank(str(bare.auction)), boa.reverts("NOT_RESERVED"):
        bare.ledger.trade((alice.pid, bob.pid, carol.pid, 9, 0, 0, 0, 0, 0, True))
    bare.trade(alice, bob, carol, 1, 5, proceeds=4)


# --- costs that are believed later ---


def set_cost(net: Network, token: Actor, holder: Actor, serial: int, units: int, cost: int) -> None:
    with boa.env.prank(str(net.companies)):
        net.ledger.set_cost(token.pid, holder.pid, serial, units, cost)


def test_a_cost_is_believed_later_for_what_is_left(bare: Network, cast: tuple[Actor, ...]) -> None:
    alice, bob, carol = cast
    serial = bare.place(alice, bob, 30 * SHARE, 0)
    bare.trade(alice, bob, carol, 10 * SHARE, 0)
    set_cost(bare, alice, bob, serial, 30 * SHARE, 100)
    assert costs(bare, alice, bob) == [(20 * SHARE, 66)]
    with boa.reverts("LOT_GONE"):
        set_cost(bare, alice, bob, serial, 20 * SHARE - 1, 100)


def test_no_cost_is_set_for_lots_that_are_gone_or_joined(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    for _ in range(9):
        bare.place(alice, bob, 10, 0)
    with boa.reverts("LOT_GONE"):
        set_cost(bare, alice, bob, 7, 20, 5)
    set_cost(bare, alice, bob, 0, 10, 5)
    bare.trade(alice, bob, carol, 10, 0)
    for gone in (0, 8, 99):
        with boa.reverts("LOT_GONE"):
            set_cost(bare, alice, bob, gone, 10, 5)
    bare.place(alice, bob, 10, 0)  # its slot is that of the lot 0
    with boa.reverts("LOT_GONE"):
        set_cost(bare, alice, bob, 0, 10, 5)
    set_cost(bare, alice, bob, 8, 10, 5)


def test_no_cost_is_set_for_a_lot_sold_behind_a_locked_one(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0, unlocks=now() + DAY)
    serial = bare.place(alice, bob, 10, 0)
    bare.trade(alice, bob, carol, 10, 0)
    with boa.reverts("LOT_GONE"):
        set_cost(bare, alice, bob, serial, 10, 5)


def test_the_offering_keeps_the_larger_cost_and_is_told_of_lots_that_are_gone(
    bare: Network, cast: tuple[Actor, ...]
) -> None:
    alice, bob, carol = cast
    serial = bare.place(alice, bob, 30, 300)
    with boa.env.prank(str(bare.offering)):
        assert bare.ledger.set_cost(alice.pid, bob.pid, serial, 30, 200)
        assert costs(bare, alice, bob) == [(30, 300)]
        assert bare.ledger.set_cost(alice.pid, bob.pid, serial, 30, 400)
        assert costs(bare, alice, bob) == [(30, 400)]
        assert not bare.ledger.set_cost(alice.pid, bob.pid, serial, 29, 900)
        assert not bare.ledger.set_cost(alice.pid, bob.pid, serial + 1, 30, 900)
    set_cost(bare, alice, bob, serial, 30, 100)  # attestors correct it either way
    assert costs(bare, alice, bob) == [(30, 100)]
    bare.trade(alice, bob, carol, 30, 0)
    with boa.env.prank(str(bare.offering)):
        assert not bare.ledger.set_cost(alice.pid, bob.pid, serial, 30, 900)
    with boa.env.prank(str(bare.auction)), boa.reverts("NOT_ALLOWED"):
        bare.ledger.set_cost(alice.pid, bob.pid, serial, 30, 900)
