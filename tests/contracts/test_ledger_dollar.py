"""The dollar as it is: it may tax, bar and pause, and its permits may be used by others."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.market import cash, close, commit, open_offering
from tests.contracts.network import (
    SUPPLY,
    Actor,
    Network,
    account_of,
    deploy_bare,
    deploy_with,
    now,
    sign_typed,
)
from tests.contracts.test_ledger_money import distribute

PERMIT = [
    {"name": "owner", "type": "address"},
    {"name": "spender", "type": "address"},
    {"name": "value", "type": "uint256"},
    {"name": "nonce", "type": "uint256"},
    {"name": "deadline", "type": "uint256"},
]


@pytest.fixture
def alice(bare: Network) -> Actor:
    """An issuer of whom others hold a tenth."""
    alice, bob = bare.join("Alice"), bare.join("Bob")
    bare.issue(alice)
    bare.place(alice, bob, SUPPLY // 10, 0)
    return alice


QUIET = """
# No exits, no debts, no auctions.
@external
@view
def blocked(person: uint256) -> bool:
    return False
"""

TAXED = """
# pragma version ~=0.4.3
# A dollar that keeps one hundredth of every movement, and answers nothing.
balanceOf: public(HashMap[address, uint256])
@external
def mint(receiver: address, amount: uint256):
    self.balanceOf[receiver] += amount
@external
def approve(spender: address, amount: uint256):
    pass
@external
def transfer(receiver: address, amount: uint256):
    self.balanceOf[msg.sender] -= amount
    self.balanceOf[receiver] += amount - amount // 100
@external
def transferFrom(sender: address, receiver: address, amount: uint256):
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount - amount // 100
"""


def test_what_arrived_is_what_counts() -> None:
    net = deploy_bare(Dollar=boa.loads(TAXED))
    ledger = net.ledger
    alice, bob = net.join("Alice"), net.join("Bob")
    net.issue(alice)
    net.place(alice, bob, SUPPLY // 10, 0)
    assert distribute(net, alice, 1000) == 990
    assert ledger.claimable(alice.pid, bob.pid) <= 990


def permit(net: Network, owner: Actor, amount: int, deadline: int, nonce: int = 0) -> Any:
    """An approval of the ledger by signature."""
    signature = sign_typed(
        owner.account,
        net.dollar,
        "Practice dollar",
        "Permit",
        PERMIT,
        {
            "owner": owner.address,
            "spender": net.ledger.address,
            "value": amount,
            "nonce": nonce,
            "deadline": deadline,
        },
    )
    return (amount, deadline, signature[64], signature[:32], signature[32:64])


def test_a_permit_travels_along(bare: Network, alice: Actor) -> None:
    with boa.env.prank(alice.address):
        bare.dollar.approve(bare.ledger.address, 0)
    with boa.reverts("DOLLAR_REFUSED"):
        distribute(bare, alice, 100)
    late = permit(bare, alice, 100, now() - 1)
    with boa.reverts("DOLLAR_REFUSED"):
        distribute(bare, alice, 100, late)
    good = permit(bare, alice, 100, now() + 60)
    assert distribute(bare, alice, 100, good) == 100
    with boa.reverts("DOLLAR_REFUSED"):
        distribute(bare, alice, 100, good)  # used


def test_a_permit_that_somebody_used_already_does_not_stop_the_act(
    bare: Network, alice: Actor
) -> None:
    with boa.env.prank(alice.address):
        bare.dollar.approve(bare.ledger.address, 0)
    amount, deadline, v, r, s = good = permit(bare, alice, 100, now() + 60)
    with boa.env.prank(account_of("watcher of the queue").address):
        bare.dollar.permit(alice.address, bare.ledger.address, amount, deadline, v, r, s)
    assert distribute(bare, alice, 100, good) == 100


TAXES_LATER = (
    TAXED.replace(
        "# A dollar that", "tax: public(uint256)  # in hundredths\n# A dollar that"
    ).replace("amount // 100", "amount * self.tax // 100")
    + """
@external
def set_tax(tax: uint256):
    self.tax = tax
"""
)


def test_what_arrives_from_an_offering_is_what_the_ledger_pays_out() -> None:
    with boa.env.anchor():
        deaf, dollar = boa.loads(QUIET), boa.loads(TAXES_LATER)
        net = deploy_with({"Dollar": dollar, "Auction": deaf, "Companies": deaf})
        ledger = net.ledger
        alice, ivan = net.join("Alice"), net.join("Ivan")
        net.issue(alice)
        number = open_offering(net, alice, least=1000)
        commit(net, number, ivan, 500)
        close(net, number)
        dollar.set_tax(1)
        before = cash(net, ivan)
        net.offering.refund(
            number, 0, sender=net.verifier.address
        )  # another's call: it is credited
        assert ledger.purse(ivan.pid)[0] == dollar.balanceOf(ledger.address) == 495 * 10**6
        ledger.withdraw(ivan.pid)
        assert cash(net, ivan) - before == 490_050_000
