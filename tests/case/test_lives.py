"""Positions and debts after a long life on a real chain: whatever happened, the file holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books.world import CENT, NO_PERMIT, Reverted, make_world
from tests.case.conftest import Signed, Told, played
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.documents import Documents
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.case.verifying import VERIFIED
from wallet.chain.node import LocalNode
from wallet.flows.case_making import about_debt, about_position, make_case

NAMES = ("carol", "dan", "eve", "bob")
ROUNDS = 22


@pytest.fixture
def books(tmp_path: Path) -> Iterator[tuple[Store, Documents]]:
    store, documents = Store(tmp_path / "books.sqlite", "test"), Documents(tmp_path / "own.sqlite")
    yield store, documents
    store.close()
    documents.close()


def round_of(world: Signed, some: random.Random) -> None:
    """One auction in which some sell and some buy, and what else may happen around it."""
    sellers = some.sample(NAMES, 2)
    for name in NAMES:
        units, price = some.randrange(7_000, 30_000), CENT + some.randrange(4) * CENT // 2
        try:
            if name in sellers:
                world.sell(name, "alice", units, price)
            else:
                world.buy(name, "alice", units, 3 * CENT)
        except Reverted:
            pass  # too little is held, or too much is locked
    world.skip(49 * HOUR)
    world.settle("alice")
    alice, carol, dan = (world.people[name] for name in ("alice", "carol", "dan"))
    if some.random() < 0.4:
        world.act("alice", "Ledger", "distribute", some.randrange(1, 90 * DOLLAR), NO_PERMIT)
    if some.random() < 0.4:
        world.act("eve", "Ledger", "claim", alice, some.choice([carol, dan]))
    if some.random() < 0.5:
        units = some.randrange(1, 20_000) * SHARE + some.randrange(SHARE)
        one, other = some.sample([carol, dan], 2)
        world.role("Auction", "force_transfer", alice, one, other, units)
    world.skip(25 * HOUR)


def test_positions_of_many_lots_hold(node_reset: LocalNode, books: tuple[Store, Documents]) -> None:
    made = make_world(node_reset)
    world = Signed(made.node, made.chain, made.deployer, made.verifier)
    some = random.Random(110)
    for name in ("alice", *NAMES):
        world.join(name)
    world.issue("alice", "Alice Moreau")
    world.raise_all("alice", 2 * CENT, {"carol": 200_000, "dan": 200_000, "eve": 90_000})
    world.raise_all("alice", 2 * CENT, {"carol": 40_000, "bob": 60_000}, 60 * DAY)
    for turn in range(ROUNDS):
        round_of(world, some)
        if turn == ROUNDS // 2:  # lots that stay, while others before and after them are sold
            world.raise_all("alice", 3 * CENT, {"carol": 9_000, "dan": 8_000}, 300 * DAY)
    store, documents = books
    Index(store, world.chain).follow()
    alice = world.people["alice"]
    for name in NAMES:
        wanted = about_position(alice, world.people[name])
        found = make_case(world.chain, store, documents, wanted)
        assert found.verdict.outcome == VERIFIED
        held = world.read("Ledger", "balance_of", alice, world.people[name])
        assert f"{held // SHARE:,}" in " ".join(found.verdict.claims)
    with store.reading() as tables:
        seen = {row["name"] for row in tables.rows("SELECT DISTINCT name FROM event")}
        lots = tables.rows("SELECT count(*) AS lots FROM lot GROUP BY person ORDER BY lots DESC")
    assert {"LotForced", "LotMoved", "Claimed", "Siphoned", "Sold"} <= seen
    assert lots[0]["lots"] == 8
    world.chain.close()


def test_a_debt_that_was_garnished_is_paid(
    node_reset: LocalNode, books: tuple[Store, Documents]
) -> None:
    store, documents = books
    told: Told = played(node_reset, store, documents)
    world = told.world
    alice, carol = told.number("alice"), told.number("carol")
    world.act("alice", "Offering", "proceeds", 2)  # it pays the debt before it reaches her
    Index(store, world.chain).follow()
    for holder in (0, carol):
        found = make_case(world.chain, store, documents, about_debt(1, alice, holder))
        assert found.verdict.outcome == VERIFIED
        assert "nothing was owed of debt 1 any more" in " ".join(found.verdict.claims)
    with pytest.raises(WalletError):
        make_case(world.chain, store, documents, about_debt(2, alice))
    assert make_case(world.chain, store, documents, told.position).verdict.outcome == VERIFIED
    world.chain.close()
