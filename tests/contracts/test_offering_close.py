"""Closing an offering: who gets what, and where the money goes."""

from __future__ import annotations

import boa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.market import (
    PRICE,
    cash,
    close,
    commit,
    cost,
    give,
    open_offering,
    pass_time,
    sell,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Network, now
from tests.contracts.raising import Raising, people, take


@pytest.fixture
def raising(net: Network) -> Raising:
    """People who can raise and invest."""
    return people(net)


def test_nothing_closes_before_the_deadline(raising: Raising) -> None:
    net, ivan = raising.net, raising.investors[0]
    number = open_offering(net, raising.alice)
    commit(net, number, ivan, 1000)
    pass_time(30 * DAY - 1)
    with boa.reverts("OFFERING_RUNS"):
        net.offering.close(number, 9)
    with boa.reverts("OFFERING_NOT_CLOSED"):
        take(net, number, 0)
    pass_time(1)
    net.offering.close(number, 9)
    with boa.reverts("OFFERING_NOT_OPEN"):
        net.offering.close(number, 9)


def test_below_the_minimum_everybody_pulls_back_exactly_what_they_paid(
    raising: Raising,
) -> None:
    net, (ivan, ines, *_) = raising.net, raising.investors
    before = [cash(net, person) for person in (ivan, ines)]
    number = open_offering(net, raising.alice, least=300)
    commit(net, number, ivan, 100)
    commit(net, number, ines, 199)
    close(net, number)
    assert net.offering.offering(number).status == 4
    assert net.ledger.position(raising.alice.pid, raising.alice.pid).reserved == 0
    for place, person in enumerate((ivan, ines)):
        with boa.env.prank(person.address):
            net.offering.refund(number, place)
    assert [cash(net, person) for person in (ivan, ines)] == before
    assert net.dollar.balanceOf(net.offering.address) == 0
    with boa.reverts("OFFERING_NOT_CLOSED"):
        take(net, number, 0)


def test_at_the_minimum_anyone_pulls_an_investors_shares(raising: Raising) -> None:
    net, (ivan, ines, *_) = raising.net, raising.investors
    number = open_offering(net, raising.alice, least=300)
    commit(net, number, ivan, 100)
    commit(net, number, ines, 200)
    close(net, number)
    assert net.ledger.position(raising.alice.pid, raising.alice.pid).reserved == 300 * SHARE
    take(net, number, 0, 0, 1)  # the second 0 is passed over
    assert shares(net, raising.alice, ivan) == 100 * SHARE
    assert shares(net, raising.alice, ines) == 200 * SHARE
    take(net, number, 0, 7)  # a place that is not there as well
    assert shares(net, raising.alice, ivan) == 100 * SHARE
    with boa.reverts("NOTHING_TO_REFUND"), boa.env.prank(ivan.address):
        net.offering.refund(number, 0)


def test_withdrawn_and_rejected_commitments_do_not_count(raising: Raising) -> None:
    net, (ivan, ines, ilka, _) = raising.net, raising.investors
    number = open_offering(net, raising.alice, least=300)
    for person in (ivan, ines, ilka):
        commit(net, number, person, 100)
    with boa.env.prank(ivan.address):
        net.offering.withdraw(number, 0)
    close(net, number)
    assert net.offering.offering(number).status == 4


def test_above_the_maximum_the_line_is_served_in_order(raising: Raising) -> None:
    net, (ivan, ines, ilka, imre) = raising.net, raising.investors
    before = [cash(net, person) for person in raising.investors]
    number = open_offering(net, raising.alice)
    commit(net, number, ivan, 600)
    commit(net, number, ines, 300)
    commit(net, number, ilka, 500)
    commit(net, number, imre, 200)
    with boa.env.prank(ines.address):
        net.offering.withdraw(number, 1)  # the line moves up
    close(net, number)
    assert [net.offering.entry(number, n).allotted for n in (0, 2, 3)] == [
        600 * SHARE,
        400 * SHARE,
        0,
    ]
    take(net, number, 0, 1, 2, 3)
    assert [shares(net, raising.alice, p) for p in raising.investors] == [
        600 * SHARE,
        0,
        400 * SHARE,
        0,
    ]
    assert net.ledger.purse(ilka.pid)[0] == 100 * DOLLAR  # what her cut place paid too much
    with boa.env.prank(imre.address):
        net.offering.refund(number, 3)
    after = [cash(net, person) for person in raising.investors]
    change = [old - new for old, new in zip(before, after, strict=True)]
    assert change == [600 * DOLLAR, 0, 500 * DOLLAR, 0]
    assert net.dollar.balanceOf(net.offering.address) == 1000 * DOLLAR


@settings(max_examples=20, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 400), min_size=1, max_size=12),
    gone=st.sets(st.integers(0, 11)),
    most=st.integers(1, 1500),
    steps=st.integers(1, 5),
)
def test_a_close_in_steps_cuts_the_line_where_the_maximum_is(
    deployed_network: Network, amounts: list[int], gone: set[int], most: int, steps: int
) -> None:
    net = deployed_network
    with boa.env.anchor():
        market = people(net)
        ivan = market.investors[0]
        number = open_offering(net, market.alice, least=1, most=most)
        for amount in amounts:
            commit(net, number, ivan, amount)
        standing = [n for n in range(len(amounts)) if n not in gone]
        for place in set(range(len(amounts))) - set(standing):
            with boa.env.prank(ivan.address):
                net.offering.withdraw(number, place)
        close(net, number, steps)
        while net.offering.offering(number).status == 2:
            with boa.reverts("OFFERING_NOT_OPEN"), boa.env.prank(market.alice.address):
                net.offering.reject(number, standing[0])
            net.offering.close(number, steps)
        left = most
        for place in standing:
            allotted = min(left, amounts[place])
            left -= allotted
            assert net.offering.entry(number, place).allotted == allotted * SHARE
        assert net.offering.offering(number).sold == (most - left) * SHARE
        reserved = net.ledger.position(market.alice.pid, market.alice.pid).reserved
        assert reserved == (most - left) * SHARE


