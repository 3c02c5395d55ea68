"""Nodes that drop, repeat, reorder or make up logs, that limit what they give, and reorganise."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.books.beginnings import hold_bob
from tests.books.dumps import dump
from tests.books.lying import lying, of_logs
from tests.books.world import CENT, NO_PERMIT, World, check_against_chain
from tests.chain.fake_node import Refuse
from wallet.base.money import DOLLAR
from wallet.books import index as indexing
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.problems import NodeError


@pytest.fixture
def told(world: World) -> World:
    """A world in which something has happened."""
    hold_bob(world)
    world.sell("alice", "bob", 50_000, 2 * CENT)
    return world


def truth(world: World, folder: Path) -> Any:
    """Books of the world by a node that does not lie."""
    store = Store(folder / "truth.sqlite", "test")
    Index(store, world.chain).follow()
    found = dump(store)
    store.close()
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda logs: logs[:-2],
        lambda logs: logs[::2],
        lambda logs: [],
        lambda logs: [*logs, *logs],
        lambda logs: logs[::-1],
        lambda logs: [*logs[3:], *logs[:3], *logs[::-1]],
    ],
    ids=[
        "the last dropped",
        "every other dropped",
        "all dropped",
        "twice",
        "backwards",
        "all at once",
    ],
)
def test_what_is_dropped_repeated_or_reordered_near_the_end_is_set_right(
    told: World, store: Store, tmp_path: Path, change: Any
) -> None:
    with lying(told, of_logs(change)) as chain:
        Index(store, chain).follow()
    assert dump(store) == truth(told, tmp_path)
    check_against_chain(told, store)


def with_field(logs: list[Any], **fields: Any) -> list[Any]:
    """The logs and one more, like the last but for some fields."""
    return [*logs, {**logs[-1], **fields}] if logs else logs


@pytest.mark.parametrize(
    "change",
    [
        lambda logs: with_field(logs, logIndex="0x63"),
        lambda logs: with_field(logs, logIndex="0x63", data=logs[-1]["data"][:-2] + "99"),
        lambda logs: with_field(
            logs, logIndex="0x63", topics=[*logs[-1]["topics"][:-1], "0x" + "ab" * 32]
        ),
        lambda logs: [{**log, "blockTimestamp": "0x1"} for log in logs],
        lambda logs: [*logs[:-1], {**logs[-1], "data": logs[-1]["data"][:-2] + "99"}],
    ],
    ids=["once more", "with other data", "with another topic", "at another time", "changed"],
)
def test_what_is_made_up_is_refused_and_changes_nothing(
    told: World, store: Store, change: Any
) -> None:
    Index(store, told.chain).follow()
    before = dump(store)
    told.buy("dan", "bob", 30_000, 2 * CENT)
    with lying(told, of_logs(change)) as chain:
        with pytest.raises(NodeError) as refused:
            Index(store, chain).follow()
        assert refused.value.code == "node.invented"
    assert dump(store) == before


def test_long_ago_what_a_block_cannot_have_is_refused(told: World, store: Store) -> None:
    told.node.mine(100)

    def move(logs: list[Any]) -> list[Any]:
        return [{**log, "address": other(log, logs)} for log in logs]

    def other(log: Any, logs: list[Any]) -> Any:
        return next(one["address"] for one in logs if one["address"] != log["address"])

    with lying(told, of_logs(move)) as chain, pytest.raises(NodeError) as refused:
        Index(store, chain).follow()
    assert refused.value.code == "node.invented"


def test_a_node_without_receipts_is_held_against_the_filters_alone(
    told: World, store: Store, tmp_path: Path
) -> None:
    def spoil(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getBlockReceipts":
            raise Refuse(-32601, "method not found")
        return result

    with lying(told, spoil) as chain:
        Index(store, chain).follow()
    assert dump(store) == truth(told, tmp_path)


@pytest.mark.parametrize("most_blocks", [1, 7])
@pytest.mark.parametrize("most_logs", [12, 10_000])
def test_whatever_a_node_limits_everything_is_read(
    told: World, store: Store, tmp_path: Path, most_blocks: int, most_logs: int
) -> None:
    def spoil(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getLogs":
            span = int(params[0]["toBlock"], 16) - int(params[0]["fromBlock"], 16) + 1
            if span > most_blocks or (len(result) > most_logs and span > 1):
                raise Refuse(-32005, "query returns more than 10000 results")
        return result

    with lying(told, spoil) as chain:
        Index(store, chain).follow()
    assert dump(store) == truth(told, tmp_path)


def test_a_node_that_takes_too_long_over_many_blocks_is_asked_for_fewer(
    told: World, store: Store, tmp_path: Path
) -> None:
    def spoil(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getLogs":
            span = int(params[0]["toBlock"], 16) - int(params[0]["fromBlock"], 16) + 1
            if span > 20:
                time.sleep(0.6)  # longer than the client waits
        return result

    with lying(told, spoil, seconds=0.4) as chain:
        Index(store, chain).follow()
    assert dump(store) == truth(told, tmp_path)


def test_reorganisations_of_every_depth_are_rolled_back(
    told: World, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each from the same chain, and each at a time of its own.

    The node forgets contracts when it reorganises deeply twice. And it forgets states of a block
    when another that it let go of was the same to the second: then it has nothing to go back to.
    """
    index = Index(store, told.chain)
    index.follow()
    before, known = dump(store), index.block()
    monkeypatch.delattr(indexing, "fold_again")  # nothing of this is so deep that it is needed
    for depth in range(1, 65):
        snapshot = told.node.rpc("evm_snapshot")
        told.node.rpc("evm_increaseTime", 100 * depth)
        told.node.mine(depth)
        told.act("bob", "Ledger", "distribute", 10 * DOLLAR + depth, NO_PERMIT)
        if depth > 1:
            told.node.mine(depth - 1)
        assert {"Ledger", "block"} <= index.follow(), depth
        assert len(dump(store)["share"]) == len(before["share"]) + 1
        told.chain.client.call("anvil_reorg", (depth, []))
        assert {"Ledger", "block"} <= index.follow(), depth
        assert dump(store) == before, depth
        assert index.block()[0] == told.chain.block_number()
        told.node.rpc("evm_revert", snapshot)
        assert index.follow() == {"block"}
        assert dump(store) == before and index.block() == known  # shorter than it was
    check_against_chain(told, store)


@pytest.mark.parametrize(
    ("depth", "when"), [(1, "eth_getLogs"), (3, "eth_getLogs"), (2, "eth_getBlockReceipts")]
)
def test_a_reorganisation_while_reading_is_noticed(
    told: World, store: Store, tmp_path: Path, depth: int, when: str
) -> None:
    told.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    told.node.mine(depth)
    turns: list[str] = []

    def spoil(method: str, params: list[Any], result: Any) -> Any:
        if method == when and not turns:
            turns.append(method)
            told.chain.client.call("anvil_reorg", (depth + 1, []))
        return result

    with lying(told, spoil) as chain:
        Index(store, chain).follow()
    assert turns
    there = truth(told, tmp_path)
    assert dump(store) == there and not there["share"]
    told.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    check_against_chain(told, store)
