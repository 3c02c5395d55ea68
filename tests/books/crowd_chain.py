"""The logs of a made-up network, and a node that has the end of its chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from tests.books.crowd import START
from tests.chain.fake_node import FakeNode, Refuse
from wallet.base.addresses import checksum
from wallet.chain.logs import Event, RawLog
from wallet.chain.networks import Network
from wallet.contracts.bindings import contract
from wallet.contracts.build import type_of
from wallet.contracts.wiring import CONTRACTS

CHAIN_ID: Final = 31_337
ADDRESSES: Final = {
    name: checksum(f"0x{number:040x}") for number, name in enumerate(CONTRACTS, 0xC0DE00)
}


def network_at(url: str) -> Network:
    """The made-up network, told of by the node at a URL."""
    return Network("Crowd", CHAIN_ID, (url,), ADDRESSES, 2, local=True)


def hash_of(block: int) -> str:
    """The hash of a block of the made-up chain."""
    return "0x" + hashlib.sha256(b"block %d" % block).hexdigest()


def raw_of(event: Event) -> RawLog:
    """The log that an event came in, encoded by another library."""
    from eth_abi.abi import encode

    topic, inputs = _inputs(event.contract, event.name)
    pairs = [(kind, _plain(kind, event.fields[name]), key) for name, kind, key in inputs]
    topics = [encode([kind], [value]) for kind, value, key in pairs if key]
    plain = [(kind, value) for kind, value, key in pairs if not key]
    return RawLog(
        event.block, event.block_hash, event.tx, event.index, event.at,
        ADDRESSES[event.contract].lower(), (topic, *topics),
        encode([kind for kind, _ in plain], [value for _, value in plain]),
    )  # fmt: skip


@cache
def _inputs(name: str, event: str) -> tuple[bytes, tuple[tuple[str, str, bool], ...]]:
    inputs = contract(name).events[event]["inputs"]
    found = tuple((one["name"], type_of(dict(one)), one["indexed"]) for one in inputs)
    return contract(name).topic(event), found


def _plain(kind: str, value: Any) -> Any:
    return bytes.fromhex(value[2:]) if kind.startswith("bytes") else value


def json_of(log: RawLog) -> dict[str, Any]:
    """A log as a node writes it."""
    return {
        "address": log.address,
        "topics": ["0x" + topic.hex() for topic in log.topics],
        "data": "0x" + log.data.hex(),
        "blockNumber": hex(log.block),
        "blockHash": log.block_hash,
        "transactionHash": log.tx,
        "transactionIndex": "0x0",
        "logIndex": hex(log.index),
        "blockTimestamp": hex(log.at or 0),
        "removed": False,
    }


def node_of(last: int, events: Iterable[Event]) -> FakeNode:
    """A node whose chain ends with block `last`, and that knows of these events alone."""
    by_block: dict[int, list[dict[str, Any]]] = {}
    for event in events:
        by_block.setdefault(event.block, []).append(json_of(raw_of(event)))

    def answer(method: str, params: list[Any]) -> Any:
        if method == "eth_chainId":
            return hex(CHAIN_ID)
        if method == "eth_getBlockByNumber":
            return _block(last if params[0] == "latest" else int(params[0], 16))
        if method == "eth_getLogs":
            first, end = (int(params[0][key], 16) for key in ("fromBlock", "toBlock"))
            return [log for block in range(first, end + 1) for log in by_block.get(block, ())]
        raise Refuse(-32601, "method not found")

    return FakeNode(answer)


def _block(number: int) -> dict[str, Any]:
    return {
        "number": hex(number),
        "hash": hash_of(number),
        "parentHash": hash_of(number - 1),
        "timestamp": hex(START + 12 * (number - 1)),
        "logsBloom": "0x" + "ff" * 256,
    }


def pieces_of(events: Iterable[Event], size: int) -> Iterable[Sequence[Event]]:
    """Events in pieces of a size."""
    piece: list[Event] = []
    for event in events:
        piece.append(event)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
