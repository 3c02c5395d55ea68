"""Members: ranks in order, counted at a time, less those marked as run out."""

from __future__ import annotations

import random
from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.compiled import SOURCES
from tests.contracts.network import DAY, Network, account_of, now
from tests.contracts.recovering import accredit, recovered


def later(seconds: int = 1) -> None:
    boa.env.time_travel(seconds=seconds)


def test_members_are_people_with_a_document_in_order(bare: Network) -> None:
    registry = bare.registry
    wanda = bare.join("Wanda", level=1)
    alice, bob = bare.join("Alice"), bare.join("Bob")
    assert [registry.rank_of(one.pid) for one in (wanda, alice, bob)] == [0, 1, 2]
    assert (registry.members(), registry.rank_of(99)) == (2, 0)
    bare.renew(wanda, personTag=keccak(text="document"))
    told = registry.get_logs()[-1]
    assert (told.person, told.rank) == (wanda.pid, 3)
    assert (registry.rank_of(wanda.pid), registry.members()) == (3, 3)
    later()
    bare.renew(wanda, level=1)
    bare.renew(alice)
    assert [registry.rank_of(one.pid) for one in (wanda, alice)] == [3, 1]
    assert (registry.members(), registry.people()) == (3, 3)


def test_how_many_were_members_at_a_time(bare: Network) -> None:
    registry = bare.registry
    start = now()
    assert registry.members_at(start + DAY) == 0
    joined = []
    for number in range(19):
        bare.join(f"member {number}")
        joined.append(now())
        if number % 3:
            later(number)
    for time in range(start - 1, now() + 2):
        assert registry.members_at(time) == sum(at <= time for at in joined)
    assert registry.members_at(2**256 - 1) == 19
    assert registry.members_at(0) == 0


def test_a_rank_outlives_a_wallet(bare: Network) -> None:
    accredit(bare)
    alice, bob = bare.join("Alice"), bare.join("Bob")
    recovered(bare, alice, "new wallet")
    assert [bare.registry.rank_of(one.pid) for one in (alice, bob)] == [1, 2]
    assert bare.registry.members() == 2


def test_anyone_marks_who_ran_out_and_renewing_takes_it_away(bare: Network) -> None:
    registry = bare.registry
    alice = bare.join("Alice", expiresAt=now() + DAY)
    bob = bare.join("Bob")
    for pid, code in (
        (alice.pid, "NOT_EXPIRED"),
        (99, "PERSON_UNKNOWN"),
    ):
        with boa.reverts(code):
            registry.mark_expired(pid)
    later(DAY)
    with boa.env.prank(account_of("anybody").address):
        registry.mark_expired(alice.pid)
    (told,) = registry.get_logs()
    assert (told.person, told.marked) == (alice.pid, True)
    with boa.reverts("ALREADY_MARKED"):
        registry.mark_expired(alice.pid)
    assert registry.marked(alice.pid) and not registry.marked(bob.pid)
    assert [registry.marked_up_to(rank) for rank in range(4)] == [0, 1, 1, 1]
    bare.renew(alice)
    told = registry.get_logs()[0]
    assert (told.person, told.marked) == (alice.pid, False)
    assert not registry.marked(alice.pid)
    assert registry.marked_up_to(9) == 0


def test_who_is_frozen_or_has_no_rank_is_not_marked(bare: Network) -> None:
    wanda = bare.join("Wanda", level=1, expiresAt=now() + DAY)
    alice = bare.join("Alice")
    bare.freeze(alice)
    later(DAY)
    with boa.reverts("NOT_A_MEMBER"):
        bare.registry.mark_expired(wanda.pid)
    with boa.reverts("NOT_EXPIRED"):
        bare.registry.mark_expired(alice.pid)


def test_a_banned_member_is_marked_until_the_ban_is_lifted(bare: Network) -> None:
    registry = bare.registry
    alice, bob = bare.join("Alice"), bare.join("Bob", expiresAt=now() + DAY)
    for one in (alice, bob):
        bare.ban(one)
        registry.mark_expired(one.pid)
    later(DAY)
    with boa.env.prank(bare.authority.address):
        registry.unban(alice.pid)
        registry.unban(bob.pid)  # has run out meanwhile
    assert not registry.marked(alice.pid)
    assert registry.marked(bob.pid)
    assert registry.marked_up_to(2) == 1


def test_a_mark_outlives_a_wallet(bare: Network) -> None:
    accredit(bare)
    bob = bare.join("Bob", expiresAt=now() + DAY)
    later(DAY)
    bare.registry.mark_expired(bob.pid)
    new = recovered(bare, bob, "new wallet")
    assert bare.registry.marked(bob.pid)
    bare.renew(new, personTag=keccak(text="x"))
    assert bare.registry.marked_up_to(1) == 0


# --- the tree of marks, at any size ---

TREE = """
import membership

initializes: membership

@external
def mark(rank: uint256, marked: bool):
    membership.mark(0, rank, marked)

@view
@external
def marked_up_to(rank: uint256) -> uint256:
    return membership.marked_up_to(rank)
"""


@pytest.fixture(scope="module")
def tree() -> Any:
    boa.interpret.set_search_paths([str(SOURCES)])
    return boa.loads(TREE)


EDGES = (1, 2, 255, 256, 257, 2048, 2049, 16384, 16385, 131072, 2**24, 2**31, 2**32 - 1)


def test_marks_are_summed_right_at_every_edge(tree: Any) -> None:
    with boa.env.anchor():
        for count, rank in enumerate(EDGES):
            assert tree.marked_up_to(rank) == count
            tree.mark(rank, True)
            assert tree.marked_up_to(rank - 1) == count
            assert tree.marked_up_to(rank) == count + 1
        assert tree.marked_up_to(2**256 - 1) == len(EDGES)
        tree.mark(2049, False)
        assert tree.marked_up_to(2049) == 6
        assert tree.marked_up_to(2**32 - 1) == len(EDGES) - 1


@pytest.mark.parametrize("most", [300, 5_000, 2**32 - 1])
def test_marks_are_summed_right_at_random(tree: Any, most: int) -> None:
    chance = random.Random(most)
    marked: set[int] = set()
    with boa.env.anchor():
        for _ in range(150):
            rank = chance.randint(1, most)
            marked ^= {rank}
            tree.mark(rank, rank in marked)
            asked = chance.randint(0, most)
            assert tree.marked_up_to(asked) == sum(one <= asked for one in marked)


def test_a_full_block_is_counted(tree: Any) -> None:
    with boa.env.anchor():
        for rank in range(1, 258):
            tree.mark(rank, True)
        assert [tree.marked_up_to(rank) for rank in (255, 256, 257)] == [255, 256, 257]
