"""Figures of the books against storage proofs, and logs against the roots of their blocks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.books.beginnings import hold_bob
from tests.books.lying import lying
from tests.books.world import CENT, NO_PERMIT, World
from wallet.base.money import DOLLAR
from wallet.books.index import Index
from wallet.books.proving import prove
from wallet.books.store import Store
from wallet.chain.problems import NodeError
from wallet.chain.proofs import proven_logs, proven_words


@pytest.fixture
def told(world: World, store: Store) -> World:
    """A world in which something has happened, and books that know of it."""
    hold_bob(world)
    world.sell("alice", "bob", 50_000, 2 * CENT)
    world.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    Index(store, world.chain).follow()
    return world


def test_what_the_books_say_is_proven_word_by_word(told: World, store: Store) -> None:
    for name in ("alice", "bob", "carol", "dan"):
        proof = prove(store, told.chain, told.people[name])
        assert proof.wrong == () and proof.words >= 6
        assert proof.block == told.chain.block_number()
    nobody = prove(store, told.chain, 99)
    assert nobody.wrong == () and nobody.words == 2


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("UPDATE position SET units = '7' WHERE person = {0}", {"units", "claimable"}),
        ("UPDATE position SET reserved = '7' WHERE person = {0}", {"reserved"}),
        ("UPDATE position SET pending = '7' WHERE person = {0}", {"claimable"}),
        ("UPDATE token SET acc = '7'", {"claimable"}),
        ("UPDATE token SET reference = '7', holders = 9, retail = 9",
         {"reference", "holders", "retail"}),
        ("UPDATE person SET credit = '7' WHERE id = {0}", {"credit"}),
        ("UPDATE person SET banned = 1 WHERE id = {0}", {"standing"}),
        ("UPDATE person SET account = '0x' WHERE id = {0}", {"account"}),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_books_shows(
    told: World, store: Store, change: str, wrong: set[str]
) -> None:
    alice = told.people["alice"]
    with store.writing() as tables:
        tables.run(change.format(alice))
    assert {name for name, _token in prove(store, told.chain, alice).wrong} == wrong


def spoilt(kind: str, method: str, result: Any) -> Any:
    if method == "eth_getBlockByNumber" and kind == "header":
        return {**result, "stateRoot": "0x" + "11" * 32}
    if method == "eth_getProof":
        first = result["storageProof"][0]
        if kind == "nothing":
            return {**result, "storageProof": []}
        if kind == "short":
            return {
                **result,
                "storageProof": [{**one, "proof": []} for one in result["storageProof"]],
            }
        if kind == "swapped":
            return {**result, "storageProof": [{**one, "proof": first["proof"][::-1]}
                                               for one in result["storageProof"]]}  # fmt: skip
        if kind == "account":
            return {**result, "accountProof": result["accountProof"][:-1]}
        if kind == "garbage":
            return {**result, "storageProof": [{**one, "proof": ["0xc0"]}
                                               for one in result["storageProof"]]}  # fmt: skip
    return result


@pytest.mark.parametrize("kind", ["header", "nothing", "short", "swapped", "account", "garbage"])
def test_a_node_that_cannot_prove_is_told_from_one_that_can(told: World, kind: str) -> None:
    places = [("Ledger", "holdings.stocks", (2, who)) for who in (1, 2, 3, 9)]
    block = told.chain.block_number()
    words = proven_words(told.chain, places, block)
    assert [bool(word) for word in words.values()] == [True, True, True, False]
    with lying(told, lambda m, p, r: spoilt(kind, m, r)) as chain, pytest.raises(NodeError) as no:
        proven_words(chain, places, block)
    assert no.value.code in ("node.unproven", "node.header")


def test_logs_are_proven_by_the_receipts_of_their_block(told: World) -> None:
    for block in range(told.chain.network.deploy_block, told.chain.block_number() + 1):
        assert proven_logs(told.chain, block) == told.chain.logs(block, block)
    last = max(log.block for log in told.chain.logs(0, block))

    def drop(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getBlockReceipts":
            return [{**one, "logs": one["logs"][:-1]} for one in result]
        return result

    with lying(told, drop) as chain, pytest.raises(NodeError) as no:
        proven_logs(chain, last)
    assert no.value.code == "node.unproven"
