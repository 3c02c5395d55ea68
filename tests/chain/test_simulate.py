"""Simulation on a real node and the real contracts: now, after, and why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.books.world import NO_PERMIT, World, make_world
from tests.chain.fake_node import FakeNode
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR, SHARE
from wallet.chain.chain import Chain
from wallet.chain.networks import Network
from wallet.chain.node import LocalNode
from wallet.chain.problems import NodeError
from wallet.chain.simulate import SimCall, simulate
from wallet.contracts.bindings import contract

CENT = 10**10


@pytest.fixture
def world(node_reset: LocalNode) -> Iterator[World]:
    made = make_world(node_reset)
    for name in ("bob", "carol", "dan", "eve", "frank"):
        made.join(name)
    made.issue("bob", "Bob Okafor")
    made.raise_all("bob", CENT, {"carol": 60_000, "dan": 60_000, "eve": 60_000})
    yield made
    made.chain.close()


def call(world: World, name: str, contract_name: str, function: str, *args: object) -> SimCall:
    data = contract(contract_name).encode(function, args)
    return SimCall(world.address(name), world.chain.network.address(contract_name), data)


def test_it_shows_now_and_after_and_changes_nothing(world: World) -> None:
    bob, frank = world.people["bob"], world.people["frank"]
    buying = call(world, "frank", "Auction", "buy", bob, 10_000 * SHARE, 2 * CENT, NO_PERMIT)
    money = ("Dollar", "balanceOf", (world.address("frank"),))
    order = ("Auction", "order", (bob, frank))
    found = simulate(world.chain, [buying], [money, order])
    assert found.ok and found.refused is None
    assert found.before[0] - found.after[0] == 200 * DOLLAR
    assert (found.before[1].units, found.after[1].units) == (0, 10_000 * SHARE)
    names = [event.name for event in found.events[0]]
    assert "BuyPlaced" in names and found.events[0][0].at == found.at
    assert world.read(*order[:2], *order[2]).units == 0
    receipt = world.act("frank", "Auction", "buy", bob, 10_000 * SHARE, 2 * CENT, NO_PERMIT)
    assert abs(found.gas[0] - int(receipt["gasUsed"], 16)) < 5_000


def test_a_refusal_comes_with_its_sentence(world: World) -> None:
    bob = world.people["bob"]
    selling = call(world, "bob", "Auction", "sell", bob, 10_000 * SHARE, 2 * CENT)
    money = ("Dollar", "balanceOf", (world.address("bob"),))
    found = simulate(world.chain, [selling], [money])
    assert not found.ok and found.failing == 0 and found.after == ()
    assert found.refused is not None and found.refused.code == "ISSUER_SELLS_BY_OFFERING"
    assert found.refused.sentence.endswith(".") and "_" not in found.refused.sentence
    assert found.refused.error().code == "refused.ISSUER_SELLS_BY_OFFERING"
    plain = call(world, "dan", "Ledger", "transfer", world.address("eve"), bob, SHARE)
    refused = simulate(world.chain, [plain]).refused
    assert refused is not None and refused.code == "PLAIN_TRANSFER"


def test_time_is_that_of_the_next_block(world: World) -> None:
    bob = world.people["bob"]
    world.sell("carol", "bob", 20_000, CENT)
    world.buy("frank", "bob", 20_000, CENT)
    settling = call(world, "dan", "Auction", "settle", bob, 10)
    early = simulate(world.chain, [settling]).refused
    assert early is not None and early.code == "STILL_OPEN"
    world.skip(2 * DAY + HOUR)
    assert simulate(world.chain, [settling]).ok


def test_several_calls_follow_each_other_and_the_first_that_fails_is_named(world: World) -> None:
    ledger = world.chain.network.address("Ledger")
    bob = world.people["bob"]
    none = call(world, "frank", "Dollar", "approve", ledger, 0)
    some = call(world, "frank", "Dollar", "approve", ledger, 200 * DOLLAR)
    buying = call(world, "frank", "Auction", "buy", bob, 10_000 * SHARE, 2 * CENT, NO_PERMIT)
    assert simulate(world.chain, [none, some, buying]).ok
    failed = simulate(world.chain, [some, none, buying])
    assert failed.failing == 2 and failed.refused is not None
    assert failed.refused.code == "DOLLAR_REFUSED"
    assert len(failed.gas) == 3


def test_a_prelude_stands_for_a_permit_that_is_not_signed_yet(world: World) -> None:
    ledger = world.chain.network.address("Ledger")
    world.act("frank", "Dollar", "approve", ledger, 0)
    blank = (200 * DOLLAR, world.now() + HOUR, 27, b"\0" * 32, b"\0" * 32)
    args = (world.people["bob"], 10_000 * SHARE, 2 * CENT, blank)
    buying = call(world, "frank", "Auction", "buy", *args)
    assert not simulate(world.chain, [buying]).ok
    approving = call(world, "frank", "Dollar", "approve", ledger, 200 * DOLLAR)
    found = simulate(world.chain, [buying], prelude=[approving])
    assert found.ok and len(found.gas) == len(found.events) == 1


def test_a_node_that_answers_nonsense_is_refused(world: World) -> None:
    every: tuple[object, ...] = (
        None,
        [],
        [{}],
        [{"calls": []}],
        [{"calls": [5]}],
        [{"calls": [{}]}],
    )
    for nonsense in every:

        def play(method: str, params: object, nonsense: object = nonsense) -> object:
            if method == "eth_simulateV1":
                return nonsense
            if method == "eth_getBlockByNumber":
                return {"number": "0x1", "hash": "0x" + "11" * 32, "parentHash": "0x" + "22" * 32,
                        "timestamp": "0x5"}  # fmt: skip
            return hex(world.node.chain_id)

        with FakeNode(play) as node:
            here = world.chain.network
            network = Network(
                here.name, here.chain_id, (node.url,), here.contracts, 0, local=here.local
            )
            chain = Chain(network)
            with pytest.raises(NodeError):
                simulate(chain, [call(world, "dan", "Auction", "settle", 2, 1)])
            chain.close()