def test_lock_up_runs_from_the_close(raising: Raising) -> None:
    net, ivan = raising.net, raising.investors[0]
    number = open_offering(net, raising.alice, lockup=90 * DAY)
    commit(net, number, ivan, 500)
    close(net, number)
    closed = now()
    pass_time(50 * DAY)
    take(net, number, 0)
    assert net.ledger.lots(raising.alice.pid, ivan.pid)[0].unlocks == closed + 90 * DAY
    with boa.reverts("NOT_ENOUGH_SHARES"):
        sell(net, raising.alice, ivan, 500, PRICE)
    pass_time(40 * DAY)
    sell(net, raising.alice, ivan, 500, PRICE)


def test_shares_without_lock_up_can_be_sold_on_at_once(raising: Raising) -> None:
    net, ivan = raising.net, raising.investors[0]
    number = open_offering(net, raising.alice)
    commit(net, number, ivan, 500)
    close(net, number)
    take(net, number, 0)
    sell(net, raising.alice, ivan, 500, PRICE)


def test_the_issuer_withdraws_the_money_of_pulled_shares_after_three_days(
    raising: Raising,
) -> None:
    net, alice, (ivan, ines, *_) = raising.net, raising.alice, raising.investors
    number = open_offering(net, alice)
    commit(net, number, ivan, 200)
    commit(net, number, ines, 300)
    close(net, number)
    take(net, number, 0)
    before = cash(net, alice)
    pass_time(3 * DAY - 1)
    with boa.env.prank(alice.address):
        with boa.reverts("PROCEEDS_REST"):
            net.offering.proceeds(number)
        pass_time(1)
        net.offering.proceeds(number)
        assert cash(net, alice) - before == 200 * DOLLAR
        with boa.reverts("NO_PROCEEDS"):
            net.offering.proceeds(number)
        take(net, number, 1)
        net.offering.proceeds(number)
    assert cash(net, alice) - before == 500 * DOLLAR
    with boa.reverts("NOT_ISSUER"), boa.env.prank(ivan.address):
        net.offering.proceeds(number)


