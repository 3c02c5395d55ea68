"""Receipts: what the chain answered to a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.logs import Event, hash_text, parse_log
from wallet.chain.problems import Refused, garbage
from wallet.chain.reasons import OUT_OF_GAS, UNKNOWN, Refusal, refusal, revert_code


@dataclass(frozen=True, slots=True)
class Receipt:
    """A transaction in a block. `fee` is in the coin's smallest unit.

    `refused` says why, where it did not happen (`ok` False). `sentences` tell what happened; who
    knows the names fills them.
    """

    tx: str
    block: int
    block_hash: str
    at: int
    ok: bool
    gas: int
    fee: int
    events: tuple[Event, ...]
    refused: Refusal | None = None
    sentences: tuple[str, ...] = ()


def receipt_of(chain: Chain, tx: str) -> Receipt | None:
    """The receipt of a transaction, None while it is in no block. Raises NodeError."""
    node = chain.client.node_name
    answer = chain.client.call("eth_getTransactionReceipt", (tx,))
    if answer is None:
        return None
    if not isinstance(answer, dict) or hash_text(answer.get("transactionHash"), node) != tx.lower():
        raise garbage(node)
    logs = answer.get("logs")
    if not isinstance(logs, list):
        raise garbage(node)
    block = quantity(answer.get("blockNumber"), node)
    gas = quantity(answer.get("gasUsed"), node)
    ok = quantity(answer.get("status"), node) == 1
    events = chain.events([parse_log(one, node) for one in logs])
    return Receipt(
        tx=tx.lower(),
        block=block,
        block_hash=hash_text(answer.get("blockHash"), node),
        at=chain.head(block).at,
        ok=ok,
        gas=gas,
        fee=gas * quantity(answer.get("effectiveGasPrice"), node),
        events=tuple(events),
        refused=None if ok else _why(chain, tx, block, gas),
    )


def _why(chain: Chain, tx: str, block: int, gas: int) -> Refusal:
    """Why a transaction failed, by playing it again on the state before its block.

    Not exact where others in the same block came first; then the reason may be unknown.
    """
    node = chain.client.node_name
    sent = chain.client.call("eth_getTransactionByHash", (tx,))
    if not isinstance(sent, dict):
        raise garbage(node)
    if gas >= quantity(sent.get("gas"), node):
        return refusal(OUT_OF_GAS)
    keys: dict[str, Any] = {key: sent.get(key) for key in ("from", "to", "value", "gas")}
    call = {**keys, "data": sent.get("input")}
    for state in (block, block - 1):
        try:
            chain.client.call("eth_call", (call, hex(state)))
        except Refused as refused:
            return refusal(revert_code(refused.data, refused.words))
    return refusal(UNKNOWN)
