"""Sending: what was signed goes out, is found in a block, and is looked after until it is final.

Nothing here signs. Whatever is sent again is the same bytes from the journal, so that a request
can happen once or not at all, whatever crashes in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.journal import Entry, Journal
from wallet.chain.nonces import nonce_of
from wallet.chain.problems import NodeError, Refused, Unreachable
from wallet.chain.reasons import NO_COINS, refusal
from wallet.chain.receipts import Receipt, receipt_of

CONFIRMATIONS: Final = 12
"""Blocks after which a node without a notion of finality is believed; a local network has none."""
FIRST_WAIT: Final = 0.02
LATE_LOOKS: Final = 10
LATE_PAUSE: Final = 0.1
"""How often, and after how many seconds each, a receipt is asked for whose nonce is used."""
LONGEST_WAIT: Final = 2.0
PATIENCE: Final = 180.0

LIMITED: Final = -32005
"""The error number of a node that was asked too much; it says nothing about the transaction."""
_KNOWN: Final = ("already known", "already imported", "known transaction", "alreadyexists")
_LOW_NONCE: Final = ("nonce too low", "nonce is too low", "old nonce")
_LOW_FEE: Final = ("underpriced", "fee too low", "less than block base fee", "max fee per gas")


def submit(chain: Chain, journal: Journal, entry: Entry) -> Entry:
    """Send a signed entry, or send it again. Raises WalletError.

    When no node answers, the entry keeps its state: it is not known whether it arrived, and
    `recover` sends the same bytes again. A node's refusal fails the entry and frees its nonce.
    """
    if entry.raw is None or entry.tx is None:
        raise ValueError("nothing was signed for this entry")
    try:
        chain.client.call("eth_sendRawTransaction", ("0x" + entry.raw.hex(),))
    except Refused as refused:
        if refused.number == LIMITED:
            raise _not_known() from refused
        return _refused(chain, journal, entry, refused)
    except Unreachable as error:
        raise _not_known() from error
    return journal.mark(entry.id, states.SENT)


def wait(
    chain: Chain,
    journal: Journal,
    entry: Entry,
    seconds: float = PATIENCE,
    pause: Callable[[float], None] = time.sleep,
) -> Receipt:
    """Wait until a sent entry is in a block and return its receipt. Raises WalletError.

    After `seconds` it is still under way: the journal keeps looking after it.
    """
    if entry.tx is None:
        raise ValueError("nothing was sent for this entry")
    step, waited = FIRST_WAIT, 0.0
    while True:
        receipt = look_up(chain, journal, entry)
        if receipt is not None:
            return receipt
        if journal.entry(entry.id).state == states.REPLACED:
            raise _replaced()
        if waited >= seconds:
            raise WalletError(
                "It was sent, but is not in a block yet.",
                "Nothing is lost: it appears under Activity when it is.",
                "sending.slow",
            )
        pause(step)
        waited += step
        step = min(step * 1.5, LONGEST_WAIT)


def look_up(chain: Chain, journal: Journal, entry: Entry) -> Receipt | None:
    """The receipt of a sent entry, noted in the journal; None while it is in no block."""
    if entry.tx is None:
        return None
    receipt = receipt_of(chain, entry.tx)
    if receipt is None and _used_nonces(chain, entry.account) > entry.nonce:
        receipt = _late_receipt(chain, entry.tx)
        if receipt is None:  # its nonce is used, yet not by it
            journal.mark(entry.id, states.REPLACED, "Another transaction took its place.")
    if receipt is not None:
        state = states.IN_BLOCK if receipt.ok else states.FAILED
        reason = receipt.refused.sentence if receipt.refused else ""
        journal.mark(entry.id, state, reason, receipt.block, receipt.block_hash)
    return receipt


def _late_receipt(chain: Chain, tx: str) -> Receipt | None:
    """The receipt of a transaction whose nonce is used, asked for a while.

    A node may count the nonce a moment before it gives out the receipt.
    """
    for _ in range(LATE_LOOKS):
        receipt = receipt_of(chain, tx)
        if receipt is not None:
            return receipt
        time.sleep(LATE_PAUSE)
    return None


def recover(chain: Chain, journal: Journal) -> tuple[Entry, ...]:
    """Look up what is unresolved, send again what no node knows, notice what was undone.

    Called at the start and at every refresh. Returns the entries whose state changed. Raises
    NodeError when no node answers; then nothing is lost.
    """
    number = chain.network.chain_id
    watched = journal.in_state(number, states.WATCHED)
    if not watched:
        return ()
    final = _final_block(chain)
    for entry in watched:
        if entry.state == states.IN_BLOCK:
            _confirm(chain, journal, entry, final)
        else:
            _revive(chain, journal, entry)
    return tuple(new for old in watched if (new := journal.entry(old.id)).state != old.state)


def _revive(chain: Chain, journal: Journal, entry: Entry) -> None:
    """Find a signed entry in a block, or among the pending ones, or send it again."""
    if look_up(chain, journal, entry) is not None:
        return
    if journal.entry(entry.id).state == states.REPLACED:
        return
    if chain.client.call("eth_getTransactionByHash", (entry.tx,)) is not None:
        if entry.state != states.SENT:
            journal.mark(entry.id, states.SENT)
        return
    try:
        submit(chain, journal, entry)
    except NodeError:
        raise
    except WalletError as error:
        # Refused now: it will not happen any more, and its nonce is free.
        journal.mark(entry.id, states.DROPPED, error.sentence)
        return
    look_up(chain, journal, entry)


def _confirm(chain: Chain, journal: Journal, entry: Entry, final: int) -> None:
    """An entry in a block becomes final, or turns out to be undone and goes out again."""
    receipt = receipt_of(chain, entry.tx or "")
    if receipt is None:
        undone = journal.mark(entry.id, states.UNDONE, "A reorganisation of the chain undid it.")
        _revive(chain, journal, undone)
    elif receipt.block <= final and receipt.ok:
        journal.mark(entry.id, states.FINAL, "", receipt.block, receipt.block_hash)
    elif receipt.block_hash != entry.block_hash:
        look_up(chain, journal, entry)


def _final_block(chain: Chain) -> int:
    """The last block that cannot be undone any more."""
    if chain.network.local:
        return chain.block_number() - 1
    try:
        answer = chain.client.call("eth_getBlockByNumber", ("finalized", False))
    except Refused:
        answer = None
    if isinstance(answer, dict):
        return quantity(answer.get("number"), chain.client.node_name)
    return chain.block_number() - CONFIRMATIONS


def _used_nonces(chain: Chain, account: str) -> int:
    """How many nonces of an account are used for good.

    Nodes behind one name are not equally far: one may know that a nonce is used while another
    does not have the receipt yet. So on public chains the count of some blocks ago is believed.
    """
    if chain.network.local:
        return nonce_of(chain, account)
    return nonce_of(chain, account, hex(max(0, chain.block_number() - CONFIRMATIONS)))


def _refused(chain: Chain, journal: Journal, entry: Entry, refused: Refused) -> Entry:
    """What a node's refusal of a transaction means."""
    words = refused.words.lower()
    if any(one in words for one in _KNOWN):
        return journal.mark(entry.id, states.SENT)
    if any(one in words for one in _LOW_NONCE):
        # Its nonce is used: by itself, if it was sent before, or by another.
        found = look_up(chain, journal, entry)
        if found is None and journal.entry(entry.id).state == states.REPLACED:
            raise _replaced()
        return journal.entry(entry.id) if found else journal.mark(entry.id, states.SENT)
    if "insufficient funds" in words:
        error = refusal(NO_COINS).error()
    elif any(one in words for one in _LOW_FEE):
        error = WalletError(
            "The network's fee rose above what you allowed, so it was not sent.",
            "Try it again.",
            "sending.fee",
        )
    else:
        error = WalletError(
            "The node did not take the request, so nothing happened.",
            "Try it again, or name another node in the network’s file.",
            "sending.refused",
        )
    journal.mark(entry.id, states.FAILED, error.sentence)
    raise error


def _not_known() -> NodeError:
    return NodeError(
        "No node answered, so it is not known whether your request was sent.",
        "It is kept and sent again by itself. Do not do it a second time; look at Activity.",
        "sending.unknown",
    )


def _replaced() -> WalletError:
    return WalletError(
        "Another transaction of this account took the place of this one.",
        "Look at Activity, then decide whether you still want it.",
        "sending.replaced",
    )
