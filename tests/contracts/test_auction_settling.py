"""Settling: judged once, one price, to the cent, in steps, and never stopped by one order."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.market import (
    HOUR,
    PRICE,
    buy,
    cash,
    cost,
    events,
    finish,
    give,
    order,
    pass_time,
    reference,
    released,
    report_exit,
    running,
    sell,
    settle,
    shares,
    worth,
)
from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SHARE, Actor, Network, now


@dataclass
class Trading:
    """Alice's token, holders of a thousand shares each, and people who want some."""

    net: Network
    alice: Actor
    holders: list[Actor]
    buyers: list[Actor]


def people(net: Network) -> Trading:
    """Set a market up."""
    alice = net.join("Alice")
    net.issue(alice)
    holders = [net.join(name) for name in ("Hana", "Hugo", "Hilda", "Hans")]
    buyers = [net.join(name) for name in ("Bea", "Boris", "Bela", "Bodo")]
    for holder in holders:
        give(net, alice, holder, 1000, 500 * DOLLAR)
    return Trading(net, alice, holders, buyers)


@pytest.fixture
def trading(net: Network) -> Trading:
    """People who can trade at once."""
    return people(net)


def test_nothing_settles_before_the_end(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    with boa.reverts("NO_AUCTION"):
        settle(net, alice)
    sell(net, alice, trading.holders[0], 100, PRICE)
    pass_time(2 * DAY - 1)
    with boa.reverts("STILL_OPEN"):
        settle(net, alice)
    pass_time(1)
    settle(net, alice)
    assert not running(net, alice)


def test_all_trade_at_one_price_sells_from_below_and_buys_from_above(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hana, hugo, hilda, _ = trading.holders
    bea, boris, bela, _ = trading.buyers
    sell(net, alice, hana, 300, PRICE)
    sell(net, alice, hugo, 300, 2 * PRICE)
    sell(net, alice, hilda, 300, 5 * PRICE)
    buy(net, alice, bela, 200, 3 * PRICE)
    buy(net, alice, bea, 200, 6 * PRICE)
    buy(net, alice, boris, 200, 4 * PRICE)
    # 600 for sale up to 2, 600 wanted from 3: L is 2, U is 3.
    assert net.auction.clearing(alice.pid) == (5 * PRICE // 2, 600 * SHARE)
    before = {person.name: cash(net, person) for person in (hana, hugo, bea, boris, bela)}
    logs = finish(net, alice)
    assert events(logs, "AuctionSettled")[0].money == 1500 * DOLLAR
    change = {name: cash(net, net.actors[name]) - before[name] for name in before}
    # Nobody has holders of their own, so nothing is shared. Buyers get back what they laid in
    # above the price.
    assert change == {
        "Hana": 750 * DOLLAR,
        "Hugo": 750 * DOLLAR,
        "Bea": 700 * DOLLAR,
        "Boris": 300 * DOLLAR,
        "Bela": 100 * DOLLAR,
    }
    assert [shares(net, alice, p) for p in (hana, hugo, hilda, bea)] == [
        700 * SHARE,
        700 * SHARE,
        1000 * SHARE,
        200 * SHARE,
    ]
    assert released(logs, hilda) == ["not traded"]
    assert net.ledger.position(alice.pid, hilda.pid).reserved == 0
    assert net.auction.orders(alice.pid, 1) == [] == net.auction.orders(alice.pid, 2)


def test_the_earlier_among_equals_is_served_first(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hana, hugo, *_ = trading.holders
    bea, boris, *_ = trading.buyers
    sell(net, alice, hugo, 200, PRICE)
    sell(net, alice, hana, 200, PRICE)
    buy(net, alice, boris, 100, PRICE)
    buy(net, alice, bea, 200, PRICE)
    finish(net, alice)
    assert [shares(net, alice, p) for p in (hana, hugo)] == [900 * SHARE, 800 * SHARE]
    assert [shares(net, alice, p) for p in (bea, boris)] == [200 * SHARE, 100 * SHARE]


def test_buyers_pay_rounded_up_and_sellers_receive_rounded_down(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hana, hugo, *_ = trading.holders
    bea, boris, *_ = trading.buyers
    # Hana's shares go to both buyers: 100 dollars and 0.6 of a base unit to Bea, 50 dollars less
    # 0.4 to Boris. Rounded pair by pair Hana would lose a whole base unit.
    price, half, bea_units = PRICE, 150 * SHARE + 2 * 10**11, 100 * SHARE + 6 * 10**11
    for holder in (hana, hugo):
        with boa.env.prank(holder.address):
            net.auction.sell(alice.pid, half, price)
    before = [cash(net, p) for p in (hana, hugo, bea, boris)]
    for buyer, units in ((bea, bea_units), (boris, 2 * half - bea_units)):
        with boa.env.prank(buyer.address):
            net.auction.buy(alice.pid, units, price, NO_PERMIT)
    held = net.dollar.balanceOf(net.ledger.address)
    finish(net, alice)
    after = [cash(net, p) for p in (hana, hugo, bea, boris)]
    change = [new - old for old, new in zip(before, after, strict=True)]
    assert change == [
        worth(half, price),
        worth(half, price),
        -cost(bea_units, price),
        -cost(2 * half - bea_units, price),
    ]
    assert change[0] == 150 * DOLLAR
    rounding = -sum(change)
    assert rounding in (0, 1, 2, 3)
    assert net.dollar.balanceOf(net.ledger.address) - rounding == held - (
        cost(bea_units, price) + cost(2 * half - bea_units, price)
    )


def test_what_is_left_of_a_buy_stands_on_with_its_money(trading: Trading) -> None:
    net, alice, bea = trading.net, trading.alice, trading.buyers[0]
    before = cash(net, bea)
    buy(net, alice, bea, 500, 2 * PRICE)
    placed = order(net, alice, bea)
    sell(net, alice, trading.holders[0], 200, PRICE)
    logs = finish(net, alice)
    # A buy left in part is the best one left: L is its price.
    assert events(logs, "AuctionPriced")[0].price == 2 * PRICE
    left = order(net, alice, bea)
    assert (left.units, left.price) == (300 * SHARE, 2 * PRICE)
    assert (left.seq, left.placed, left.expires) == (placed.seq, placed.placed, placed.expires)
    assert before - cash(net, bea) == 1000 * DOLLAR
    with boa.env.prank(bea.address):
        net.auction.withdraw(alice.pid)
    assert before - cash(net, bea) == 400 * DOLLAR


@settings(max_examples=40, deadline=None)
@given(
    price=st.integers(PRICE, PRICE + 10**7),
    sold=st.integers(100 * SHARE, 300 * SHARE),
    wanted=st.integers(300 * SHARE + 1, 500 * SHARE),
)
def test_a_buy_filled_in_part_at_its_own_limit_never_needs_more_than_its_money(
    deployed_network: Network, price: int, sold: int, wanted: int
) -> None:
    net = deployed_network
    with boa.env.anchor():
        market = people(net)
        alice, hana, bea = market.alice, market.holders[0], market.buyers[0]
        before = cash(net, bea)
        with boa.env.prank(bea.address):
            net.auction.buy(alice.pid, wanted, price, NO_PERMIT)
        with boa.env.prank(hana.address):
            net.auction.sell(alice.pid, sold, price)
        finish(net, alice)
        left = order(net, alice, bea)
        dust = wanted - sold - left.units
        assert 0 <= dust <= 10**24 // price
        assert before - cash(net, bea) == cost(sold, price) + cost(left.units, price)
        with boa.env.prank(bea.address):
            net.auction.withdraw(alice.pid)
        assert before - cash(net, bea) == cost(sold, price)


def crowded(net: Network) -> Trading:
    """Four sells that meet four buys in seven pairs, and one of each that stays out."""
    market = people(net)
    alice = market.alice
    for holder, amount in zip(market.holders, (300, 250, 200, 150), strict=True):
        sell(net, alice, holder, amount, PRICE)
    for buyer, amount in zip(market.buyers, (170, 180, 190, 330), strict=True):
        buy(net, alice, buyer, amount, 2 * PRICE)
    return market


def test_a_settlement_in_steps_ends_as_one_in_one_go(net: Network) -> None:
    def play(pairs: int) -> tuple[list[int], int]:
        with boa.env.anchor():
            market = crowded(net)
            everyone = [*market.holders, *market.buyers]
            steps = 0
            finish(net, market.alice, pairs)
            while running(net, market.alice):
                steps += 1
                settle(net, market.alice, max(pairs, 1))
            money = [cash(net, person) for person in everyone]
            units = [shares(net, market.alice, person) for person in everyone]
            lots = [
                lot.cost
                for person in everyone
                for lot in net.ledger.lots(market.alice.pid, person.pid)
            ]
            net.actors.clear()
            return [*money, *units, *lots], steps

    whole, none = play(128)
    assert none == 0
    for pairs in (0, 1, 2, 3, 6):
        parts, steps = play(pairs)
        assert parts == whole
        assert steps > 0


def test_between_the_steps_nothing_can_be_placed_or_withdrawn(net: Network) -> None:
    market = crowded(net)
    alice = market.alice
    finish(net, alice, 1)
    late = net.join("Late")
    give(net, alice, late, 500)
    for place in (sell, buy):
        with boa.reverts("SETTLING"):
            place(net, alice, late, 100, PRICE)
    with boa.reverts("SETTLING"), boa.env.prank(market.buyers[3].address):
        net.auction.withdraw(alice.pid)
    price, units = net.auction.clearing(alice.pid)
    assert price and units < 870 * SHARE
    settle(net, alice)
    with boa.reverts("AUCTION_TOO_SOON"):
        sell(net, alice, late, 100, PRICE)


def test_an_auction_without_a_match_ends_and_buys_stand_on(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.holders[0], 200, 2 * PRICE)
    buy(net, alice, trading.buyers[0], 200, 2 * PRICE - 1)
    settled = events(finish(net, alice), "AuctionSettled")[0]
    assert (settled.price, settled.units, settled.money) == (0, 0, 0)
    assert order(net, alice, trading.holders[0]).side == 0
    assert order(net, alice, trading.buyers[0]).units == 200 * SHARE
    assert reference(net, alice) == 0


def test_a_freeze_or_a_ban_releases_an_order_and_nothing_else_does(net: Network) -> None:
    market = people(net)
    alice = market.alice
    frozen_seller, banned_seller, seller, _ = market.holders
    frozen_buyer, banned_buyer, owing, _ = market.buyers
    lapsing = net.join("Lara", expiresAt=now() + DAY)
    for holder in (frozen_seller, banned_seller, seller):
        sell(net, alice, holder, 400, PRICE)
    for buyer in (frozen_buyer, banned_buyer, owing, lapsing):
        buy(net, alice, buyer, 200, PRICE)
    pass_time(DAY)
    before = cash(net, frozen_buyer), cash(net, banned_buyer)
    for person in (frozen_seller, frozen_buyer):
        net.freeze(person)
    for person in (banned_seller, banned_buyer):
        net.ban(person)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(owing.pid, now() - 1)
    logs = finish(net, alice)
    assert released(logs, frozen_seller) == released(logs, frozen_buyer) == ["frozen"]
    assert released(logs, banned_seller) == released(logs, banned_buyer) == ["banned"]
    assert net.ledger.position(alice.pid, frozen_seller.pid).reserved == 0
    assert net.ledger.purse(frozen_buyer.pid)[0] == 200 * DOLLAR  # credited until it ends
    assert cash(net, frozen_buyer) == before[0]
    assert cash(net, banned_buyer) == before[1] + 200 * DOLLAR
    assert shares(net, alice, owing) == shares(net, alice, lapsing) == 200 * SHARE


def test_a_sell_placed_while_banned_stands(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    net.ban(hana)
    sell(net, alice, hana, 200, PRICE)
    buy(net, alice, trading.buyers[0], 200, PRICE)
    finish(net, alice)
    assert shares(net, alice, trading.buyers[0]) == 200 * SHARE


def test_a_buy_from_before_is_in_only_if_its_maker_could_buy_at_the_opening(
    net: Network,
) -> None:
    market = people(net)
    alice, (owing, paid, *_) = market.alice, market.buyers
    lapsed = net.join("Lara", expiresAt=now() + DAY)
    renewed = net.join("Rena", expiresAt=now() + DAY)
    for buyer in (owing, paid, lapsed, renewed):
        buy(net, alice, buyer, 200, PRICE)
    pass_time(2 * DAY)
    for person in (owing, paid):
        with boa.env.prank(net.companies.address):
            net.ledger.set_due(person.pid, now() - 1)
    sell(net, alice, market.holders[0], 800, PRICE)
    pass_time(HOUR)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(paid.pid, 0)
    net.renew(renewed)
    logs = finish(net, alice)
    assert released(logs, owing) == ["overdue"]
    assert released(logs, lapsed) == ["expired"]
    assert shares(net, alice, paid) == shares(net, alice, renewed) == 200 * SHARE
    assert shares(net, alice, owing) == shares(net, alice, lapsed) == 0


def test_money_that_cannot_be_delivered_is_credited(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    hana, bea = trading.holders[0], trading.buyers[0]
    sell(net, alice, hana, 200, PRICE)
    buy(net, alice, bea, 200, 3 * PRICE)
    for person in (hana, bea):
        with boa.env.prank(net.authority.address):
            net.dollar.set_blacklisted(person.address, True)
    finish(net, alice)
    assert net.ledger.purse(hana.pid)[0] == 400 * DOLLAR
    assert net.ledger.purse(bea.pid)[0] == 200 * DOLLAR
    assert shares(net, alice, bea) == 200 * SHARE


def test_the_sellers_gain_is_shared_in_the_same_settlement(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    net.issue(hana)
    give(net, hana, trading.buyers[1], 2_000_000)  # a fifth of Hana is outside
    before = cash(net, hana)
    sell(net, alice, hana, 1000, 2 * PRICE)
    buy(net, alice, trading.buyers[0], 1000, 2 * PRICE)
    finish(net, alice)
    # Proceeds 2,000, cost 500, gain 1,500, of which a fifth stays for the holders.
    assert cash(net, hana) - before == 1700 * DOLLAR
    owed = net.ledger.claimable(hana.pid, trading.buyers[1].pid)
    assert owed == 300 * DOLLAR - 1  # rounded in the pool's favour


def test_an_issuer_buys_back_but_not_while_a_matter_is_open(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    net.issue(trading.holders[0])
    buy(net, alice, alice, 200, PRICE)
    sell(net, alice, trading.holders[0], 200, PRICE)
    finish(net, alice)
    assert net.ledger.outside(alice.pid) == 3800 * SHARE
    assert net.ledger.lots(alice.pid, alice.pid) == []
    # `blocked` is open matters of the issuer in the companies contract: see its own tests.
    pass_time(DAY)
    buy(net, alice, alice, 200, PRICE)
    sell(net, alice, trading.holders[1], 200, PRICE)
    report_exit(net, alice, 900 * DOLLAR)
    logs = finish(net, alice)
    assert released(logs, alice) == ["own matter"]
    with boa.reverts("OWN_MATTER_OPEN"):
        buy(net, alice, alice, 200, PRICE)
    assert net.ledger.outside(alice.pid) == 3800 * SHARE
