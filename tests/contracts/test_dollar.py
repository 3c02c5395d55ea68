"""The practice dollar: behaves like USDC where it matters."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, Actor, Network, now
from tests.contracts.test_ledger_dollar import permit

ZERO = "0x" + "00" * 20


@pytest.fixture
def pair(bare: Network) -> tuple[Actor, Actor]:
    return bare.join("Alice"), bare.join("Bob")


def owner(net: Network) -> Any:
    return boa.env.prank(net.authority.address)


def test_it_moves_what_one_has(bare: Network, pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    dollar = bare.dollar
    assert (dollar.decimals(), dollar.version()) == (6, "1")
    supply = dollar.totalSupply()
    with boa.env.prank(alice.address):
        with boa.reverts("DOLLAR_BALANCE"):
            dollar.transfer(bob.address, 1_000_000 * DOLLAR + 1)
        with boa.reverts("EMPTY_ADDRESS"):
            dollar.transfer(ZERO, 1)
        assert dollar.transfer(bob.address, 1_000_000 * DOLLAR)
    assert dollar.balanceOf(alice.address) == 0
    assert dollar.balanceOf(bob.address) == 2_000_000 * DOLLAR
    with boa.env.prank(bob.address):
        assert dollar.transfer(bob.address, 5)  # to oneself
    assert dollar.balanceOf(bob.address) == 2_000_000 * DOLLAR
    assert dollar.totalSupply() == supply


def test_allowances_are_used_up(bare: Network, pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    dollar = bare.dollar
    with boa.env.prank(alice.address):
        dollar.approve(bob.address, 10)
    with boa.env.prank(bob.address):
        dollar.transferFrom(alice.address, bob.address, 7)
        assert dollar.allowance(alice.address, bob.address) == 3
        with boa.reverts("DOLLAR_ALLOWANCE"):
            dollar.transferFrom(alice.address, bob.address, 4)
    with boa.env.prank(alice.address):
        dollar.approve(bob.address, 2**256 - 1)
    with boa.env.prank(bob.address):
        dollar.transferFrom(alice.address, bob.address, 4)
    assert dollar.allowance(alice.address, bob.address) == 2**256 - 1


def test_its_issuer_can_pause_and_bar(bare: Network, pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    dollar = bare.dollar
    with owner(bare):
        dollar.set_blacklisted(bob.address, True)
    assert dollar.blacklisted(bob.address) and not dollar.blacklisted(alice.address)
    assert dollar.balanceOf(bob.address) == 1_000_000 * DOLLAR
    for sender, receiver in ((alice, bob), (bob, alice)):
        with boa.env.prank(sender.address), boa.reverts("DOLLAR_BLACKLISTED"):
            dollar.transfer(receiver.address, 1)
    with owner(bare):
        dollar.set_blacklisted(bob.address, False)
        dollar.set_paused(True)
    with boa.env.prank(alice.address):
        with boa.reverts("DOLLAR_PAUSED"):
            dollar.transfer(bob.address, 1)
        with boa.reverts("DOLLAR_PAUSED"):
            dollar.approve(bob.address, 1)
    with owner(bare):
        dollar.set_paused(False)
    with boa.env.prank(alice.address):
        dollar.transfer(bob.address, 1)


def test_only_its_issuer_does(bare: Network, pair: tuple[Actor, Actor]) -> None:
    alice, _bob = pair
    dollar = bare.dollar
    with boa.env.prank(alice.address):
        for act, args in (
            (dollar.mint, (alice.address, 1)),
            (dollar.set_paused, (True,)),
            (dollar.set_blacklisted, (alice.address, True)),
            (dollar.set_owner, (alice.address,)),
        ):
            with boa.reverts("NOT_OWNER"):
                act(*args)
    with owner(bare):
        with boa.reverts("EMPTY_ADDRESS"):
            dollar.mint(ZERO, 1)
        with boa.reverts("TOO_LARGE"):
            dollar.mint(alice.address, 2**255)
        dollar.mint(alice.address, 1)
        with boa.reverts("EMPTY_ADDRESS"):
            dollar.set_owner(ZERO)
        dollar.set_owner(alice.address)
        with boa.reverts("NOT_OWNER"):
            dollar.mint(alice.address, 1)
    dollar.mint(alice.address, 1, sender=alice.address)


def test_a_permit_is_the_owners_once_and_in_time(bare: Network, pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    spender = bare.ledger.address
    use = bare.dollar.permit
    forged = permit(bare, Actor("Bob as Alice", bob.account), 5, now() + DAY)
    late = permit(bare, alice, 5, now() - 1)
    good = permit(bare, alice, 5, now())
    with boa.reverts("PERMIT_INVALID"):
        use(alice.address, spender, *forged)
    with boa.reverts("PERMIT_EXPIRED"):
        use(alice.address, spender, *late)
    with boa.reverts("PERMIT_INVALID"):
        use(ZERO, spender, 5, now(), 0, b"\0" * 32, b"\0" * 32)
    use(alice.address, spender, *good)
    assert bare.dollar.allowance(alice.address, spender) == 5
    with boa.reverts("PERMIT_INVALID"):
        use(alice.address, spender, *good)
    use(alice.address, spender, *permit(bare, alice, 6, now(), nonce=1))
    assert len(bare.dollar.DOMAIN_SEPARATOR()) == 32
