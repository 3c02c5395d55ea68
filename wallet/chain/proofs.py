"""Words of contracts' storage, proven against a block's state root (EIP-1186).

What is proven here holds whatever else the node says, as far as the block's hash is the chain's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.chain.chain import Chain
from wallet.chain.headers import Head, logs_of, parse_head, receipts_root, seal_of
from wallet.chain.logs import RawLog
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import NodeError, garbage
from wallet.chain.tries import value_at
from wallet.contracts.places import Key, slot_of
from wallet.signing.rlp import decode

Place = tuple[str, str, tuple[Key, ...]]
"""A contract, a variable of it, and the keys of an entry where it is a mapping."""
AT_ONCE: Final = 512
"""Words of one contract that are asked for in one proof."""


def proven_words(chain: Chain, places: Sequence[Place], block: int) -> Mapping[Place, int]:
    """What the storage of contracts holds after a block. Raises NodeError where it is not shown."""
    _head, seal = _sealed(chain, block)
    found: dict[Place, int] = {}
    for contract in dict.fromkeys(place[0] for place in places):
        these = [place for place in places if place[0] == contract]
        for start in range(0, len(these), AT_ONCE):
            part = these[start : start + AT_ONCE]
            found.update(_of_contract(chain, contract, part, seal["stateRoot"], block))
    return found


def proven_logs(chain: Chain, block: int) -> list[RawLog]:
    """The logs of our contracts in a block, by receipts that its header commits to.

    Raises NodeError where the receipts are others, or the node has none to show.
    """
    head, seal = _sealed(chain, block)
    node = chain.client.node_name
    receipts = chain.client.call("eth_getBlockReceipts", (hex(block),))
    if receipts_root(receipts, node) != seal["receiptsRoot"]:
        raise unproven(node)
    watched = set(chain.watched)
    logs = [log for log in logs_of(receipts, node) if log.address in watched]
    for log in logs:
        log.at = head.at
    return logs


def _sealed(chain: Chain, block: int) -> tuple[Head, Mapping[str, bytes]]:
    """A block whose hash is the hash of its header."""
    node = chain.client.node_name
    answer = chain.client.call("eth_getBlockByNumber", (hex(block), False))
    head = parse_head(answer, node)
    if head.number != block:
        raise garbage(node)
    return head, seal_of(answer, node)


def _of_contract(
    chain: Chain, contract: str, places: Sequence[Place], root: bytes, block: int
) -> dict[Place, int]:
    address, node = chain.network.address(contract), chain.client.node_name
    slots = [slot_of(contract, variable, *keys) for _contract, variable, keys in places]
    wanted = (address, [f"0x{slot:064x}" for slot in slots], hex(block))
    answer = chain.client.call("eth_getProof", wanted)
    if not isinstance(answer, dict) or not isinstance(answer.get("storageProof"), list):
        raise garbage(node)
    shown = {}
    for one in answer["storageProof"]:
        if not isinstance(one, dict):
            raise garbage(node)
        shown[quantity(one.get("key"), node)] = _nodes(one.get("proof"), node)
    try:
        account = value_at(
            root, keccak(bytes.fromhex(address[2:])), _nodes(answer.get("accountProof"), node)
        )
        storage = _bytes(decode(account or b"")[2])
        values = [
            value_at(storage, keccak(slot.to_bytes(32, "big")), shown[slot]) for slot in slots
        ]
        return {place: _number(value) for place, value in zip(places, values, strict=True)}
    except (KeyError, IndexError, ValueError) as error:
        raise unproven(node) from error


def _nodes(value: Any, node: str) -> list[bytes]:
    if not isinstance(value, list):
        raise garbage(node)
    return [hex_bytes(one, node) for one in value]


def _bytes(item: object) -> bytes:
    if not isinstance(item, bytes):
        raise ValueError("an account has another form")
    return item


def _number(value: bytes | None) -> int:
    """The number in a word as a trie has it: in the byte form of one item."""
    if value is None:
        return 0
    (item,) = decode(bytes([0xC0 + len(value)]) + value) if len(value) < 56 else (b"",)
    return int.from_bytes(_bytes(item), "big")


def unproven(name: str) -> NodeError:
    """What a node shows is no proof of what it says."""
    return NodeError(
        f"The node {name} cannot prove what it says.",
        "Name another node in the network’s file.",
        "node.unproven",
    )
