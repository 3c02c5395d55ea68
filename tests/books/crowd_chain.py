"""The logs of a made-up network, and a node that has the end of its chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from tests.books.crowd import START
from tests.chain.fake_node import FakeNode, Refuse
from wallet.base.addresses import checksum
from wallet.chain.logs import Decoder, Event, RawLog
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


def hash_of(block: int, variant: int = 0) -> str:
    """The hash of a block of the made-up chain, or of another that could be in its place."""
    other = b" %d" % variant if variant else b""
    return "0x" + hashlib.sha256(b"block %d%b" % (block, other)).hexdigest()


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


def decoder() -> Decoder:
    """What reads the logs of the made-up network."""
    return Decoder(
        {name: contract(name).abi for name in CONTRACTS},
        {address: name for name, address in ADDRESSES.items()},
    )


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
    return MadeChain(last, events).node()


class MadeChain:
    """A chain of blocks that were made up, which can be cut and grown in another way."""

    def __init__(self, last: int, events: Iterable[Event] = ()) -> None:
        self.last = last
        self._variants: dict[int, int] = {}
        self._events: dict[int, list[Event]] = {}
        self._logs: dict[int, list[dict[str, Any]]] = {}
        for event in events:
            self._events.setdefault(event.block, []).append(event)

    @property
    def events(self) -> list[Event]:
        """All that happened on the chain as it is now."""
        return [one for block in sorted(self._events) for one in self._events[block]]

    def cut(self, depth: int) -> None:
        """Take the last blocks back."""
        for block in range(self.last - depth + 1, self.last + 1):
            for part in (self._variants, self._events, self._logs):
                part.pop(block, None)
        self.last -= depth

    def grow(self, events: Sequence[Event], variant: int) -> None:
        """Add a block with these events; another variant has another hash and another time."""
        self.last += 1
        block = self.last
        self._variants[block] = variant
        said = self._head(block)
        at = int(said["timestamp"], 16)
        self._events[block] = [
            one._replace(block=block, block_hash=said["hash"], at=at) for one in events
        ]

    def node(self) -> FakeNode:
        """A node that tells of it."""
        return FakeNode(self._answer)

    def _answer(self, method: str, params: list[Any]) -> Any:
        if method == "eth_chainId":
            return hex(CHAIN_ID)
        if method == "eth_getBlockByNumber":
            number = self.last if params[0] == "latest" else int(params[0], 16)
            return self._head(number) if number <= self.last else None
        if method == "eth_getLogs":
            first, end = (int(params[0][key], 16) for key in ("fromBlock", "toBlock"))
            found = (log for block in range(first, end + 1) for log in self._logs_of(block))
            return [log for log in found if _fits(log, params[0])]
        raise Refuse(-32601, "method not found")

    def _logs_of(self, block: int) -> list[dict[str, Any]]:
        if block not in self._logs:
            self._logs[block] = [json_of(raw_of(one)) for one in self._events.get(block, ())]
        return self._logs[block]

    def _head(self, number: int) -> dict[str, Any]:
        variant = self._variants.get(number, 0)
        return {
            "number": hex(number),
            "hash": hash_of(number, variant),
            "parentHash": hash_of(number - 1, self._variants.get(number - 1, 0)),
            "timestamp": hex(START + 12 * (number - 1) + variant % 12),
            "logsBloom": "0x" + "ff" * 256,
        }


def _fits(log: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a filter of `eth_getLogs` lets a log through."""
    if log["address"].lower() not in {one.lower() for one in wanted["address"]}:
        return False
    topics = wanted.get("topics", [])
    return len(log["topics"]) >= len(topics) and all(
        said is None or there in said for said, there in zip(topics, log["topics"], strict=False)
    )


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
