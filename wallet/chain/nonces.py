"""Nonces: the next one of an account, counting what the node has not heard of yet."""

from __future__ import annotations

from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.journal import Journal


def next_nonce(chain: Chain, journal: Journal, account: str) -> int:
    """The nonce for the account's next request. Raises NodeError.

    The node's count with pending transactions, or one past the highest that the journal holds
    signed and unresolved, whichever is higher.
    """
    pending = nonce_of(chain, account, "pending")
    held = journal.highest_nonce(chain.network.chain_id, account)
    return pending if held is None else max(pending, held + 1)


def nonce_of(chain: Chain, account: str, tag: str = "latest") -> int:
    """How many transactions of `account` are in blocks (or, `pending`, about to be)."""
    answer = chain.client.call("eth_getTransactionCount", (account, tag))
    return quantity(answer, chain.client.node_name)
