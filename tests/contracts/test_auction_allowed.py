"""Who may not have the shares is released before the price is set; what comes back does not count
toward what people without a document may pay."""

from __future__ import annotations

from dataclasses import dataclass

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.market import (
    PRICE,
    buy,
    events,
    finish,
    give,
    order,
    pass_time,
    released,
    sell,
    set_number,
    set_reference,
    shares,
    withdraw,
)
from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network
from tests.contracts.recovering import accredit, recover

COMPLIANCE, MOST_HOLDERS = 5, 0


@dataclass
class Trading:
    """Alice's token with two holders, and four who want some."""

    net: Network
    alice: Actor
    hana: Actor
    hugo: Actor
    buyers: list[Actor]

    def fill_up(self, room: int) -> None:
        """Let there be room for so many more holders, by putting many there and lowering the cap.

        The cap is at least 1,000: so the sheet says that there are many.
        """
        set_number(self.net, COMPLIANCE, MOST_HOLDERS, 1000)
        crowd(self.net, self.alice, 1000 - room - 2)


def crowd(net: Network, issuer: Actor, more: int) -> None:
    """Make the ledger believe that so many more people hold a token; see `packing`."""
    layout = net.ledger.compiler_data.storage_layout["storage_layout"]
    place = layout["holdings"]["sheets"]["slot"]
    key = keccak(place.to_bytes(32, "big") + issuer.pid.to_bytes(32, "big"))
    at = int.from_bytes(key, "big")
    word = boa.env.get_storage(net.ledger.address, at)
    boa.env.set_storage(net.ledger.address, at, word + (more << 224))


@pytest.fixture
def trading(net: Network) -> Trading:
    """People who can trade at once."""
    alice, hana, hugo = (net.join(name) for name in ("Alice", "Hana", "Hugo"))
    net.issue(alice)
    for holder in (hana, hugo):
        give(net, alice, holder, 1000)
    buyers = [net.join(name) for name in ("Bea", "Boris", "Bela", "Bodo")]
    return Trading(net, alice, hana, hugo, buyers)


