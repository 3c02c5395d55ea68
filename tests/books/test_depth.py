"""Two depths: what concerns me and those I follow, and the whole network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books.beginnings import hold_bob_and_carol
from tests.books.dumps import dump
from tests.books.lying import lying
from tests.books.world import CENT, NO_PERMIT, World
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR
from wallet.books.depth import MINE, NETWORK
from wallet.books.index import Index
from wallet.books.store import Store

PUBLIC = ("person", "offering", "entry", "auction", "ask", "quote", "regime", "number", "verifier")
"""Tables that are the same at both depths, but for columns of the ledger's about people."""


@pytest.fixture
def told(world: World) -> World:
    """Bob's shares are held by Alice, Carol and Dan; Carol's by Dan and Eve."""
    hold_bob_and_carol(world)
    world.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    return world


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "other.sqlite", "test")
    yield made
    made.close()


def whole(world: World, store: Store) -> Any:
    """The books of the whole network."""
    Index(store, world.chain).follow()
    return dump(store)


def own(books: Any, person: int) -> dict[str, list[Any]]:
    """What books say of one person's positions, lots, claims and sales."""
    by = {"position": 1, "lot": 1, "claim": 4}
    found = {name: [row for row in books[name] if row[at] == person] for name, at in by.items()}
    sales = [row for row in books["sale"] if person in row[5:7]]
    return {**found, "sale": sales, "person": [row for row in books["person"] if row[0] == person]}


def test_mine_is_the_network_as_far_as_it_concerns_me(
    told: World, store: Store, other: Store
) -> None:
    network = whole(told, other)
    alice = told.people["alice"]
    index = Index(store, told.chain)
    assert index.depth == NETWORK  # a network of this machine
    index.deepen(MINE)
    index.attend([alice])
    assert {"Ledger", "block"} <= index.follow()
    mine = dump(store)
    assert own(mine, alice) == own(network, alice) and own(mine, alice)["lot"]
    assert index.check(alice)
    for name in PUBLIC[1:]:
        assert mine[name] == network[name], name
    assert [row[:2] for row in mine["person"]] == [row[:2] for row in network["person"]]
    bob, carol = told.people["bob"], told.people["carol"]
    # Bob's token is Alice's concern, with all its holders; Carol's is not.
    held = [row for row in network["position"] if row[0] == bob]
    assert [row for row in mine["position"] if row[0] == bob] == held and len(held) == 4
    assert len([row for row in mine["position"] if row[0] == carol]) == 1
    assert len(mine["event"]) < len(network["event"]) - 10


def test_whom_i_follow_comes_along_and_what_i_buy(told: World, store: Store, other: Store) -> None:
    index = Index(store, told.chain)
    index.deepen(MINE)
    eve, alice, carol = (told.people[name] for name in ("eve", "alice", "carol"))
    index.attend([alice])
    index.follow()
    index.attend([alice, eve])  # after the fact: what happened before is read now
    network = whole(told, other)
    assert own(dump(store), eve) == own(network, eve) and own(dump(store), eve)["lot"]
    assert index.check(eve) and index.check(alice)
    held = [row for row in dump(store)["position"] if row[0] == carol]
    assert held == [row for row in network["position"] if row[0] == carol] and len(held) > 2
    assert index.follow() == set()


def test_a_token_that_i_buy_later_is_followed_from_its_beginning(
    told: World, store: Store, other: Store
) -> None:
    index = Index(store, told.chain)
    index.deepen(MINE)
    alice, carol = told.people["alice"], told.people["carol"]
    index.attend([alice])
    index.follow()
    assert len([row for row in dump(store)["position"] if row[0] == carol]) == 1
    told.skip(40 * DAY)
    told.sell("dan", "carol", 50_000, CENT)
    told.buy("alice", "carol", 50_000, 2 * CENT)
    index.follow()
    told.skip(2 * DAY + HOUR)
    told.act("dan", "Auction", "settle", carol, 64)
    assert "Ledger" in index.follow()
    network = whole(told, other)
    mine = dump(store)
    assert own(mine, alice) == own(network, alice)
    assert [row for row in own(mine, alice)["lot"] if row[0] == carol]
    for name in ("position", "lot", "ask", "auction"):
        assert [row for row in mine[name] if row[0] == carol] == [
            row for row in network[name] if row[0] == carol
        ], name
    assert index.check(alice)


def test_depths_can_be_switched_without_loss(told: World, store: Store, other: Store) -> None:
    network = whole(told, other)
    index = Index(store, told.chain)
    index.attend([told.people["alice"]])
    index.follow()
    assert dump(store) == network
    index.deepen(MINE)
    index.follow()
    mine = dump(store)
    assert mine != network and index.depth == MINE
    index.deepen(NETWORK)
    index.follow()
    assert dump(store) == network
    index.deepen(MINE)
    index.deepen(MINE)
    Index(store, told.chain).follow()  # a setting of the books, not of the program that runs
    assert dump(store) == mine
    with pytest.raises(ValueError, match="deep"):
        index.deepen("deep")


def test_mine_asks_for_what_concerns_me_alone(told: World, store: Store) -> None:
    said: list[int] = []

    def count(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getLogs":
            said.append(len(result))
        return result

    with lying(told, count) as chain:
        index = Index(store, chain)
        index.deepen(MINE)
        index.attend([99])
        index.follow()
        assert sum(said) < len(told.chain.logs(0, told.chain.block_number())) - 20


def test_reorganised_and_mine(told: World, store: Store) -> None:
    index = Index(store, told.chain)
    index.deepen(MINE)
    index.attend([told.people["alice"]])
    index.follow()
    before = dump(store)
    told.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    told.act("alice", "Ledger", "claim", told.people["bob"], told.people["alice"])
    index.follow()
    assert dump(store)["claim"] != before["claim"]
    told.chain.client.call("anvil_reorg", (2, []))
    index.follow()
    assert dump(store) == before


def test_books_that_are_read_anew_say_how_far_they_are_after_a_restart_too(
    told: World, store: Store
) -> None:
    index = Index(store, told.chain)
    index.follow()
    before, (height, _at) = dump(store), index.block()
    assert Index(store, told.chain).anew is None
    index.deepen(MINE)
    assert index.anew == (0, height)
    index.deepen(NETWORK)  # changed one's mind before anything was read
    again = Index(store, told.chain)
    assert again.anew == (0, height)
    again.follow()
    assert Index(store, told.chain).anew is None and dump(store) == before


def test_a_long_reading_gives_way_to_another_depth(told: World, store: Store) -> None:
    index = Index(store, told.chain)
    turning: list[threading.Thread] = []

    def turn(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getLogs" and not turning:  # while the first piece is on its way
            turning.append(threading.Thread(target=slow.deepen, args=(MINE,)))
            turning[0].start()
            while not slow.turning:
                time.sleep(0.001)
        return result

    with lying(told, turn) as chain:
        slow = Index(store, chain)
        slow.follow()
        turning[0].join()
    assert index.depth == MINE and index.anew is not None