def test_nothing_of_a_raise_is_shared_with_holders(raising: Raising) -> None:
    net, alice, ivan = raising.net, raising.alice, raising.investors[0]
    give(net, alice, raising.investors[1], 2_000_000)
    number = open_offering(net, alice)
    commit(net, number, ivan, 1000)
    close(net, number)
    take(net, number, 0)
    pass_time(3 * DAY)
    with boa.env.prank(alice.address):
        net.offering.proceeds(number)
    assert net.ledger.claimable(alice.pid, raising.investors[1].pid) == 0


def test_who_may_no_longer_hold_is_passed_over_and_refunded(raising: Raising) -> None:
    net, alice, (ivan, ines, *_) = raising.net, raising.alice, raising.investors
    number = open_offering(net, alice)
    commit(net, number, ivan, 200)
    commit(net, number, ines, 300)
    net.ban(ivan)
    close(net, number)
    take(net, number, 0, 1)
    assert [shares(net, alice, p) for p in (ivan, ines)] == [0, 300 * SHARE]
    pass_time(30 * DAY - 1)
    with boa.reverts("SHARES_WAIT"):
        net.offering.refund(number, 0)
    pass_time(1)
    net.offering.refund(number, 0)
    assert net.ledger.purse(ivan.pid)[0] == 200 * DOLLAR
    assert net.ledger.position(alice.pid, alice.pid).reserved == 0
    assert net.dollar.balanceOf(net.offering.address) == 300 * DOLLAR


def test_who_may_no_longer_hold_asks_for_the_money_at_once(raising: Raising) -> None:
    net, (ivan, ines, *_) = raising.net, raising.investors
    before = cash(net, ivan)
    number = open_offering(net, raising.alice)
    commit(net, number, ivan, 200)
    commit(net, number, ines, 200)
    net.ban(ivan)
    close(net, number)
    for place, person in enumerate((ivan, ines)):
        with boa.env.prank(person.address):
            if person is ines:  # she may hold, so her shares wait
                with boa.reverts("SHARES_WAIT"):
                    net.offering.refund(number, place)
            else:
                net.offering.refund(number, place)
    assert cash(net, ivan) == before


def test_an_expired_investor_renews_and_gets_the_shares(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    rena = net.join("Rena", expiresAt=now() + 10 * DAY)
    number = open_offering(net, alice)
    commit(net, number, rena, 200)
    close(net, number)
    take(net, number, 0)
    assert shares(net, alice, rena) == 0
    net.renew(rena)
    take(net, number, 0)
    assert shares(net, alice, rena) == 200 * SHARE


@pytest.mark.parametrize("how", ["freeze", "ban"])
def test_an_offering_of_a_frozen_or_banned_issuer_fails(raising: Raising, how: str) -> None:
    net, ivan = raising.net, raising.investors[0]
    before = cash(net, ivan)
    number = open_offering(net, raising.alice)
    commit(net, number, ivan, 200)
    pass_time(29 * DAY)
    if how == "freeze":
        net.freeze(raising.alice, 7 * DAY)
    else:
        net.ban(raising.alice)
    close(net, number)
    assert net.offering.offering(number).status == 4
    with boa.env.prank(ivan.address):
        net.offering.refund(number, 0)
    assert cash(net, ivan) == before


@settings(max_examples=15, deadline=None)
@given(price=st.integers(10**9, 10**13), units=st.integers(10**15, 400 * SHARE))
def test_money_in_is_money_out_to_the_base_unit(
    deployed_network: Network, price: int, units: int
) -> None:
    net = deployed_network
    with boa.env.anchor():
        market = people(net)
        alice, (ivan, ines, ilka, _) = market.alice, market.investors
        most = 5 * units // 2
        with boa.env.prank(alice.address):
            number = net.offering.open(1, most, price, now() + 9 * DAY, 0, 0, b"\1" * 32)
        for person in (ivan, ines, ilka):
            with boa.env.prank(person.address):
                net.offering.commit(number, units, (0, 0, 0, b"\0" * 32, b"\0" * 32))
        close(net, number)
        take(net, number, 0, 1, 2)
        pass_time(3 * DAY)
        before = cash(net, alice)
        with boa.env.prank(alice.address):
            net.offering.proceeds(number)
        assert cash(net, alice) - before == 2 * cost(units, price) + cost(most - 2 * units, price)
        assert net.dollar.balanceOf(net.offering.address) == 0
