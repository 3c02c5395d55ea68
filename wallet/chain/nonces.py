"""Nonces: the next one of an account, counting what the node has not heard of yet."""

from __future__ import annotations

from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.journal import Journal


def next_nonce(chain: Chain, journal: Journal, account: str) -> int:
    """The nonce for the account's next request. Raises NodeError.

    The first from the node's count (with pending transactions) on that the journal does not hold.
    So a place that became free is taken again, and what waits behind it goes on.
    """
    held = journal.held_nonces(chain.network.chain_id, account)
    free = nonce_of(chain, account, "pending")
    while free in held:
        free += 1
    return free


def nonce_of(chain: Chain, account: str, tag: str = "latest") -> int:
    """How many transactions of `account` are in blocks (or, `pending`, about to be)."""
    answer = chain.client.call("eth_getTransactionCount", (account, tag))
    return quantity(answer, chain.client.node_name)
