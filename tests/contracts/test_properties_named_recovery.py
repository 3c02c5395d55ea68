"""Property 19: a recovery changes no balance, cost, claim, lock, strike or vote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boa
import pytest
from eth.db.account import AccountDB

from tests.contracts.market import (
    PRICE,
    buy,
    close,
    commit,
    events,
    finish,
    give,
    open_offering,
    order,
    report_exit,
    sell,
    shares,
)
from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SHARE, Actor, Network, account_of, now
from tests.contracts.raising import take
from tests.contracts.recovering import AFTER_CANCEL, WAIT, accredit, cancel, recover


class Written:
    """Which words of storage were written, so that two worlds can be compared by them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slots: set[tuple[bytes, int]] = set()
        plain = AccountDB.set_storage

        def noted(database: AccountDB, address: Any, slot: int, value: int) -> None:
            self.slots.add((bytes(address), slot))
            plain(database, address, slot, value)

        monkeypatch.setattr(AccountDB, "set_storage", noted)

    def read(self, but: set[bytes]) -> dict[tuple[bytes, int], int]:
        """What is there now in every word ever written, but of some contracts."""
        state = boa.env.evm.vm.state
        return {
            (address, slot): state.get_storage(address, slot)
            for address, slot in self.slots
            if address not in but
        }


def raw(address: Any) -> bytes:
    return bytes.fromhex(str(getattr(address, "address", address))[2:])


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    return Written(monkeypatch)


@pytest.fixture
def rich(net: Network, written: Written) -> tuple[Network, Actor]:
    """Bob with everything that a person can have, and the same left to happen."""
    accredit(net)
    alice, bob, carol, dan, erin = (
        net.join(name, expiresAt=now() + 900 * DAY)
        for name in ("Alice", "Bob", "Carol", "Dan", "Erin")
    )
    for issuer in (alice, bob, dan):
        net.issue(issuer)
    give(net, alice, bob, 1_000, 700 * DOLLAR)
    give(net, alice, bob, 300, 500 * DOLLAR, unlocks=now() + 90 * DAY)
    give(net, bob, carol, 2_000, 100 * DOLLAR)
    for _ in range(2):
        with boa.env.prank(alice.address):
            net.ledger.distribute(5_000 * DOLLAR, NO_PERMIT)
        if net.ledger.purse(bob.pid)[0] == 0:
            net.ledger.claim(alice.pid, bob.pid)  # by somebody: a credit; the rest is a claim
    number = open_offering(net, dan, days=9)
    commit(net, number, bob, 300)
    commit(net, number, erin, 300)
    buy(net, alice, erin, 400, 2 * PRICE)
    sell(net, alice, bob, 400, PRICE)
    report_exit(net, bob, 40_000 * DOLLAR)
    with boa.env.prank(net.authority.address):
        net.watching.strike(bob.pid, b"\7" * 32)
    with boa.env.prank(bob.address):
        net.watching.commit(b"\5" * 32, NO_PERMIT)
    assert net.ledger.purse(bob.pid)[0] > 0 and net.ledger.claimable(alice.pid, bob.pid) > 0
    return net, bob


def stays(_net: Network, bob: Actor) -> Actor:
    return bob


def moves(net: Network, bob: Actor) -> Actor:
    new = recover(net, bob, "new wallet")
    boa.env.timestamp += WAIT
    net.registry.finish_recovery(bob.pid)
    return new


def moves_in_person(net: Network, bob: Actor) -> Actor:
    recover(net, bob, "wallet of a thief")
    cancel(net, bob.address)
    boa.env.timestamp += 1
    new = recover(net, bob, "new wallet", inPerson=True)
    boa.env.timestamp += WAIT
    net.registry.finish_recovery(bob.pid)
    return new


def cancels(net: Network, bob: Actor) -> Actor:
    recover(net, bob, "wallet of a thief")
    boa.env.timestamp += DAY
    cancel(net, bob.address)
    boa.env.timestamp += AFTER_CANCEL
    net.registry.finish_recovery(bob.pid)
    return bob


