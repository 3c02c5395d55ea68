"""Orders: who may place which, until when, and what happens to them before the price is set."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest

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
    released,
    running,
    sell,
    set_reference,
    shares,
    withdraw,
)
from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SHARE, Actor, Network, now


@dataclass
class Trading:
    """Alice's token, three holders with a thousand shares each, and three who want some."""

    net: Network
    alice: Actor
    holders: list[Actor]
    buyers: list[Actor]


@pytest.fixture
def trading(net: Network) -> Trading:
    """People who can trade at once."""
    alice = net.join("Alice")
    net.issue(alice)
    holders = [net.join(name) for name in ("Hana", "Hugo", "Hilda")]
    buyers = [net.join(name) for name in ("Bea", "Boris", "Bela")]
    for holder in holders:
        give(net, alice, holder, 1000, 500 * DOLLAR)
    return Trading(net, alice, holders, buyers)


def test_the_first_sell_opens_an_auction_of_two_days(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, trading.buyers[0], 100, PRICE)
    assert not running(net, alice)  # a buy opens nothing
    sell(net, alice, trading.holders[0], 100, PRICE)
    info = net.auction.auction(alice.pid)
    assert (info.number, info.opened, info.end) == (1, now(), now() + 2 * DAY)
    assert (info.sells_until, info.early_until) == (now() + DAY, now() + 12 * HOUR)


def test_the_next_auction_opens_a_day_after_the_settlement(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.holders[0], 100, PRICE)
    finish(net, alice)
    assert net.auction.can_open_at(alice.pid) == now() + DAY
    pass_time(DAY - 1)
    with boa.reverts("AUCTION_TOO_SOON"):
        sell(net, alice, trading.holders[0], 100, PRICE)
    pass_time(1)
    sell(net, alice, trading.holders[0], 100, PRICE)
    assert net.auction.auction(alice.pid).number == 2


def test_sells_are_taken_in_the_first_day_only(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.holders[0], 100, PRICE)
    pass_time(DAY - 1)
    sell(net, alice, trading.holders[1], 100, PRICE)
    pass_time(1)
    with boa.reverts("SELLS_CLOSED"):
        sell(net, alice, trading.holders[2], 100, PRICE)


def test_buys_are_taken_until_the_end(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.holders[0], 100, PRICE)
    pass_time(2 * DAY - 1)
    buy(net, alice, trading.buyers[0], 100, PRICE)
    pass_time(1)
    with boa.reverts("AUCTION_OVER"):
        buy(net, alice, trading.buyers[1], 100, PRICE)


