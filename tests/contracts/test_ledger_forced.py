"""Forced movements: what a published decision gives to another person, lot by lot."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, SUPPLY, Actor, Network, now
from tests.contracts.test_ledger_lots import costs
from tests.contracts.test_ledger_money import distribute, told

Cast = tuple[Actor, Actor, Actor]


@pytest.fixture
def cast(bare: Network) -> Cast:
    """An issuer, a holder, and an heir."""
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.issue(alice)
    return alice, bob, carol


def force(net: Network, token: Actor, sender: Actor, receiver: Actor, units: int) -> None:
    with boa.env.prank(str(net.auction)):
        net.ledger.force(token.pid, sender.pid, receiver.pid, units)


def lots(net: Network, token: Actor, holder: Actor) -> list[tuple[Any, ...]]:
    """Units, cost, acquired, unlocks of each lot, oldest first."""
    found = net.ledger.lots(token.pid, holder.pid)
    return [(lot.units, lot.cost, lot.acquired, lot.unlocks) for lot in found]


def caps(net: Network, holders: int, retail: int) -> None:
    """Set the two bounds by hand, far below what a decision may set."""
    net.rules.eval(f"self.words[5] = {holders} | ({retail} << 32) | (1000 << 64)")


def test_lots_keep_their_costs_and_dates_and_locked_ones_move_too(
    bare: Network, cast: Cast
) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 100, unlocks=now() + 99 * DAY)
    boa.env.time_travel(seconds=DAY)
    bare.place(alice, bob, 20, 500)
    before = lots(bare, alice, bob)
    boa.env.time_travel(seconds=DAY)
    force(bare, alice, bob, carol, 15)
    moved = [(one.units, one.cost, one.from_serial, one.serial) for one in told(bare, "LotForced")]
    (transfer,) = told(bare, "Transfer")
    assert lots(bare, alice, carol) == [before[0], (5, 125, *before[1][2:])]
    assert lots(bare, alice, bob) == [(15, 375, *before[1][2:])]
    assert moved == [(10, 100, 0, 0), (5, 125, 1, 1)]
    assert bare.ledger.sellable(alice.pid, carol.pid) == 5
    assert (transfer.sender, transfer.receiver) == (bob.address, carol.address)
    assert (transfer.id, transfer.amount) == (alice.pid, 15)
    with boa.reverts("NOT_ENOUGH_SHARES"):
        bare.trade(alice, carol, bob, 6, 0)  # the locked ones stay locked
    force(bare, alice, bob, carol, 15)
    assert lots(bare, alice, bob) == []
    assert bare.ledger.position(alice.pid, bob.pid)[0] == 0


def test_what_both_earned_stays_theirs(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, SUPPLY // 10, 0)
    bare.place(alice, carol, SUPPLY // 20, 0)
    distribute(bare, alice, 900 * DOLLAR)
    before = [bare.ledger.claimable(alice.pid, one.pid) for one in (bob, carol)]
    force(bare, alice, bob, carol, SUPPLY // 20)
    assert [bare.ledger.claimable(alice.pid, one.pid) for one in (bob, carol)] == before
    distribute(bare, alice, 900 * DOLLAR)
    after = [bare.ledger.claimable(alice.pid, one.pid) for one in (bob, carol)]
    assert after[1] - before[1] >= 600 * DOLLAR - 1
    assert after[0] - before[0] >= 300 * DOLLAR - 1


def test_a_full_ring_joins_and_the_later_dates_hold(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 100, unlocks=now() + 50 * DAY)
    acquired = now()
    boa.env.time_travel(seconds=DAY)
    for _ in range(8):
        bare.place(alice, carol, 1, 7)
    newer = now()
    boa.env.time_travel(seconds=DAY)
    force(bare, alice, bob, carol, 10)
    (moved,) = told(bare, "LotForced")
    # What was believed stays so, though there is no reference price.
    assert lots(bare, alice, carol)[-1] == (11, 107, newer, acquired + 50 * DAY)
    assert len(lots(bare, alice, carol)) == 8
    assert bare.ledger.lots(alice.pid, carol.pid)[-1].joined
    assert (moved.serial, moved.acquired, moved.cost) == (7, acquired, 100)


def test_eight_locked_lots_move_whole(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    for number in range(8):
        bare.place(alice, bob, 10 + number, number, unlocks=now() + (number + 1) * DAY)
    before = lots(bare, alice, bob)
    force(bare, alice, bob, carol, sum(lot[0] for lot in before))
    assert lots(bare, alice, carol) == before
    assert lots(bare, alice, bob) == []


def test_what_is_on_sale_is_not_locked_by_what_arrives(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 10, 0, unlocks=now() + DAY)
    for _ in range(8):
        bare.place(alice, carol, 10, 0)
    with boa.env.prank(str(bare.auction)):
        bare.ledger.reserve(alice.pid, carol.pid, 71)
    with boa.reverts("LOTS_RESERVED"):
        force(bare, alice, bob, carol, 10)
    with boa.env.prank(str(bare.auction)):
        bare.ledger.unreserve(alice.pid, carol.pid, 1)
    force(bare, alice, bob, carol, 10)
    assert bare.ledger.sellable(alice.pid, carol.pid) == 0
    bare_trade_of_reserved(bare, alice, carol, bob, 70)


def bare_trade_of_reserved(
    net: Network, token: Actor, seller: Actor, buyer: Actor, units: int
) -> None:
    """Settle an order whose shares are reserved already."""
    with boa.env.prank(str(net.auction)):
        net.ledger.trade((token.pid, seller.pid, buyer.pid, units, 0, 0, 0, 0, 0, True))


def test_reserved_shares_are_not_forced(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 100, 0)
    with boa.env.prank(str(bare.auction)):
        bare.ledger.reserve(alice.pid, bob.pid, 60)
    with boa.reverts("NOT_ENOUGH_SHARES"):
        force(bare, alice, bob, carol, 41)
    force(bare, alice, bob, carol, 40)
    bare_trade_of_reserved(bare, alice, bob, carol, 60)


def test_what_is_never_forced(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 100, 0)
    with boa.reverts("ISSUER_SELLS_BY_OFFERING"):
        force(bare, alice, alice, carol, 1)
    with boa.reverts("ISSUER_SELLS_BY_OFFERING"):
        force(bare, alice, bob, alice, 1)
    for sender, receiver, units in ((bob, bob, 1), (bob, carol, 0)):
        with boa.reverts("TRADE_INVALID"):
            force(bare, alice, sender, receiver, units)
    with boa.reverts("NOT_ENOUGH_SHARES"):
        force(bare, alice, bob, carol, 101)
    with boa.reverts("NOT_ENOUGH_SHARES"):
        force(bare, alice, carol, bob, 1)
    for caller in (bare.authority.address, str(bare.offering), str(bare.companies), bob.address):
        with boa.env.prank(caller), boa.reverts("NOT_ALLOWED"):
            bare.ledger.force(alice.pid, bob.pid, carol.pid, 1)


def test_the_receiver_is_a_verified_person(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 100, 0)
    nobody = Actor("nobody", carol.account, 99)
    bare.freeze(carol)
    for receiver in (nobody, carol):
        with boa.reverts("BUYER_NOT_ACTIVE"):
            force(bare, alice, bob, receiver, 1)
    boa.env.time_travel(seconds=7 * DAY)
    force(bare, alice, bob, carol, 1)
    # Whose shares they are does not matter: the dead do not renew.
    bare.ban(bob)
    force(bare, alice, bob, carol, 1)
    boa.env.time_travel(seconds=365 * DAY)
    with boa.reverts("BUYER_NOT_ACTIVE"):
        force(bare, alice, bob, carol, 1)


def test_a_lot_of_a_settlement_does_not_go_on_after_a_forced_movement(
    bare: Network, cast: Cast
) -> None:
    alice, bob, carol = cast
    dan = bare.join("Dan")
    bare.place(alice, bob, 30, 0)
    bare.place(alice, dan, 30, 30)
    bare.trade(alice, bob, carol, 10, 100, believed=100)
    force(bare, alice, dan, carol, 5)
    bare.trade(alice, bob, carol, 10, 100, believed=90, first=False)
    assert costs(bare, alice, carol) == [(10, 100), (5, 5), (10, 90)]


# --- how many holders there are ---


def counted(net: Network, token: Actor) -> tuple[int, int]:
    """Holders, and of them those who are not accredited."""
    info = net.ledger.token_info(token.pid)
    return info.holders, info.retail


def test_holders_are_counted_as_they_were_when_they_became_holders(
    bare: Network, cast: Cast
) -> None:
    alice, bob, _carol = cast
    rich = bare.join("Rich", investorClass=1)
    bare.place(alice, bob, 100, 0)
    (joined,) = told(bare, "HolderCounted")
    assert (joined.person, joined.joins, joined.retail) == (bob.pid, True, True)
    assert (joined.holders, joined.retail_holders) == (1, 1)
    bare.place(alice, rich, 100, 0)
    assert counted(bare, alice) == (2, 1)
    boa.env.time_travel(seconds=1)
    bare.renew(bob, investorClass=2, nonce=2)
    bare.renew(rich, investorClass=0, nonce=2)
    bare.place(alice, bob, 1, 0)
    assert told(bare, "HolderCounted") == []
    assert counted(bare, alice) == (2, 1)
    bare.trade(alice, bob, rich, 101, 0)  # Bob leaves as he was counted
    (left,) = told(bare, "HolderCounted")
    assert (left.person, left.joins, left.retail) == (bob.pid, False, True)
    assert counted(bare, alice) == (1, 0)
    bare.trade(alice, rich, bob, 201, 0)  # and comes back as he is
    assert counted(bare, alice) == (1, 0)


def test_an_issuer_is_no_holder_of_the_own_token(bare: Network, cast: Cast) -> None:
    alice, bob, _carol = cast
    bare.place(alice, bob, 100, 0)
    bare.trade(alice, bob, alice, 100, 0)
    assert counted(bare, alice) == (0, 0)


def test_forced_movements_and_placements_stop_at_the_caps(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    dan, rich = bare.join("Dan"), bare.join("Rich", investorClass=1)
    caps(bare, 2, 1)
    bare.place(alice, bob, 100, 0)
    with boa.reverts("TOO_MANY_HOLDERS"):
        bare.place(alice, carol, 100, 0)  # a second one who is not accredited
    with boa.reverts("TOO_MANY_HOLDERS"):
        force(bare, alice, bob, carol, 99)
    force(bare, alice, bob, carol, 100)  # Bob leaves: there is room
    bare.place(alice, rich, 100, 0)
    assert counted(bare, alice) == (2, 1)
    with boa.reverts("TOO_MANY_HOLDERS"):
        force(bare, alice, rich, bob, 1)
    with boa.reverts("TOO_MANY_HOLDERS"):
        force(bare, alice, rich, dan, 100)  # as many holders, but one more not accredited
    force(bare, alice, carol, rich, 100)
    assert counted(bare, alice) == (1, 0)


def test_a_lowered_cap_drives_nobody_out(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    dan = bare.join("Dan")
    for holder in (bob, carol):
        bare.place(alice, holder, 100, 0)
    caps(bare, 1, 1)
    bare.place(alice, bob, 1, 0)
    force(bare, alice, bob, dan, 101)
    with boa.reverts("TOO_MANY_HOLDERS"):
        bare.place(alice, bob, 1, 0)
    assert counted(bare, alice) == (2, 2)


def test_a_settlement_asks_nobody(bare: Network, cast: Cast) -> None:
    alice, bob, carol = cast
    bare.place(alice, bob, 100, 0)
    caps(bare, 0, 0)
    bare.trade(alice, bob, carol, 50, 0)
    assert counted(bare, alice) == (2, 2)
