"""What a person is told of their books held against the chain, by true nodes and lying ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.books.beginnings import hold_bob
from tests.books.lying import lying
from tests.books.world import NO_PERMIT, World
from wallet.base.money import DOLLAR
from wallet.books.checking import AGREES, DIFFERS, NOT_HERE, UNCHECKED, check_books
from wallet.books.depth import MINE
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.chain import Chain


@pytest.fixture
def told(world: World) -> World:
    """Bob's shares are held by Alice and two others, and a gain of his was shared."""
    hold_bob(world)
    world.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    return world


def test_true_books_agree(told: World, store: Store) -> None:
    Index(store, told.chain).follow()
    for name in ("alice", "bob", "carol", "dan"):
        seen = check_books(store, told.chain, told.people[name])
        assert seen.outcome == AGREES and seen.block == told.chain.block_number()
        assert seen.lines[0].startswith(f"All {seen.figures} figures agree") and seen.words > 5
        assert seen.lines[-1] == NOT_HERE


def test_a_node_that_changes_one_balance_is_found_out(told: World, store: Store) -> None:
    """Its logs and its receipts say the same, so that nothing but a proof can tell."""
    alice = told.people["alice"]
    units = f"{200_000 * 10**18:064x}"
    more = f"{900_000 * 10**18:064x}"
    changed: list[int] = []

    def give_more(method: str, params: list[Any], result: Any) -> Any:
        if isinstance(result, list):
            return [give_more(method, params, one) for one in result]
        if not isinstance(result, dict):
            return result
        if "logs" in result:
            return {**result, "logs": give_more(method, params, result["logs"])}
        mine = any(int(topic, 16) == alice for topic in result.get("topics", ())[1:])
        if not mine or units not in result["data"]:
            return result
        changed.append(1)
        return {**result, "data": result["data"].replace(units, more)}

    with lying(told, give_more) as chain:
        Index(store, chain).follow()
        assert changed
        seen = check_books(store, chain, alice)
    assert seen.outcome == DIFFERS
    assert "The shares of Bob Okafor: 900,000 in the books, 200,000 on the chain." in seen.lines
    assert seen.lines[0].startswith(f"{len(seen.lines) - 2} of {seen.figures} figures differ")


def test_a_balance_that_is_changed_in_the_proof_proves_nothing(told: World, store: Store) -> None:
    Index(store, told.chain).follow()

    def change(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getProof":
            spoilt = [
                {**one, "value": "0x7", "proof": [*one["proof"][:-1], one["proof"][-1][:-2] + "07"]}
                for one in result["storageProof"]
            ]
            return {**result, "storageProof": spoilt}
        return result

    with lying(told, change) as chain:
        seen = check_books(store, chain, told.people["alice"])
    assert seen.outcome == UNCHECKED
    assert "cannot prove what it says" in seen.lines[0]


def test_what_cannot_be_checked_says_why(told: World, store: Store) -> None:
    nobody = check_books(store, told.chain, 0)
    assert (nobody.outcome, "Nobody has joined" in nobody.lines[0]) == (UNCHECKED, True)
    unread = check_books(store, told.chain, told.people["alice"])
    assert (unread.outcome, "Nothing was read" in unread.lines[0]) == (UNCHECKED, True)
    index = Index(store, told.chain)
    index.deepen(MINE)
    index.attend([told.people["alice"]])
    index.follow()
    assert check_books(store, told.chain, told.people["alice"]).outcome == AGREES
    other = check_books(store, told.chain, told.people["dan"])
    assert (other.outcome, "was read" in other.lines[0]) == (UNCHECKED, True)
    gone = Chain(replace(told.chain.network, rpc_urls=("http://127.0.0.1:9",)))
    silent = check_books(store, gone, told.people["alice"])
    gone.close()
    assert silent.outcome == UNCHECKED and "does not answer" in silent.lines[0]