def live_on(net: Network, bob: Actor) -> dict[str, int]:
    """Bob goes on with whatever wallet is his: everybody's money and facts in the end."""
    alice, carol, dan, erin = (net.actors[name] for name in ("Alice", "Carol", "Dan", "Erin"))
    number = net.offering.count()
    finish(net, alice)
    close(net, number)
    take(net, number, 0, 1)
    with boa.env.prank(bob.address):
        net.ledger.claim(alice.pid, bob.pid)
    net.ledger.withdraw(bob.pid)
    boa.env.timestamp += 100 * DAY  # locks are over
    sell(net, alice, bob, 300, PRICE)
    buy(net, alice, erin, 300, PRICE)
    finish(net, alice)
    held = sum(
        int(net.dollar.balanceOf(account_of(name).address))
        for name in ("Bob", "new wallet", "wallet of a thief")
    )
    return {
        "Bob's money": held,
        "others' money": sum(
            int(net.dollar.balanceOf(one.address)) for one in (alice, carol, dan, erin)
        ),
        "strikes": int(net.watching.strikes(bob.pid)[0]),
        "blocked": int(net.companies.blocked(bob.pid)),
        "of Dan": shares(net, dan, bob),
        "of Alice": shares(net, alice, bob),
    }


@pytest.mark.parametrize("loses", [moves, moves_in_person, cancels])
def test_p19_recovery_changes_nothing_but_the_wallet(
    rich: tuple[Network, Actor],
    loses: Callable[[Network, Actor], Actor],
    written: Written,
) -> None:
    """Two worlds, one with a lost wallet: outside of the registry every word is the same."""
    net, bob = rich
    start = now()
    faces = {raw(net.registry), raw(net.dollar)}  # money lies with addresses: it is summed

    def world(how: Callable[[Network, Actor], Actor]) -> tuple[Any, Any, Any]:
        lived = how(net, bob)
        boa.env.timestamp = start + 8 * DAY
        at_once = written.read(faces)
        outcome = live_on(net, lived)
        return at_once, outcome, written.read(faces)

    with boa.env.anchor():
        boa.env.timestamp = start
        world(loses)  # so that the words written are known
    worlds = []
    for how in (stays, loses):
        with boa.env.anchor():
            boa.env.timestamp = start
            worlds.append(world(how))
    (before, told, after), (before_lost, told_lost, after_lost) = worlds
    assert before == before_lost
    assert told == told_lost
    assert after == after_lost
    assert len(after) >= 80


def test_p19_a_sale_while_it_waits_is_credited_and_withdrawn_afterwards(
    rich: tuple[Network, Actor],
) -> None:
    net, bob = rich
    alice = net.actors["Alice"]
    recover(net, bob, "new wallet")
    money, credit = net.dollar.balanceOf(bob.address), net.ledger.purse(bob.pid)[0]
    assert order(net, alice, bob).units == 400 * SHARE
    logs = finish(net, alice)
    (sold,) = events(logs, "Sold")
    assert (sold.seller, sold.units) == (bob.pid, 400 * SHARE)
    due = sold.proceeds - sold.siphon
    with boa.env.prank(bob.address):
        net.ledger.claim(alice.pid, bob.pid)
        with boa.reverts("UNDELIVERABLE"):
            net.ledger.withdraw(bob.pid)
        with boa.reverts("FROZEN"):
            net.auction.sell(alice.pid, SHARE, PRICE)
    assert net.dollar.balanceOf(bob.address) == money  # nothing leaves
    waiting = net.ledger.purse(bob.pid)[0]
    assert waiting > credit + due > credit
    boa.env.timestamp += WAIT
    net.registry.finish_recovery(bob.pid)
    net.ledger.withdraw(bob.pid)
    assert net.dollar.balanceOf(account_of("new wallet").address) == waiting
    assert net.dollar.balanceOf(bob.address) == money
