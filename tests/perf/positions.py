"""A person with many positions on a live node: laid into the contracts' storage, not traded."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

from tests.books.world import make_world
from wallet.base.money import SHARE
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.http_line import HttpLine
from wallet.chain.node import LocalNode
from wallet.contracts.bindings import contract
from wallet.contracts.places import slot_of

UNITS: Final = 1_234 * SHARE
GAIN: Final = 5 << 128
FIRST: Final = 10
ABI: Final[Any] = contract("Ledger").abi


def refreshed(folder: Path, count: int, runs: int) -> tuple[list[float], list[float], int]:
    """Seconds of holding positions against a node, those of web3.py's calls, and round trips."""
    with LocalNode(None) as node:
        world = make_world(node)
        person = world.join("alice")
        store = Store(folder / "books.sqlite", "positions")
        index = Index(store, world.chain)
        index.follow()
        tokens = range(FIRST, FIRST + count)
        _lay(world.chain.client, world.chain.network.address("Ledger"), person, tokens)
        with store.writing() as tables:
            for token in tokens:
                acc = str(GAIN)
                tables.add("token", id=token, name="x", terms_hash="0x", issued=1, acc=acc)
                tables.add("position", token=token, person=person, units=str(UNITS))
        trips = _count_trips(lambda: index.check(person))
        ours, theirs = [], []
        for _ in range(runs):
            began = time.perf_counter()
            level = index.check(person)
            ours.append(time.perf_counter() - began)
            if not level:
                raise RuntimeError("the books and the node do not agree")
        plain = _one_by_one(node.url, world.chain.network.address("Ledger"), person, tokens)
        theirs = [plain] * runs
        store.close()
        world.chain.close()
    return ours, theirs, trips


def _lay(client: Any, ledger: str, person: int, tokens: range) -> None:
    words = [
        (slot, value)
        for token in tokens
        for slot, value in (
            (slot_of("Ledger", "holdings.stocks", token, person), UNITS),
            (slot_of("Ledger", "holdings.acc", token), GAIN),
            (slot_of("Ledger", "holdings.sheets", token), 1 << 255),
        )
    ]
    client.batch(
        [
            ("anvil_setStorageAt", (ledger, f"0x{slot:064x}", f"0x{value:064x}"))
            for slot, value in words
        ]
    )


def _count_trips(act: Any) -> int:
    """How often an act asks the node something."""
    post, count = HttpLine.post, [0]

    def counted(self: HttpLine, body: bytes) -> bytes:
        count[0] += 1
        return post(self, body)

    HttpLine.post = counted  # type: ignore[method-assign] # for the time of one look
    try:
        act()
    finally:
        HttpLine.post = post  # type: ignore[method-assign] # as it was
    return count[0]


def _one_by_one(url: str, ledger: str, person: int, tokens: range) -> float:
    """Seconds of asking the same by web3.py's contract, one call after the other."""
    from web3 import HTTPProvider, Web3

    web3 = Web3(HTTPProvider(url))
    known: Any = web3.eth.contract(address=web3.to_checksum_address(ledger), abi=ABI)
    known.functions.position(tokens[0], person).call()
    began = time.perf_counter()
    for token in tokens:
        known.functions.position(token, person).call()
    return time.perf_counter() - began
