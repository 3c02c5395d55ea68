"""A network on which somebody holds, sells, earns and is owed, and the case files made of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.books.world import CENT, EXIT, NO_PERMIT, STAKE, Reverted, World, make_world
from wallet.acts.naming import StoreRecords
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR
from wallet.books.documents import Documents
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.node import LocalNode
from wallet.flows.case_making import Made, Wanted, about_debt, about_position, make_case
from wallet.flows.papers import ExitPaper, StakePaper, write_stake_paper

EVIDENCE = b"evidence"


class Signed(World):
    """A world in which people sign what they send: what a node signs for others has no hash."""

    def raw(self, call: dict[str, Any]) -> dict[str, Any]:
        key = next((one for one in self.keys.values() if one.address == call["from"]), None)
        if key is None:
            return super().raw(call)
        client = self.chain.client
        sent = {
            "type": 2, "chainId": self.node.chain_id, "to": call["to"], "data": call["data"],
            "gas": int(call["gas"], 16), "value": 0, "maxFeePerGas": 10**12,
            "maxPriorityFeePerGas": 1,
            "nonce": int(client.call("eth_getTransactionCount", (key.address, "latest")), 16),
        }  # fmt: skip
        signed = key.sign_transaction(sent).raw_transaction
        tx = client.call("eth_sendRawTransaction", ("0x" + bytes(signed).hex(),))
        for _ in range(2_000):
            receipt: dict[str, Any] | None = client.call("eth_getTransactionReceipt", (tx,))
            if receipt is not None:
                break
            time.sleep(0.002)
        if receipt is None or receipt["status"] != "0x1":
            raise Reverted(str(call))
        return receipt


@dataclass
class Told:
    """A world in which much has happened, the books of it, and one's own papers."""

    world: World
    store: Store
    documents: Documents
    paper: StakePaper
    sold: ExitPaper

    def number(self, name: str) -> int:
        return self.world.people[name]

    def make(self, wanted: Wanted) -> Made:
        return make_case(self.world.chain, self.store, self.documents, wanted)

    @property
    def position(self) -> Wanted:
        return about_position(self.number("alice"), self.number("carol"))

    @property
    def debt(self) -> Wanted:
        return about_debt(1, self.number("alice"), self.number("carol"))


@pytest.fixture(scope="module")
def told(node: LocalNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Played once for the tests of a module, which leave it as it is."""
    folder: Path = tmp_path_factory.mktemp("case")
    mark = node.rpc("evm_snapshot")
    store, documents = Store(folder / "books.sqlite", "test"), Documents(folder / "own.sqlite")
    told = played(node, store, documents)
    yield told
    store.close()
    documents.close()
    told.world.chain.close()
    node.rpc("evm_revert", mark)


@pytest.fixture(scope="module")
def position(told: Told) -> Made:
    """The file about what Carol holds of Alice."""
    return told.make(told.position)


@pytest.fixture(scope="module")
def debt(told: Told) -> Made:
    """The file about what Alice owes, with Carol's part of it."""
    return told.make(told.debt)


def played(node: LocalNode, store: Store, documents: Documents) -> Told:
    """All of it on a network of its own, read into empty books."""
    made = make_world(node)
    world = Signed(made.node, made.chain, made.deployer, made.verifier)
    for name in ("alice", "bob", "carol", "dan", "eve", "a1", "a2", "a3"):
        world.join(name)
    for name in ("a1", "a2", "a3"):
        world.role("Registry", "appoint_attestor", world.people[name])
    world.issue("alice", "Alice Moreau", b"the terms of Alice")
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT, {"alice": 200_000, "dan": 150_000, "carol": 50_000})
    world.raise_all("alice", 2 * CENT, {"carol": 500_000, "dan": 300_000, "bob": 400_000}, 7 * DAY)
    paper = write_stake_paper("Northwind", "gb-coh", "01234567", 1_000, 0, world.now(), "{}")
    _declare(world, store, paper)
    world.skip(91 * DAY)
    _trade(world)
    world.act("alice", "Ledger", "distribute", 777 * DOLLAR, NO_PERMIT)
    alice, carol = world.people["alice"], world.people["carol"]
    world.act("carol", "Ledger", "claim", alice, carol)
    sold = ExitPaper(paper, 1_000, 96_000 * DOLLAR, 0, world.now() - 60, "Sold.", b"\7" * 32)
    _exit(world, store, sold)
    world.act("alice", "Companies", "pay_debt", 1, 1_234 * DOLLAR + 1, NO_PERMIT)
    world.skip(50 * DAY)
    world.act("bob", "Companies", "pay_debt", 1, 2_000 * DOLLAR, NO_PERMIT)
    world.act("dan", "Ledger", "claim", alice, carol)
    world.skip(40 * DAY)
    world.act("alice", "Ledger", "distribute", 50 * DOLLAR + 7, NO_PERMIT)
    Index(store, world.chain).follow()
    return Told(world, store, documents, paper, sold)


def _trade(world: World) -> None:
    """Carol sells a part to Eve, and then buys some of Dan's: a second lot of hers."""
    world.sell("carol", "alice", 100_000, 3 * CENT)
    world.buy("eve", "alice", 80_000, 4 * CENT)
    world.skip(49 * HOUR)
    world.settle("alice")
    world.skip(25 * HOUR)
    world.sell("dan", "alice", 60_000, 3 * CENT)
    world.buy("carol", "alice", 60_000, 4 * CENT)
    world.skip(49 * HOUR)
    world.settle("alice")
    world.act("alice", "Ledger", "claim_many", [world.people["bob"]], world.people["alice"])


def _two(world: World) -> list[int]:
    return [world.people["a1"], world.people["a3"]]


def _declare(world: World, store: Store, paper: StakePaper) -> None:
    named = [world.people[name] for name in ("a1", "a2", "a3")]
    hashes = (paper.company_key, paper.commitment, paper.package_hash)
    world.act("alice", "Companies", "declare", *hashes, named)
    Index(store, world.chain).follow()
    record = StoreRecords(store).stake_records(1)[-1]
    value = {
        "stake": 1, "version": 1, "companyKey": paper.company_key,
        "commitment": paper.commitment, "packageHash": paper.package_hash,
    }  # fmt: skip
    signatures = [
        world.sign(world.keys[name], "Companies", "Stake", STAKE, value) for name in ("a1", "a3")
    ]
    args = (1, 1, record.fields(), signatures, _two(world))
    world.act("alice", "Companies", "attest_stake", *args)


def _exit(world: World, store: Store, sold: ExitPaper) -> None:
    record = StoreRecords(store).stake_records(1)[-1]
    opening = sold.stake.opening
    opened = (opening.units, opening.cost, opening.acquired_at, opening.salt)
    world.act(
        "alice", "Companies", "report_exit", 1, record.version, record.fields(), sold.units,
        sold.proceeds, sold.selling_costs, sold.closed_at, sold.evidence_hash, opened,
    )  # fmt: skip
    Index(store, world.chain).follow()
    reported = StoreRecords(store).exit_record(1)
    if reported is None:
        raise ValueError("the exit was not read")
    value = {
        "exit": 1, "stake": 1, "units": sold.units, "proceeds": sold.proceeds,
        "sellingCosts": sold.selling_costs, "closedAt": sold.closed_at,
        "evidenceHash": sold.evidence_hash,
    }  # fmt: skip
    signatures = [
        world.sign(world.keys[name], "Companies", "Exit", EXIT, value) for name in ("a1", "a3")
    ]
    args = (1, reported.fields(), signatures, _two(world))
    world.act("alice", "Companies", "attest_exit", *args)
