"""What was signed in a transaction that is in a block: asked of the node, told from the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.signing.explain import explain
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.sentence import Explanation
from wallet.signing.teller import Naming

MOST_DATA: Final = 2 * 131_072
"""Hex digits of a call that are read; a transaction cannot carry more."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Who signed, and what: "you" in the explanation is the signer."""

    sender: str
    explanation: Explanation


def explain_sent(chain: Chain, known: KnownNetwork, names: Naming, tx: str) -> Sent:
    """Ask the node for a transaction and put into words what its sender signed.

    Raises WalletError: NodeError where the node does not answer, and with `sent.*` where it does
    not have the transaction or it cannot be read.
    """
    found = chain.client.call("eth_getTransactionByHash", (tx,))
    if found is None:
        raise WalletError(
            "The node no longer has this transaction.",
            "What happened is in the books all the same.",
            "sent.unknown",
        )
    try:
        request = _request(found, tx, known.chain_id)
    except (KeyError, TypeError, ValueError) as error:
        raise WalletError(
            "The node’s answer about this transaction makes no sense.",
            "Name another node in the network’s file.",
            "sent.garbage",
        ) from error
    return Sent(request.sender, explain(request, known, names))


def _request(found: Any, tx: str, chain_id: int) -> Request:
    """The unsigned form of what a node answered. Raises ValueError and its like."""
    if not isinstance(found, dict) or str(found["hash"]).lower() != tx.lower():
        raise ValueError("another transaction")
    data = found["input"]
    if not isinstance(data, str) or not data.startswith("0x") or len(data) > MOST_DATA + 2:
        raise ValueError("no call")
    to = found["to"]
    return Request(
        chain_id=chain_id,
        sender=parse_address(found["from"]),
        to=None if to is None else parse_address(to),
        data=bytes.fromhex(data[2:]),
        value=int(str(found["value"]), 16),
        nonce=int(str(found["nonce"]), 16),
    )
