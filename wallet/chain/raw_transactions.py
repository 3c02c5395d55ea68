"""The bytes of a block's transactions, made again from what a node says of them.

A node tells of a transaction field by field; the root in a block's header commits to its bytes
(EIP-2718: legacy, EIP-2930, EIP-1559, EIP-4844 without its blobs, EIP-7702; and the deposits with
which every block of an OP Stack chain begins).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import NodeError, garbage
from wallet.signing.rlp import Item, encode

MOST: Final = 100_000
"""Transactions in a block that are looked at."""
_BLOB, _DELEGATING, _LEGACY, DEPOSIT = 3, 4, 0, 0x7E
_FEES: Final = ("maxPriorityFeePerGas", "maxFeePerGas")
_NUMBERS: Final[Mapping[int, tuple[str, ...]]] = {
    _LEGACY: ("nonce", "gasPrice", "gas"),
    1: ("chainId", "nonce", "gasPrice", "gas"),
    2: ("chainId", "nonce", *_FEES, "gas"),
    _BLOB: ("chainId", "nonce", *_FEES, "gas"),
    _DELEGATING: ("chainId", "nonce", *_FEES, "gas"),
}
"""What each type of transaction begins with."""


def transactions_in(block: Any, node: str = "") -> dict[bytes, bytes]:
    """What the trie of a block's transactions has: their bytes by their places.

    `block` has its transactions whole. Raises NodeError, also for a type that is not known.
    """
    found = block.get("transactions") if isinstance(block, dict) else None
    if not isinstance(found, list) or len(found) > MOST:
        raise garbage(node)
    return {encode(at): _checked(one, node) for at, one in enumerate(found)}


def _checked(value: Any, node: str) -> bytes:
    if not isinstance(value, dict):
        raise garbage(node)
    data = _bytes(value, node)
    if keccak(data) != hex_bytes(value.get("hash"), node):
        raise garbage(node)
    return data


def _bytes(value: Mapping[str, Any], node: str) -> bytes:
    kind = quantity(value.get("type", "0x0"), node)
    if kind == DEPOSIT:
        return bytes([DEPOSIT]) + encode(_deposit(value, node))
    if kind not in _NUMBERS:
        raise NodeError(
            "A block of this chain has a transaction of a form that this wallet does not know.",
            "It cannot be proven here. A newer version of the program may know it.",
            "node.transaction",
        )
    items: list[Item] = [quantity(value.get(key), node) for key in _NUMBERS[kind]]
    items += [
        _receiver(value, node),
        quantity(value.get("value"), node),
        hex_bytes(value.get("input"), node),
    ]
    parity = "v"
    if kind != _LEGACY:
        items.append(_each(value.get("accessList"), _access, node))
        parity = "yParity" if value.get("yParity") is not None else "v"
    if kind == _BLOB:
        items.append(quantity(value.get("maxFeePerBlobGas"), node))
        items.append(_each(value.get("blobVersionedHashes"), hex_bytes, node))
    if kind == _DELEGATING:
        items.append(_each(value.get("authorizationList"), _authorization, node))
    items += [quantity(value.get(key), node) for key in (parity, "r", "s")]
    return (bytes([kind]) if kind else b"") + encode(items)


def _receiver(value: Mapping[str, Any], node: str) -> bytes:
    """Whom it is for; nobody where it makes a contract."""
    to = value.get("to")
    return b"" if to is None else hex_bytes(to, node)


def _deposit(value: Mapping[str, Any], node: str) -> list[Item]:
    """What came down from the chain below, which signs nothing."""
    return [
        hex_bytes(value.get("sourceHash"), node),
        hex_bytes(value.get("from"), node),
        _receiver(value, node),
        quantity(value.get("mint") or "0x0", node),
        quantity(value.get("value"), node),
        quantity(value.get("gas"), node),
        int(value.get("isSystemTx") is True),
        hex_bytes(value.get("input"), node),
    ]


def _each(value: Any, read: Callable[[Any, str], Item], node: str) -> list[Item]:
    if not isinstance(value, list):
        raise garbage(node)
    return [read(one, node) for one in value]


def _access(value: Any, node: str) -> Item:
    if not isinstance(value, dict):
        raise garbage(node)
    return [hex_bytes(value.get("address"), node), _each(value.get("storageKeys"), hex_bytes, node)]


def _authorization(value: Any, node: str) -> Item:
    if not isinstance(value, dict):
        raise garbage(node)
    parity = "yParity" if value.get("yParity") is not None else "v"
    return [
        quantity(value.get("chainId"), node),
        hex_bytes(value.get("address"), node),
        *(quantity(value.get(key), node) for key in ("nonce", parity, "r", "s")),
    ]
