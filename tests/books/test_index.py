"""The index: reorganisations, nodes that forget or repeat logs, files that are damaged or old."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.books.beginnings import hold_bob
from tests.books.dumps import dump
from tests.books.world import CENT, World, check_against_chain
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.books.writing import Gap
from wallet.chain.chain import Chain
from wallet.chain.headers import Head
from wallet.chain.logs import RawLog
from wallet.chain.problems import NodeError
from wallet.chain.reading import Reading
from wallet.contracts.bindings import contract


def small_story(world: World) -> None:
    hold_bob(world)


def test_following_step_by_step_is_following_at_once(
    world: World, store: Store, tmp_path: Path
) -> None:
    index = Index(store, world.chain)
    for name in ("alice", "bob", "carol"):
        world.join(name)
        assert {"Registry", "Dollar", "block"} <= index.follow()
    assert index.follow() == set()
    world.node.mine()
    assert index.follow() == {"block"}
    world.issue("bob", "Bob Okafor")
    assert "Ledger" in index.follow()
    other = Store(tmp_path / "other.sqlite", "test")
    Index(other, world.chain).follow()
    assert dump(other) == dump(store)
    assert index.block()[0] == world.chain.block_number()
    other.close()


def test_a_reorganisation_rolls_back_to_the_fork(
    world: World, store: Store, tmp_path: Path
) -> None:
    small_story(world)
    index = Index(store, world.chain)
    index.follow()
    before = dump(store)
    world.sell("alice", "bob", 50_000, 2 * CENT)
    world.buy("carol", "bob", 20_000, 3 * CENT)
    world.node.mine()
    index.follow()
    assert dump(store) != before
    world.chain.client.call("anvil_reorg", (3, []))  # both orders are gone
    changed = index.follow()
    assert {"Auction", "Ledger", "block"} <= changed
    again = dump(store)
    assert again == before
    world.buy("dan", "bob", 30_000, 2 * CENT)
    check_against_chain(world, store)


def test_a_deep_reorganisation_over_many_events(world: World, store: Store) -> None:
    small_story(world)
    index = Index(store, world.chain)
    for _ in range(3):
        world.act("bob", "Ledger", "distribute", 10 * DOLLAR, (0, 0, 0, b"\0" * 32, b"\0" * 32))
        index.follow()
    world.chain.client.call("anvil_reorg", (2, []))
    index.follow()
    with store.reading() as tables:
        assert len(tables.rows("SELECT * FROM share")) == 1
    check_against_chain(world, store)


class Lying(Chain):
    """A chain whose answers about logs are spoilt by the test."""

    spoil: Callable[[list[RawLog]], list[RawLog]] = staticmethod(lambda logs: logs)

    def logs(self, first: int, last: int) -> list[RawLog]:
        return self.spoil(super().logs(first, last))


class Unheld(Reading):
    """Reads without the blocks' filters and receipts."""

    def _held_against_receipts(
        self, logs: Sequence[RawLog], near: Sequence[Head]
    ) -> Sequence[RawLog]:
        return logs


def test_logs_that_a_node_forgot_at_the_end_are_found_later(world: World, store: Store) -> None:
    small_story(world)
    world.sell("alice", "bob", 50_000, 2 * CENT)
    lying = Lying(world.chain.network, world.chain.client)
    lying.spoil = lambda logs: logs[:-2]
    index = Index(store, lying)
    index._reading = Unheld(lying)  # by a node that has no receipts either
    index.follow()
    lying.spoil = lambda logs: logs
    assert index.follow()
    check_against_chain(world, store)


def test_a_log_that_was_left_out_long_ago_shows_as_a_gap_and_is_read_again(
    world: World, store: Store
) -> None:
    small_story(world)
    world.node.mine(80)
    lying = Lying(world.chain.network, world.chain.client)
    issued = contract("Ledger").topic("Issued")
    lying.spoil = lambda logs: [log for log in logs if log.topics[0] != issued]
    index = Index(store, lying)
    with pytest.raises(Gap, match="left something out"):
        index.follow()
    with store.reading() as tables:
        assert not tables.rows("SELECT * FROM event")  # all or nothing
    lying.spoil = lambda logs: logs
    index.follow()
    check_against_chain(world, store)


def test_a_log_whose_lack_shows_nowhere_is_found_by_asking_the_chain(
    world: World, store: Store
) -> None:
    small_story(world)
    no_permit = (0, 0, 0, b"\0" * 32, b"\0" * 32)
    world.act("bob", "Ledger", "distribute", 10 * DOLLAR, no_permit)
    world.node.mine(80)
    lying = Lying(world.chain.network, world.chain.client)
    shared = contract("Ledger").topic("Siphoned")
    lying.spoil = lambda logs: [log for log in logs if log.topics[0] != shared]
    index = Index(store, lying)
    index.follow()
    assert not index.check(world.people["alice"])
    lying.spoil = lambda logs: logs
    index.follow()
    assert index.check(world.people["alice"]) and index.check(99)
    check_against_chain(world, store)


def test_a_node_that_contradicts_itself_changes_nothing(world: World, store: Store) -> None:
    small_story(world)
    index = Index(store, world.chain)
    index.follow()
    before = dump(store)
    lying = Lying(world.chain.network, world.chain.client)

    def torn(logs: list[RawLog]) -> list[RawLog]:
        one = logs[-1]
        other = RawLog(
            one.block, "0x" + "ee" * 32, one.tx, one.index + 1, one.at, one.address, one.topics,
            one.data,
        )  # fmt: skip
        return [*logs, other]

    lying.spoil = torn
    world.buy("dan", "bob", 30_000, 2 * CENT)
    with pytest.raises(NodeError, match="faster than it can be read"):
        Index(store, lying).follow()
    assert dump(store) == before


def test_deleting_the_file_loses_nothing(world: World, tmp_path: Path) -> None:
    small_story(world)
    first = Store(tmp_path / "one.sqlite", "test")
    Index(first, world.chain).follow()
    before = dump(first)
    first.close()
    (tmp_path / "one.sqlite").unlink()
    second = Store(tmp_path / "one.sqlite", "test")
    Index(second, world.chain).follow()
    assert dump(second) == before
    second.close()
    kept = Store(tmp_path / "one.sqlite", "test")
    assert dump(kept) == before  # and a file that is there is used
    kept.close()


def test_a_damaged_file_and_one_of_another_network_are_filled_anew(tmp_path: Path) -> None:
    path = tmp_path / "books.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"garbage" * 1_000)
    store = Store(path, "one")
    with store.writing() as tables:
        tables.add("verifier", account="0x1", serves=1)
    store.close()
    other = Store(path, "two")
    with other.reading() as tables:
        assert tables.rows("SELECT * FROM verifier") == []
    other.close()


def test_readers_see_one_moment_and_failed_writes_nothing(store: Store) -> None:
    with store.reading() as reading:
        assert reading.rows("SELECT * FROM verifier") == []
        with store.writing() as tables:
            tables.add("verifier", account="0x1", serves=1)
        assert reading.rows("SELECT * FROM verifier") == []
    with pytest.raises(sqlite3.IntegrityError), store.writing() as tables:
        tables.add("verifier", account="0x2", serves=1)
        tables.run("INSERT INTO verifier (account, serves) VALUES (NULL, NULL)")
    with store.reading() as reading:
        assert [row["account"] for row in reading.rows("SELECT * FROM verifier")] == ["0x1"]


def test_time_passes_without_events(world: World, store: Store) -> None:
    small_story(world)
    world.skip(3 * DAY + HOUR)
    check_against_chain(world, store)
