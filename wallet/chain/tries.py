"""Merkle-Patricia tries: what a root commits to (Ethereum yellow paper, appendix D)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wallet.base.addresses import keccak
from wallet.signing.rlp import Item, decode, encode

MOST_NODES: Final = 65
"""Nodes on the longest path there can be, from the root to the value."""
EMPTY: Final = keccak(encode(b""))
"""The root of a trie with nothing in it."""

Path = tuple[int, ...]


def value_at(root: bytes, key: bytes, proof: Sequence[bytes]) -> bytes | None:
    """What a trie with this root has under a key, None for nothing.

    `proof` are the nodes on the way, from the root. Raises ValueError where they do not show it.
    """
    if len(proof) > MOST_NODES:
        raise ValueError("the proof is too long")
    if root == EMPTY:
        return None
    path = _path(key)
    nodes = iter(proof)
    here: Item = root
    while True:
        node = _node(here, nodes)
        if node is None:
            return None
        if len(node) == 17:
            if not path:
                return _value(node[16]) or None
            here, path = node[path[0]], path[1:]
            continue
        part, leaf = _part(node)
        if leaf:
            return _value(node[1]) if part == path else None
        if path[: len(part)] != part or not part:
            return None
        here, path = node[1], path[len(part) :]


def root_of(values: Mapping[bytes, bytes]) -> bytes:
    """The root of the trie that has these values under these keys."""
    if not values:
        return EMPTY
    return keccak(encode(_built(sorted((_path(key), value) for key, value in values.items()))))


def proof_of(values: Mapping[bytes, bytes], key: bytes) -> list[bytes]:
    """The nodes on the way to a key that has a value, from the root, as `value_at` takes them.

    Raises KeyError for a key without one.
    """
    values[key]  # a proof that nothing is there is for whoever keeps the whole trie
    pairs = sorted((_path(one), value) for one, value in values.items())
    path = _path(key)
    proof: list[bytes] = []
    while True:
        data = encode(_built(pairs))
        if not proof or len(data) >= 32:  # a shorter one stands within the node above it
            proof.append(data)
        same = _common(pairs)
        if len(pairs) == 1 or (not same and not path):
            return proof
        step = same or 1
        under = path[:step]
        pairs = [(one[step:], value) for one, value in pairs if one[:step] == under]
        path = path[step:]


def _value(item: Item) -> bytes:
    if not isinstance(item, bytes):
        raise ValueError("a node stands where a value should")
    return item


def _node(here: Item, nodes: Iterator[bytes]) -> list[Item] | None:
    """The node that is referred to: by its hash, or in its place; None for nothing."""
    if isinstance(here, bytes):
        if not here:
            return None
        data = next(nodes, None)
        if data is None or keccak(data) != here:
            raise ValueError("a node is not the one that was meant")
        here = list(decode(data))
    if not isinstance(here, list) or len(here) not in (2, 17):
        raise ValueError("this is no node")
    return here


def _part(node: Sequence[Item]) -> tuple[Path, bool]:
    """The part of the path that a short node has, and whether it is a leaf."""
    head = node[0]
    if not isinstance(head, bytes) or not head or head[0] >> 4 > 3:
        raise ValueError("this is no node")
    odd = head[0] >> 4 & 1
    return _path(head)[2 - odd :], head[0] >> 5 == 1


def _built(pairs: Sequence[tuple[Path, bytes]]) -> list[Item]:
    """The node over these values, whose paths are counted from here and sorted."""
    first = pairs[0][0]
    if len(pairs) == 1:
        return [_packed(first, leaf=True), pairs[0][1]]
    same = _common(pairs)
    if same:
        below = _built([(path[same:], value) for path, value in pairs])
        return [_packed(first[:same], leaf=False), _reference(below)]
    node: list[Item] = [b""] * 17
    for digit in range(16):
        under = [(path[1:], value) for path, value in pairs if path and path[0] == digit]
        if under:
            node[digit] = _reference(_built(under))
    if not first:
        node[16] = pairs[0][1]
    return node


def _common(pairs: Sequence[tuple[Path, bytes]]) -> int:
    """How many digits all the sorted paths begin with."""
    first, last = pairs[0][0], pairs[-1][0]
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return same


def _reference(node: list[Item]) -> Item:
    data = encode(node)
    return node if len(data) < 32 else keccak(data)


def _packed(path: Path, leaf: bool) -> bytes:
    odd = len(path) % 2
    digits = ((2 * leaf + odd), *([] if odd else [0]), *path)
    return bytes(high << 4 | low for high, low in zip(digits[::2], digits[1::2], strict=True))


def _path(key: bytes) -> Path:
    return tuple(digit for byte in key for digit in (byte >> 4, byte & 15))
