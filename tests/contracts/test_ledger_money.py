"""Money: gains are shared, claims settled, debts come first, and nobody holds up anybody."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SHARE,
    SUPPLY,
    Actor,
    Network,
    account_of,
    deploy_bare,
)

Cast = tuple[Actor, Actor, Actor, Actor]


@pytest.fixture
def cast(bare: Network) -> Cast:
    """Alice and Bob issued; Bob holds a tenth of Alice, Carol a fifth of Bob; Dan holds nothing."""
    alice, bob, carol, dan = (bare.join(name) for name in ("Alice", "Bob", "Carol", "Dan"))
    bare.issue(alice)
    bare.issue(bob)
    bare.place(alice, bob, SUPPLY // 10, 0)
    bare.place(bob, carol, SUPPLY // 5, 0)
    return alice, bob, carol, dan


def distribute(net: Network, issuer: Actor, amount: int, permit: Any = NO_PERMIT) -> int:
    with boa.env.prank(issuer.address):
        return int(net.ledger.distribute(amount, permit))


def claim(net: Network, token: Actor, holder: Actor, by: Actor | None = None) -> int:
    with boa.env.prank((by or holder).address):
        return int(net.ledger.claim(token.pid, holder.pid))


def told(net: Network, name: str) -> list[Any]:
    """Events of that name in the last act."""
    return [one for one in net.ledger.get_logs() if type(one).__name__ == name]


# --- sales ---


def test_a_fifth_of_a_gain_stays_for_a_fifth_outside(bare: Network, cast: Cast) -> None:
    alice, bob, carol, dan = cast
    before = bare.dollar.balanceOf(bob.address)
    bare.place(alice, bob, 1000 * SHARE, 0)  # behind the tenth that cost nothing
    bare.trade(alice, bob, dan, 1000 * SHARE, 600 * DOLLAR)
    (sold,) = told(bare, "Sold")
    assert (sold.cost, sold.gain, sold.siphon) == (0, 600 * DOLLAR, 120 * DOLLAR)
    assert bare.dollar.balanceOf(bob.address) - before == 480 * DOLLAR
    assert bare.ledger.claimable(bob.pid, carol.pid) == 120 * DOLLAR - 1  # rounded down


def test_without_holders_a_gain_is_the_sellers(bare: Network, cast: Cast) -> None:
    _alice, bob, carol, dan = cast
    bare.trade(bob, carol, dan, SUPPLY // 5, 600 * DOLLAR)
    (sold,) = told(bare, "Sold")
    assert (sold.gain, sold.siphon) == (600 * DOLLAR, 0)


def test_buying_after_a_deposit_earns_none_of_it(bare: Network, cast: Cast) -> None:
    alice, bob, _carol, dan = cast
    distribute(bare, alice, 1000 * DOLLAR)
    bare.place(alice, dan, SUPPLY // 10, 0)
    assert bare.ledger.claimable(alice.pid, dan.pid) == 0
    owed = bare.ledger.claimable(alice.pid, bob.pid)
    bare.trade(alice, bob, dan, SUPPLY // 20, 0)
    assert bare.ledger.claimable(alice.pid, dan.pid) == 0
    assert bare.ledger.claimable(alice.pid, bob.pid) == owed  # what was earned stays with who sold
    distribute(bare, alice, 1000 * DOLLAR)
    assert bare.ledger.claimable(alice.pid, dan.pid) > 0


def test_a_seller_whom_the_dollar_bars_is_credited(bare: Network, cast: Cast) -> None:
    alice, bob, _carol, dan = cast
    with boa.env.prank(bare.authority.address):
        bare.dollar.set_blacklisted(bob.address, True)
    bare.trade(alice, bob, dan, 1000, 600 * DOLLAR)
    assert bare.ledger.purse(bob.pid) == (480 * DOLLAR, 0)
    with boa.reverts("UNDELIVERABLE"):
        bare.ledger.withdraw(bob.pid)
    with boa.env.prank(bare.authority.address):
        bare.dollar.set_blacklisted(bob.address, False)
    before = bare.dollar.balanceOf(bob.address)
    with boa.env.prank(dan.address):  # anyone may, and it goes to the wallet
        bare.ledger.withdraw(bob.pid)
    assert bare.dollar.balanceOf(bob.address) - before == 480 * DOLLAR
    with boa.reverts("NOTHING_TO_WITHDRAW"):
        bare.ledger.withdraw(bob.pid)


# --- claims ---


def test_a_claim_passes_on_one_hop(bare: Network, cast: Cast) -> None:
    alice, bob, carol, _dan = cast
    distribute(bare, alice, 1000 * DOLLAR)
    owed = bare.ledger.claimable(alice.pid, bob.pid)
    assert owed == 1000 * DOLLAR - 1
    before = bare.dollar.balanceOf(bob.address)
    left = claim(bare, alice, bob)
    (claimed,) = told(bare, "Claimed")
    assert (claimed.amount, claimed.passed_on) == (owed, owed - left)
    assert claimed.passed_on == -(-owed // 5)  # a fifth, rounded up
    assert bare.dollar.balanceOf(bob.address) - before == left
    assert bare.ledger.claimable(alice.pid, bob.pid) == 0
    assert 0 <= claimed.passed_on - bare.ledger.claimable(bob.pid, carol.pid) <= 1


def test_a_claim_by_another_is_credited(bare: Network, cast: Cast) -> None:
    alice, bob, _carol, dan = cast
    distribute(bare, alice, 1000 * DOLLAR)
    before = bare.dollar.balanceOf(bob.address)
    left = claim(bare, alice, bob, by=dan)
    assert bare.dollar.balanceOf(bob.address) == before
    assert bare.ledger.purse(bob.pid) == (left, 0)
    bare.ledger.withdraw(bob.pid)
    assert bare.dollar.balanceOf(bob.address) == before + left


def test_a_frozen_holder_is_credited_and_waits_but_holders_get_theirs(
    bare: Network, cast: Cast
) -> None:
    alice, bob, carol, _dan = cast
    distribute(bare, alice, 1000 * DOLLAR)
    bare.freeze(bob)
    left = claim(bare, alice, bob)
    assert bare.ledger.purse(bob.pid) == (left, 0)
    assert bare.ledger.claimable(bob.pid, carol.pid) > 0
    with boa.reverts("UNDELIVERABLE"):
        bare.ledger.withdraw(bob.pid)
    boa.env.time_travel(seconds=7 * DAY)
    bare.ledger.withdraw(bob.pid)
    assert bare.ledger.purse(bob.pid) == (0, 0)


def test_banned_and_expired_holders_are_paid(bare: Network, cast: Cast) -> None:
    alice, bob, carol, _dan = cast
    distribute(bare, alice, 1000 * DOLLAR)
    bare.ban(bob)
    before = bare.dollar.balanceOf(bob.address)
    assert claim(bare, alice, bob) == bare.dollar.balanceOf(bob.address) - before
    boa.env.time_travel(seconds=365 * DAY)
    before = bare.dollar.balanceOf(carol.address)
    assert claim(bare, bob, carol) == bare.dollar.balanceOf(carol.address) - before


def test_less_than_a_unit_leaves_the_checkpoint_as_it_is(bare: Network, cast: Cast) -> None:
    alice, _bob, _carol, dan = cast
    bare.place(alice, dan, SHARE // 10**3, 0)
    for _ in range(3):
        distribute(bare, alice, 400)  # of which Dan earns a thousandth of a millionth
        assert claim(bare, alice, dan) == 0
        assert told(bare, "Claimed") == []
    distribute(bare, alice, 3_000_000 * 400)
    assert claim(bare, alice, dan) > 0


def test_small_parts_add_up_when_they_are_not_lost(bare: Network, cast: Cast) -> None:
    alice, bob, _carol, dan = cast
    bare.place(alice, dan, SUPPLY // 1_000, 0)
    for _ in range(3):
        distribute(bare, alice, 26)  # Dan's part of each is a quarter of a unit
        assert claim(bare, alice, dan) == 0
    distribute(bare, alice, 26)
    assert claim(bare, alice, dan) == 1
    assert claim(bare, alice, bob) > 0


def test_an_issuer_claims_nothing_of_their_own(bare: Network, cast: Cast) -> None:
    alice, bob, *_ = cast
    distribute(bare, alice, DOLLAR)
    with boa.reverts("ISSUER_OWN_CLAIM"):
        claim(bare, alice, alice)
    assert bare.ledger.claimable(alice.pid, alice.pid) == 0
    assert claim(bare, alice, bob) > 0


def test_claims_of_several_tokens_at_once(bare: Network, cast: Cast) -> None:
    alice, bob, carol, _dan = cast
    bare.place(alice, carol, SUPPLY // 10, 0)
    distribute(bare, alice, 1000 * DOLLAR)
    distribute(bare, bob, 1000 * DOLLAR)
    owed = [bare.ledger.claimable(one.pid, carol.pid) for one in (alice, bob)]
    before = bare.dollar.balanceOf(carol.address)
    with boa.env.prank(carol.address):
        assert bare.ledger.claim_many([alice.pid, bob.pid, alice.pid], carol.pid) == sum(owed)
    assert bare.dollar.balanceOf(carol.address) - before == sum(owed)
    with boa.env.prank(carol.address), boa.reverts("ISSUER_OWN_CLAIM"):
        bare.ledger.claim_many([carol.pid], carol.pid)


def test_holders_of_nobody_claim_nothing(bare: Network, cast: Cast) -> None:
    alice, _bob, _carol, dan = cast
    assert claim(bare, alice, dan) == 0
    assert claim(bare, dan, alice) == 0  # Dan never issued


# --- gifts ---


def test_a_gift_needs_holders_and_money(bare: Network, cast: Cast) -> None:
    alice, _bob, carol, dan = cast
    bare.issue(dan)
    for issuer in (carol, dan):  # never issued; issued and sold nothing
        with boa.reverts("NO_HOLDERS"):
            distribute(bare, issuer, DOLLAR)
    with boa.env.prank(account_of("stranger").address), boa.reverts("NOT_A_PERSON"):
        bare.ledger.distribute(DOLLAR, NO_PERMIT)
    with boa.reverts("AMOUNT_ZERO"):
        distribute(bare, alice, 0)
    with boa.reverts("DOLLAR_REFUSED"):
        distribute(bare, alice, 2_000_000 * DOLLAR)  # more than she has
    before = bare.dollar.balanceOf(alice.address)
    assert distribute(bare, alice, 10 * DOLLAR) == 10 * DOLLAR
    assert before - bare.dollar.balanceOf(alice.address) == 10 * DOLLAR


def test_a_tiny_part_outside_cannot_blow_up_the_accumulator(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    bare.place(alice, bob, 1, 0)  # the smallest unit there is
    with boa.reverts("TOO_LITTLE_OUTSIDE"):
        distribute(bare, alice, DOLLAR)
    distribute(bare, alice, 1_000)
    bare.place(alice, bob, SHARE, 0)
    distribute(bare, alice, 1_000 * DOLLAR)
    assert claim(bare, alice, bob) >= 999 * DOLLAR


@settings(max_examples=25)
@given(st.integers(1, 10**15), st.integers(10**14, SUPPLY * 49 // 100))
def test_the_pool_is_never_short_by_a_gift(bare_forever: Network, amount: int, units: int) -> None:
    net = bare_forever
    alice, bob = net.actors["Alice"], net.actors["Bob"]
    net.place(alice, bob, units, 0)
    net.fund(alice, amount)
    distribute(net, alice, amount)
    assert net.ledger.claimable(alice.pid, bob.pid) <= amount
    assert net.ledger.claimable(alice.pid, bob.pid) >= amount - 2
    claim(net, alice, bob)
    assert net.dollar.balanceOf(net.ledger.address) >= 0


@pytest.fixture(scope="module")
def bare_forever() -> Network:
    """Made once for all examples; the plugin puts each example back."""
    net = deploy_bare()
    net.issue(net.join("Alice"))
    net.join("Bob")
    return net
