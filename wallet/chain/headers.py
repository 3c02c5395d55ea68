"""Headers of blocks: what a node says of one, its Bloom filter, and whether its hash is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.chain.logs import RawLog, hash_text, parse_log
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import NodeError, garbage
from wallet.chain.tries import root_of
from wallet.signing.rlp import Item, encode

_FIELDS: Final = (
    "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot",
    "logsBloom", "difficulty", "number", "gasLimit", "gasUsed", "timestamp", "extraData",
    "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas",
    "parentBeaconBlockRoot", "requestsHash",
)  # fmt: skip
"""Fields of a header in their order; each rule since London added some at the end."""
_NUMBERS: Final = frozenset(
    ("difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed",
     "excessBlobGas")
)  # fmt: skip
_ROOTS: Final = ("stateRoot", "transactionsRoot", "receiptsRoot")
_DEPOSITED: Final = ("depositNonce", "depositReceiptVersion")
_BLOOM_BYTES: Final = 256
MOST_RECEIPTS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Head:
    """A block: number, hash, parent's hash, time, and the Bloom filter of its logs."""

    number: int
    hash: str
    parent: str
    at: int
    bloom: int = (1 << 8 * _BLOOM_BYTES) - 1

    def may_have(self, log: RawLog, keys: int = 4) -> bool:
        """Whether the block can have a log, by its address and its first few topics."""
        mask = bloom_of(bytes.fromhex(log.address[2:]))
        for topic in log.topics[:keys]:
            mask |= bloom_of(topic)
        return self.bloom & mask == mask


def parse_head(value: Any, node: str = "") -> Head:
    """The block in one JSON object. Raises NodeError."""
    if not isinstance(value, dict):
        raise NodeError(
            f"The node {node} does not have the block that it was asked for.",
            "Wait until it has caught up, or name another node in the network’s file.",
            "node.block",
        )
    bloom = hex_bytes(value.get("logsBloom"), node)
    if len(bloom) != _BLOOM_BYTES:
        raise garbage(node)
    return Head(
        number=quantity(value.get("number"), node),
        hash=hash_text(value.get("hash"), node),
        parent=hash_text(value.get("parentHash"), node),
        at=quantity(value.get("timestamp"), node),
        bloom=int.from_bytes(bloom, "big"),
    )


@lru_cache(maxsize=8_192)
def bloom_of(value: bytes) -> int:
    """The three bits that an address or a topic sets in a block's Bloom filter."""
    digest = keccak(value)
    mask = 0
    for at in (0, 2, 4):
        mask |= 1 << (int.from_bytes(digest[at : at + 2], "big") & 2047)
    return mask


def seal_of(value: Any, node: str = "") -> Mapping[str, bytes]:
    """The roots in a header whose hash is the hash of it. Raises NodeError.

    A chain whose headers have other fields than Ethereum's cannot be held against its hash.
    """
    header_bytes(value, node)
    return {key: hex_bytes(value[key], node) for key in _ROOTS}


def header_bytes(value: Any, node: str = "") -> bytes:
    """The bytes of a header whose hash is the hash of them. Raises NodeError."""
    if not isinstance(value, dict):
        raise garbage(node)
    data = encode(
        [
            quantity(value[key], node) if key in _NUMBERS else hex_bytes(value[key], node)
            for key in _FIELDS
            if value.get(key) is not None
        ]
    )
    if keccak(data) != hex_bytes(value.get("hash"), node):
        raise NodeError(
            "The node’s block is not what its hash says, or this chain has blocks of another form.",
            "Name another node in the network’s file.",
            "node.header",
        )
    return data


def logs_of(receipts: Any, node: str = "") -> list[RawLog]:
    """The logs in a block's receipts, in their order. Raises NodeError."""
    return [log for one in _list(receipts, node) for log in _logs(one, node)]


def receipts_root(receipts: Any, node: str = "") -> bytes:
    """The root that a block's header has for these receipts. Raises NodeError."""
    return root_of(receipts_in(receipts, node))


def receipts_in(receipts: Any, node: str = "") -> dict[bytes, bytes]:
    """What the trie of a block's receipts has: their bytes by their places. Raises NodeError."""
    found = _list(receipts, node)
    return {encode(at): _receipt(one, node) for at, one in enumerate(found)}


def _receipt(value: Any, node: str) -> bytes:
    logs: list[Item] = [
        [bytes.fromhex(log.address[2:]), list(log.topics), log.data] for log in _logs(value, node)
    ]
    kind = quantity(value.get("type", "0x0"), node)
    items: list[Item] = [
        quantity(value.get("status"), node),
        quantity(value.get("cumulativeGasUsed"), node),
        hex_bytes(value.get("logsBloom"), node),
        logs,
    ]
    if value.get("depositReceiptVersion") is not None:  # of a deposit on a chain of the OP Stack
        items += [quantity(value.get(key), node) for key in _DEPOSITED]
    body = encode(items)
    return bytes([kind & 0xFF]) + body if kind else body


def _logs(value: Any, node: str) -> list[RawLog]:
    if not isinstance(value, dict) or not isinstance(value.get("logs"), list):
        raise garbage(node)
    return [parse_log(one, node) for one in value["logs"]]


def _list(value: Any, node: str) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > MOST_RECEIPTS:
        raise garbage(node)
    return value
