"""Offerings beside the rest of the law: stops, statements, regimes, auctions that settle."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.market import (
    HOUR,
    PRICE,
    buy,
    cash,
    close,
    commit,
    costs,
    events,
    give,
    open_offering,
    pass_time,
    reference,
    sell,
    set_number,
    settle,
    shares,
    stop_market,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now
from tests.contracts.raising import Raising, people, take
from tests.contracts.recovering import accredit, recover

OFFERING = 2
YEAR = 365 * DAY


@pytest.fixture
def raising(net: Network) -> Raising:
    """Alice, who has a token, and four who may invest."""
    return people(net)


def sold_to(raising: Raising, *amounts: int, **terms: int) -> int:
    """An offering in which the investors committed so much, closed."""
    number = open_offering(raising.net, raising.alice, 1, sum(amounts), **terms)
    for investor, shares_ in zip(raising.investors, amounts, strict=False):
        commit(raising.net, number, investor, shares_)
    close(raising.net, number)
    return number


def refund(net: Network, offering: int, place: int, by: Actor) -> None:
    """Pull money back."""
    with boa.env.prank(by.address):
        net.offering.refund(offering, place)


# --- whether a price is believed ---


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
@pytest.mark.parametrize(("largest", "believed"), [(300, True), (301, False)])
def test_whoever_is_pulled_for_first_the_price_is_believed_or_not(
    raising: Raising, order: tuple[int, ...], largest: int, believed: bool
) -> None:
    net = raising.net
    number = sold_to(raising, 100, 100, 100, largest)
    for place in order:
        take(net, number, place)
    assert net.offering.is_believed(number) is believed
    assert bool(reference(net, raising.alice)) is believed


def test_what_waits_may_still_go_to_the_largest_buyer(raising: Raising) -> None:
    net = raising.net
    number = sold_to(raising, 100, 100, 100, 101)
    take(net, number, 0, 1, 2)
    assert not net.offering.is_believed(number)  # a hundred and what waits is above half
    take(net, number, 3)
    assert net.offering.is_believed(number)
    with boa.env.anchor():
        net.offering.believe(number, [0, 1, 2])
        assert costs(net, raising.alice, raising.investors[0]) == [100 * DOLLAR]


def test_it_is_believed_before_all_is_pulled_where_what_waits_changes_nothing(
    raising: Raising,
) -> None:
    net = raising.net
    number = sold_to(raising, 100, 100, 100, 100)
    take(net, number, 0, 1, 2)
    assert net.offering.is_believed(number)
    take(net, number, 3)
    assert net.offering.is_believed(number)


def test_what_is_refunded_is_not_sold(raising: Raising) -> None:
    net = raising.net
    number = sold_to(raising, 100, 100, 100, 500)
    imre = raising.investors[3]
    take(net, number, 0, 1, 2)
    assert not net.offering.is_believed(number)
    net.ban(imre)
    refund(net, number, 3, imre)
    assert net.offering.is_believed(number)
    assert reference(net, raising.alice) == 0
    net.offering.believe(number, [])
    assert reference(net, raising.alice) == PRICE
    assert net.offering.unpulled(raising.alice.pid) == 0


def test_one_lot_that_moved_does_not_stop_the_others(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    ivan, ines = raising.investors[:2]
    for _ in range(7):
        give(net, alice, ivan, 10)
    number = sold_to(raising, 100, 100, 100, 101)
    take(net, number, 0)
    give(net, alice, ivan, 10)  # joins the lot of the offering
    take(net, number, 1)
    take(net, number, 2, 3)
    net.offering.believe(number, [0, 1, 2])
    told = events(list(net.offering.get_logs()), "Believed")
    assert [e.entry for e in told] == [1]
    assert costs(net, alice, ines) == [100 * DOLLAR]
    assert not net.offering.entry(number, 0).believed


# --- stops ---


def test_while_the_market_is_stopped_nothing_is_sold_but_money_comes_back(
    raising: Raising,
) -> None:
    net, alice = raising.net, raising.alice
    ivan, ines, ilka, _ = raising.investors
    done = sold_to(raising, 100, 100)
    failing = open_offering(net, alice, 500, 1000)
    for investor in (ivan, ines, ilka):
        commit(net, failing, investor, 100)
    with boa.env.prank(alice.address):
        net.offering.reject(failing, 1)
    stop_market(net, 7 * DAY)
    with boa.reverts("MARKET_STOPPED"):
        take(net, done, 0)
    with boa.reverts("MARKET_STOPPED"):
        commit(net, failing, ivan, 100)
    with boa.reverts("MARKET_STOPPED"):
        other = net.join("Another")
        net.issue(other)
        open_offering(net, other)
    before = [cash(net, one) for one in (ivan, ines, ilka)]
    with boa.env.prank(ivan.address):
        net.offering.withdraw(failing, 0)
    refund(net, failing, 1, ines)
    pass_time(6 * DAY)
    stop_market(net, 7 * DAY)
    boa.env.timestamp = net.offering.offering(failing).deadline
    stop_market(net, 7 * DAY)
    net.offering.close(failing, 10)  # fails: 100 of 500
    refund(net, failing, 2, ilka)
    assert [cash(net, one) for one in (ivan, ines, ilka)] == [b + 100 * DOLLAR for b in before]
    pass_time(7 * DAY)
    take(net, done, 0)


def test_a_stop_puts_off_a_close_with_success(raising: Raising) -> None:
    net = raising.net
    number = open_offering(net, raising.alice, 100, 1000)
    commit(net, number, raising.investors[0], 100)
    boa.env.timestamp = net.offering.offering(number).deadline
    stop_market(net, DAY)
    with boa.reverts("MARKET_STOPPED"):
        net.offering.close(number, 10)
    pass_time(DAY)
    net.offering.close(number, 10)
    assert net.offering.offering(number).status == 3


def test_proceeds_are_paid_while_the_market_is_stopped(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = sold_to(raising, 100, 100)
    take(net, number, 0)
    pass_time(3 * DAY)
    stop_market(net, DAY)
    before = cash(net, alice)
    with boa.env.prank(alice.address):
        net.offering.proceeds(number)
    assert cash(net, alice) == before + 100 * DOLLAR


def test_a_recovery_of_the_issuers_wallet_puts_off_the_close(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    accredit(net)
    number = open_offering(net, alice, 100, 1000)
    commit(net, number, raising.investors[0], 100)
    boa.env.timestamp = net.offering.offering(number).deadline
    recover(net, alice, "Alice's new wallet")
    with boa.reverts("FROZEN"):
        net.offering.close(number, 10)
    pass_time(7 * DAY)
    net.registry.finish_recovery(alice.pid)
    net.offering.close(number, 10)
    assert net.offering.offering(number).status == 3


def test_shares_wait_while_their_buyers_wallet_is_recovered(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    accredit(net)
    number = sold_to(raising, 100, 100)
    ivan = raising.investors[0]
    moved = recover(net, ivan, "Ivan's new wallet")
    take(net, number, 0)
    assert shares(net, alice, ivan) == 0
    for by in (ivan, alice):
        with boa.reverts("FROZEN"):
            refund(net, number, 0, by)
    pass_time(7 * DAY)
    net.registry.finish_recovery(ivan.pid)
    take(net, number, 0)
    assert shares(net, alice, moved) == 100 * SHARE


# --- an auction of the same token ---


def test_no_shares_are_placed_between_the_steps_of_a_settlement(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    ivan, ines, _, _ = raising.investors
    number = sold_to(raising, 100, 100)
    hana = net.join("Hana")
    give(net, alice, hana, 1000)
    sell(net, alice, hana, 400, PRICE)
    buy(net, alice, net.join("Bea"), 200, PRICE)
    buy(net, alice, net.join("Boris"), 200, PRICE)
    take(net, number, 0)
    pass_time(2 * DAY)
    settle(net, alice, 1)
    with boa.reverts("SETTLING"):
        take(net, number, 1)
    settle(net, alice)
    take(net, number, 1)
    assert shares(net, alice, ines) == 100 * SHARE == shares(net, alice, ivan)


# --- who may hold, and what is stated ---


def test_who_may_no_longer_hold_is_passed_over_and_has_the_money_back(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    row = (0, 0, False, 0, 0, 0, 0, (0, 1 << (276 - 256), 0, 0))
    with boa.env.prank(net.authority.address):
        regime = net.compliance.add_regime("Germany", b"\1" * 32, row)
    with boa.env.prank(alice.address):
        number = net.offering.open(
            SHARE, 1000 * SHARE, PRICE, now() + 30 * DAY, regime, 0, b"\1" * 32
        )
    ivan, ines, ilka, imre = raising.investors
    for investor in (ivan, ines, ilka):
        commit(net, number, investor, 100)
    pass_time(1)
    net.renew(imre, country=840)
    with boa.reverts("NOT_COMPLIANT"):
        commit(net, number, imre, 100)
    net.renew(ilka, country=840)
    close(net, number)
    take(net, number, 0, 2, 1)
    assert [shares(net, alice, one) for one in (ivan, ines, ilka)] == [100 * SHARE] * 2 + [0]
    before = cash(net, ilka)
    with boa.reverts("SHARES_WAIT"):
        refund(net, number, 2, ivan)
    refund(net, number, 2, ilka)
    assert cash(net, ilka) == before + 100 * DOLLAR
    with boa.reverts("NOTHING_TO_REFUND"):
        refund(net, number, 2, ilka)


def test_who_has_had_holders_for_a_year_files_a_statement_first(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = sold_to(raising, 100)
    closed = now()
    take(net, number, 0)
    boa.env.timestamp = closed + YEAR
    for actor in (alice, *raising.investors):
        net.renew(actor, expiresAt=now() + 10 * YEAR)
    with boa.env.anchor():
        open_offering(net, alice)
    pass_time(1)
    with boa.reverts("STATEMENT_MISSING"):
        open_offering(net, alice)
    with boa.env.prank(alice.address):
        net.companies.state_year(b"\5" * 32)
    with boa.env.anchor():
        pass_time(YEAR)
        open_offering(net, alice)
    pass_time(YEAR + 1)
    with boa.reverts("STATEMENT_MISSING"):
        open_offering(net, alice)


def test_who_has_no_holders_left_states_nothing(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = sold_to(raising, 100)
    ivan = raising.investors[0]
    refunded = net.offering.offering(number).closed_at
    net.ban(ivan)
    refund(net, number, 0, ivan)
    boa.env.timestamp = refunded + 2 * YEAR
    net.renew(alice, expiresAt=now() + YEAR)
    open_offering(net, alice)


def test_unpulled_shares_are_told(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    number = open_offering(net, alice, 1, 250)
    for investor in raising.investors[:3]:
        commit(net, number, investor, 100)
    assert net.offering.unpulled(alice.pid) == 0
    close(net, number)
    assert net.offering.unpulled(alice.pid) == 250 * SHARE
    take(net, number, 2)  # gets 50
    assert net.offering.unpulled(alice.pid) == 200 * SHARE
    take(net, number, 2)
    assert net.offering.unpulled(alice.pid) == 200 * SHARE
    take(net, number, 0, 1)
    assert net.offering.unpulled(alice.pid) == 0


def test_without_a_document_one_commits_a_thousand_dollars_in_all(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    wanda = net.join("Wanda", level=1)
    number = open_offering(net, alice, 1, 1500)
    with boa.reverts("NOT_COMPLIANT"):
        commit(net, number, wanda, 1001)
    commit(net, number, raising.investors[0], 1000)
    commit(net, number, wanda, 1000)
    with boa.reverts("WORLD_LIMIT"):
        buy(net, alice, wanda, 100, PRICE)
    close(net, number)
    take(net, number, 1)  # 500 of the thousand; the rest comes back
    assert net.compliance.spent_by(wanda.pid) == 500 * DOLLAR
    buy(net, alice, wanda, 500, PRICE)


def test_numbers_that_a_decision_changed_are_the_ones_that_count(raising: Raising) -> None:
    net, alice = raising.net, raising.alice
    for place, to in ((0, 6 * DAY), (1, 2), (2, 60), (3, 30 * DAY), (4, 4 * DAY)):
        set_number(net, OFFERING, place, to)
    with boa.reverts("DEADLINE_TOO_SOON"):
        open_offering(net, alice, days=4)
    with boa.reverts("DEADLINE_TOO_FAR"):
        open_offering(net, alice, days=31)
    with boa.env.prank(net.auction.address):
        net.ledger.set_reference(alice.pid, PRICE)
    number = open_offering(net, alice, 1, 200)
    ivan, ines, *_ = raising.investors
    commit(net, number, ivan, 100)
    commit(net, number, ines, 100)
    boa.env.timestamp = net.offering.offering(number).deadline - 4 * DAY + 1
    with boa.reverts("TOO_LATE_TO_WITHDRAW"), boa.env.prank(ivan.address):
        net.offering.withdraw(number, 0)
    close(net, number)
    take(net, number, 0, 1)
    assert costs(net, alice, ivan) == [60 * DOLLAR]  # two buyers do, at 60 % of the reference
    pass_time(6 * DAY - HOUR)
    with boa.reverts("PROCEEDS_REST"), boa.env.prank(alice.address):
        net.offering.proceeds(number)
    pass_time(HOUR)
    with boa.env.prank(alice.address):
        net.offering.proceeds(number)
