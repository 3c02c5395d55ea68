"""The ledger: shares, lots, gains, claims, money."""

from __future__ import annotations

from tests.contracts.network import DOLLAR, SHARE, SUPPLY, Network


def test_a_sale_at_a_gain_leaves_the_holders_part_in_the_ledger(bare: Network) -> None:
    alice, bob, carol, dave = (bare.join(name) for name in ("Alice", "Bob", "Carol", "Dave"))
    bare.issue(alice)
    bare.issue(bob)
    bare.place(alice, carol, SUPPLY // 5, 1000 * DOLLAR)  # a fifth of Alice is outside
    bare.place(bob, alice, 1000 * SHARE, 100 * DOLLAR)
    before = bare.dollar.balanceOf(alice.address)
    bare.trade(bob, alice, dave, 1000 * SHARE, 600 * DOLLAR)
    assert bare.dollar.balanceOf(alice.address) - before == 500 * DOLLAR
    assert bare.ledger.claimable(alice.pid, carol.pid) == 100 * DOLLAR - 1