def test_a_sell_reserves_its_shares_in_place(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    sell(net, alice, hana, 600, PRICE)
    position = net.ledger.position(alice.pid, hana.pid)
    assert (position.balance, position.reserved) == (1000 * SHARE, 600 * SHARE)
    assert order(net, alice, hana).units == 600 * SHARE


def test_nobody_sells_more_than_they_can(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    with boa.reverts("NOT_ENOUGH_SHARES"):
        sell(net, alice, hana, 1001, PRICE)
    give(net, alice, hana, 500, unlocks=now() + 9 * DAY)
    with boa.reverts("NOT_ENOUGH_SHARES"):
        sell(net, alice, hana, 1001, PRICE)
    sell(net, alice, hana, 1000, PRICE)


def test_a_sell_cannot_be_withdrawn(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    sell(net, alice, hana, 100, PRICE)
    with boa.reverts("NO_BUY_ORDER"):
        withdraw(net, alice, hana)
    with boa.reverts("NO_BUY_ORDER"):
        net.auction.release(alice.pid, hana.pid)


def test_a_buy_lays_its_money_in_the_ledger(trading: Trading) -> None:
    net, alice, bea = trading.net, trading.alice, trading.buyers[0]
    before, lying = cash(net, bea), net.dollar.balanceOf(net.ledger.address)
    with boa.env.prank(bea.address):
        net.auction.buy(alice.pid, 100 * SHARE + 1, PRICE, NO_PERMIT)
    staked = cost(100 * SHARE + 1, PRICE)
    assert staked == 100 * DOLLAR + 1  # rounded up
    assert before - cash(net, bea) == staked
    assert net.dollar.balanceOf(net.ledger.address) - lying == staked


def test_a_buy_is_withdrawn_between_auctions_only(trading: Trading) -> None:
    net, alice, (bea, boris, _) = trading.net, trading.alice, trading.buyers
    before = cash(net, bea)
    buy(net, alice, bea, 200, PRICE)
    buy(net, alice, boris, 200, PRICE)
    withdraw(net, alice, bea)
    assert cash(net, bea) == before
    assert order(net, alice, bea).side == 0
    sell(net, alice, trading.holders[0], 100, PRICE)
    with boa.reverts("WITHIN_AUCTION"):
        withdraw(net, alice, boris)
    with boa.reverts("NO_BUY_ORDER"):
        withdraw(net, alice, bea)


def test_an_order_is_worth_a_hundred_dollars(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    with boa.reverts("ORDER_TOO_SMALL"):
        sell(net, alice, trading.holders[0], 99, PRICE)
    sell(net, alice, trading.holders[0], 100, PRICE)
    with boa.reverts("ORDER_TOO_SMALL"):
        buy(net, alice, trading.buyers[0], 100, PRICE - 1)
    buy(net, alice, trading.buyers[0], 100, PRICE)


def test_a_sell_is_worth_the_lower_of_its_price_and_the_reference_price(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE // 2)
    with boa.reverts("ORDER_TOO_SMALL"):
        sell(net, alice, trading.holders[0], 100, 9 * PRICE)
    with boa.reverts("ORDER_TOO_SMALL"):
        sell(net, alice, trading.holders[0], 200, PRICE // 4)
    sell(net, alice, trading.holders[0], 200, 9 * PRICE)


def test_an_issuer_sells_by_offering_only(trading: Trading) -> None:
    with boa.reverts("ISSUER_SELLS_BY_OFFERING"):
        sell(trading.net, trading.alice, trading.alice, 1000, PRICE)


def test_strangers_and_the_frozen_do_not_sell_and_the_expired_and_banned_do(net: Network) -> None:
    alice = net.join("Alice")
    net.issue(alice)
    frozen, banned = net.join("Finn"), net.join("Bodo")
    expired = net.join("Eve", expiresAt=now() + 5 * DAY)
    for holder in (frozen, banned, expired):
        give(net, alice, holder, 1000)
    net.freeze(frozen)
    net.ban(banned)
    pass_time(6 * DAY)
    with boa.reverts("FROZEN"):
        sell(net, alice, frozen, 100, PRICE)
    with boa.reverts("NOT_A_PERSON"), boa.env.prank(boa.env.generate_address()):
        net.auction.sell(alice.pid, 100 * SHARE, PRICE)
    sell(net, alice, banned, 100, PRICE)
    sell(net, alice, expired, 100, PRICE)
    pass_time(DAY)
    assert order(net, alice, banned).units == 100 * SHARE


def test_only_active_people_without_overdue_debts_buy(net: Network) -> None:
    alice = net.join("Alice")
    net.issue(alice)
    frozen, banned, owing = net.join("Finn"), net.join("Bodo"), net.join("Otto")
    expired = net.join("Eve", expiresAt=now() + 5 * DAY)
    pass_time(5 * DAY)
    net.freeze(frozen)
    net.ban(banned)
    for person in (frozen, banned, expired):
        with boa.reverts("NOT_ACTIVE"):
            buy(net, alice, person, 100, PRICE)
    with boa.reverts("NOT_ACTIVE"), boa.env.prank(boa.env.generate_address()):
        net.auction.buy(alice.pid, 100 * SHARE, PRICE, NO_PERMIT)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(owing.pid, now() - 1)
    with boa.reverts("OVERDUE"):
        buy(net, alice, owing, 100, PRICE)
    with boa.env.prank(net.companies.address):
        net.ledger.set_due(owing.pid, now() + 1)
    buy(net, alice, owing, 100, PRICE)


def test_a_token_must_exist_to_be_bought(trading: Trading) -> None:
    bea = trading.buyers[0]
    with boa.reverts("NO_SUCH_TOKEN"):
        buy(trading.net, bea, trading.holders[0], 100, PRICE)


def test_a_person_has_one_order_a_token(trading: Trading) -> None:
    net, alice, hana, bea = trading.net, trading.alice, trading.holders[0], trading.buyers[0]
    sell(net, alice, hana, 100, PRICE)
    with boa.reverts("HAS_ORDER"):
        sell(net, alice, hana, 100, PRICE)
    with boa.reverts("HAS_ORDER"):
        buy(net, alice, hana, 100, PRICE // 2 * 3)
    buy(net, alice, bea, 100, PRICE)
    with boa.reverts("HAS_ORDER"):
        buy(net, alice, bea, 100, PRICE)


def test_a_sell_that_opens_the_auction_cancels_the_own_buy(trading: Trading) -> None:
    net, alice, hana = trading.net, trading.alice, trading.holders[0]
    before = cash(net, hana)
    buy(net, alice, hana, 100, 5 * PRICE)
    sell(net, alice, hana, 100, PRICE)
    assert released(net.auction.get_logs(), hana) == ["replaced"]
    assert cash(net, hana) == before
    assert order(net, alice, hana).side == 1


def test_in_an_auction_a_sell_cancels_the_own_buy_only_above_its_price(trading: Trading) -> None:
    net, alice, (hana, hugo, _) = trading.net, trading.alice, trading.holders
    before = cash(net, hana)
    buy(net, alice, hana, 100, 2 * PRICE)
    sell(net, alice, hugo, 100, PRICE)
    with boa.reverts("HAS_BUY_ORDER"):
        sell(net, alice, hana, 100, 2 * PRICE)
    sell(net, alice, hana, 100, 2 * PRICE + 1)
    assert cash(net, hana) == before


def test_a_buy_lapses_after_thirty_days_but_not_within_an_auction(trading: Trading) -> None:
    net, alice, (bea, boris, _) = trading.net, trading.alice, trading.buyers
    before = cash(net, bea)
    buy(net, alice, bea, 100, PRICE)
    pass_time(2 * DAY)
    buy(net, alice, boris, 100, PRICE)
    pass_time(28 * DAY - 1)
    with boa.reverts("NOT_LAPSED"):
        net.auction.release(alice.pid, bea.pid)
    pass_time(1)
    net.auction.release(alice.pid, bea.pid)
    assert released(net.auction.get_logs(), bea) == ["lapsed"]
    assert cash(net, bea) == before
    pass_time(2 * DAY - 1)
    sell(net, alice, trading.holders[0], 100, PRICE)  # a second before Boris's buy lapses
    pass_time(DAY)
    with boa.reverts("NOT_LAPSED"):
        net.auction.release(alice.pid, boris.pid)
    finish(net, alice)
    assert shares(net, alice, boris) == 100 * SHARE


def test_a_buy_that_had_lapsed_when_the_auction_opened_is_not_filled(trading: Trading) -> None:
    net, alice, bea = trading.net, trading.alice, trading.buyers[0]
    before = cash(net, bea)
    buy(net, alice, bea, 100, PRICE)
    pass_time(30 * DAY)
    sell(net, alice, trading.holders[0], 100, PRICE)
    assert released(finish(net, alice), bea) == ["lapsed"]
    assert (shares(net, alice, bea), cash(net, bea)) == (0, before)


def test_amounts_beyond_all_bounds_are_refused(trading: Trading) -> None:
    net, alice, hana, bea = trading.net, trading.alice, trading.holders[0], trading.buyers[0]
    with boa.reverts("TOO_LARGE"):
        sell(net, alice, hana, 2**84, PRICE)
    with boa.reverts("TOO_LARGE"):
        sell(net, alice, hana, 100, 2**64)
    with boa.reverts("TOO_LARGE"):
        buy(net, alice, bea, 100, 2**64)
    with boa.reverts("ORDER_TOO_SMALL"):
        sell(net, alice, hana, 0, PRICE)
    with boa.reverts("ORDER_TOO_SMALL"):
        buy(net, alice, bea, 100, 0)


def test_a_full_side_takes_only_a_better_order_and_remembers_the_displaced_price(
    net: Network,
) -> None:
    alice = net.join("Alice")
    net.issue(alice)
    hana = net.join("Hana")
    give(net, alice, hana, 1000)
    crowd = [net.join(f"Buyer {n}") for n in range(66)]
    sell(net, alice, hana, 100, PRICE)
    for n, buyer in enumerate(crowd[:64]):
        buy(net, alice, buyer, 200 if n else 100, 2 * PRICE + n // 2)
    with boa.reverts("BOOK_FULL"):
        buy(net, alice, crowd[64], 200, 2 * PRICE)
    before = cash(net, crowd[1])
    buy(net, alice, crowd[64], 200, 9 * PRICE)
    assert released(net.auction.get_logs(), crowd[1]) == ["displaced"]  # the later among equals
    assert cash(net, crowd[1]) == before + 400 * DOLLAR
    assert len(net.auction.orders(alice.pid, 2)) == 64
    assert order(net, alice, crowd[1]).side == 0
    logs = finish(net, alice)
    assert events(logs, "AuctionSettled")[0].units == 100 * SHARE


def test_a_full_side_of_sells_lets_the_dearest_go(net: Network) -> None:
    alice = net.join("Alice")
    net.issue(alice)
    crowd = [net.join(f"Holder {n}") for n in range(66)]
    for holder in crowd:
        give(net, alice, holder, 1000)
    for n, holder in enumerate(crowd[:64]):
        sell(net, alice, holder, 100, 2 * PRICE + n)
    with boa.reverts("BOOK_FULL"):
        sell(net, alice, crowd[64], 100, 2 * PRICE + 63)
    sell(net, alice, crowd[64], 100, PRICE)
    assert released(net.auction.get_logs(), crowd[63]) == ["displaced"]
    assert net.ledger.position(alice.pid, crowd[63].pid).reserved == 0
    buyer = net.join("Bea")
    buy(net, alice, buyer, 6400, 9 * PRICE)
    # Everything trades; the displaced sell still counts as left over: U is its price.
    priced = events(finish(net, alice), "AuctionPriced")[0]
    assert (priced.low, priced.high) == (2 * PRICE + 62, 2 * PRICE + 63)
    assert priced.price == 2 * PRICE + 62


def test_a_lapsed_buy_makes_room_for_any(net: Network) -> None:
    alice = net.join("Alice")
    net.issue(alice)
    crowd = [net.join(f"Buyer {n}") for n in range(65)]
    for buyer in crowd[:64]:
        buy(net, alice, buyer, 100, 9 * PRICE)
    with boa.reverts("BOOK_FULL"):
        buy(net, alice, crowd[64], 100, PRICE)
    pass_time(30 * DAY)
    buy(net, alice, crowd[64], 100, PRICE)
    assert len(events(net.auction.get_logs(), "OrderReleased")) == 1