def test_seats_for_holders_go_by_price(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    bea, boris, bela, bodo = trading.buyers
    trading.fill_up(2)
    sell(net, alice, trading.hana, 500, PRICE)
    buy(net, alice, bea, 100, 2 * PRICE)
    buy(net, alice, boris, 100, 4 * PRICE)
    buy(net, alice, bela, 100, 3 * PRICE)
    buy(net, alice, trading.hugo, 100, 2 * PRICE)  # holds some already
    buy(net, alice, bodo, 100, 2 * PRICE)
    logs = finish(net, alice)
    assert released(logs, bea) == released(logs, bodo) == ["not allowed"]
    assert shares(net, alice, boris) == shares(net, alice, bela) == 100 * SHARE
    assert shares(net, alice, trading.hugo) == 1100 * SHARE
    assert shares(net, alice, bea) == shares(net, alice, bodo) == 0
    assert net.ledger.token_info(alice.pid).holders == 1000


def test_the_price_does_not_know_of_buys_that_compliance_released(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    bea, boris, *_ = trading.buyers
    trading.fill_up(1)
    sell(net, alice, trading.hana, 100, PRICE)
    buy(net, alice, bea, 100, 3 * PRICE)
    buy(net, alice, boris, 100, 3 * PRICE)
    # Bea comes first and fills the seat: what Boris would have paid does not lift the price.
    said = net.auction.clearing(alice.pid)
    logs = finish(net, alice)
    priced = events(logs, "AuctionPriced")[0]
    assert (priced.price, priced.units) == tuple(said) == (2 * PRICE, 100 * SHARE)
    assert released(logs, boris) == ["not allowed"]


def test_who_may_not_have_the_shares_takes_no_place_in_the_book(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    trading.fill_up(0)
    with boa.reverts("NOT_COMPLIANT"):
        buy(net, alice, trading.buyers[0], 100, PRICE)
    buy(net, alice, trading.hugo, 100, PRICE)


def test_a_seat_that_a_seller_leaves_is_free_in_the_next_auction(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    bea = trading.buyers[0]
    buy(net, alice, bea, 100, 2 * PRICE)
    trading.fill_up(0)
    sell(net, alice, trading.hana, 1000, PRICE)
    buy(net, alice, trading.hugo, 1000, 2 * PRICE)
    logs = finish(net, alice)
    assert released(logs, bea) == ["not allowed"]
    buy(net, alice, bea, 100, 2 * PRICE)


def test_an_order_in_an_auction_stands_while_a_wallet_is_recovered(trading: Trading) -> None:
    net, alice = trading.net, trading.alice
    bea = trading.buyers[0]
    accredit(net)
    sell(net, alice, trading.hana, 100, PRICE)
    buy(net, alice, bea, 100, PRICE)
    for actor in (trading.hana, bea):
        recover(net, actor, f"new wallet of {actor.name}")
    pass_time(2 * DAY)
    assert net.registry.standing(bea.pid) == 3  # as if frozen
    finish(net, alice)
    assert shares(net, alice, bea) == 100 * SHARE
    # What the sale brought waits in the ledger: nothing leaves the person meanwhile.
    assert net.ledger.purse(trading.hana.pid)[0] == 100 * DOLLAR
    with boa.reverts("FROZEN"):
        sell(net, alice, trading.hana, 100, PRICE)


# --- people without a document ---


def spent(net: Network, person: Actor) -> int:
    """What counts toward the limit of a person without a document."""
    return int(net.compliance.spent_by(person.pid))


@pytest.fixture
def wanda(trading: Trading) -> Actor:
    """Somebody whom only World ID knows."""
    return trading.net.join("Wanda", level=1)


def test_without_a_document_one_lays_in_a_thousand_dollars_in_all(
    trading: Trading, wanda: Actor
) -> None:
    net, alice = trading.net, trading.alice
    with boa.reverts("WORLD_LIMIT"):
        buy(net, alice, wanda, 1001, PRICE)
    buy(net, alice, wanda, 1000, PRICE)
    other = net.join("Andre")
    net.issue(other)
    with boa.reverts("WORLD_LIMIT"):
        buy(net, other, wanda, 100, PRICE)
    # Taken back it does not count, however often.
    for _ in range(3):
        withdraw(net, alice, wanda)
        assert spent(net, wanda) == 0
        buy(net, alice, wanda, 1000, PRICE)


def test_what_was_paid_counts_and_what_was_too_much_does_not(
    trading: Trading, wanda: Actor
) -> None:
    net, alice = trading.net, trading.alice
    sell(net, alice, trading.hana, 200, PRICE)
    buy(net, alice, wanda, 500, 2 * PRICE)
    finish(net, alice)
    # 200 of 500 at two dollars: the rest stands on, at two dollars each.
    assert spent(net, wanda) == 1000 * DOLLAR
    withdraw(net, alice, wanda)
    assert spent(net, wanda) == 400 * DOLLAR
    pass_time(DAY)
    sell(net, alice, trading.hana, 200, PRICE)
    buy(net, alice, wanda, 200, 3 * PRICE)
    finish(net, alice)
    assert spent(net, wanda) == 400 * DOLLAR + 400 * DOLLAR  # midway, and all of it filled
    with boa.reverts("WORLD_LIMIT"):
        buy(net, alice, wanda, 201, PRICE)
    buy(net, alice, wanda, 200, PRICE)


def test_a_document_ends_the_limit_and_what_it_counted_comes_back_right(
    trading: Trading, wanda: Actor
) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, wanda, 1000, PRICE)
    pass_time(1)
    net.renew(wanda, level=2)
    withdraw(net, alice, wanda)
    assert spent(net, wanda) == 0
    buy(net, alice, wanda, 5000, PRICE)
    assert spent(net, wanda) == 0


@pytest.mark.parametrize("how", ["lapsed", "displaced", "frozen", "cancelled", "forced"])
def test_what_is_released_comes_back_uncounted(trading: Trading, wanda: Actor, how: str) -> None:
    net, alice = trading.net, trading.alice
    buy(net, alice, wanda, 500, PRICE)
    if how == "lapsed":
        pass_time(30 * DAY)
        net.auction.release(alice.pid, wanda.pid)
    elif how == "displaced":
        for n in range(64):
            buy(net, alice, net.join(f"Better {n}"), 100, 2 * PRICE)
    elif how == "forced":
        give(net, alice, wanda, 10)
        with boa.env.prank(net.authority.address):
            net.auction.force_transfer(alice.pid, wanda.pid, trading.hugo.pid, SHARE)
    else:
        sell(net, alice, trading.hana, 500, PRICE)
        if how == "frozen":
            pass_time(2 * DAY - 1)
            net.freeze(wanda)
        else:
            for _ in range(3):
                with boa.env.prank(net.registry.address):
                    net.auction.standing_news(alice.pid)
        finish(net, alice)
    assert order(net, alice, wanda).side == 0
    assert spent(net, wanda) == 0


def test_who_has_no_document_moves_no_reference_price(trading: Trading, wanda: Actor) -> None:
    net, alice = trading.net, trading.alice
    set_reference(net, alice, PRICE)
    sell(net, alice, trading.hana, 500, 2 * PRICE)
    buy(net, alice, wanda, 500, 2 * PRICE)
    finish(net, alice)
    assert shares(net, alice, wanda) == 500 * SHARE
    assert net.ledger.reference(alice.pid) == PRICE
