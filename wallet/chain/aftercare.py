"""Aftercare: what is under way is found again, sent again, ended; until it is final, or cannot be.

Called at the start and at every look at the chain. It sends nothing but the bytes of the journal,
and of several with one nonce only the newest: the others may still be quicker, but are left alone.
"""

from __future__ import annotations

from typing import Final

from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.expiry import RESTARTED, anchor_of, expire
from wallet.chain.journal import Entry, Journal
from wallet.chain.problems import NodeError, Refused
from wallet.chain.receipts import receipt_of
from wallet.chain.sending import CONFIRMATIONS, GIVEN_UP, look_up, note_receipt, submit

UNDONE_WORDS: Final = "A reorganisation of the chain undid it."


def recover(chain: Chain, journal: Journal) -> tuple[Entry, ...]:
    """Look up what is unresolved, send again what no node knows, notice what was undone.

    What waits for a signature and has expired meanwhile ends. Returns the entries whose state
    changed. Raises NodeError when no node answers; then nothing is lost.
    """
    number = chain.network.chain_id
    watched = (
        *journal.in_state(number, (states.AWAITING, *states.WATCHED)),
        *journal.failed_lately(number),
    )
    if not watched:
        return ()
    here = {one.anchor for one in watched if one.anchor}
    anchor = anchor_of(chain) if here else ""
    for entry in watched:
        if entry.anchor not in ("", anchor) and entry.state != states.FAILED:
            journal.mark(entry.id, states.DROPPED, RESTARTED)
    expire(chain, journal, anchor)
    final = _final_block(chain)
    for entry in sorted(watched, key=lambda one: (one.account, one.nonce, -one.id)):
        _look_after(chain, journal, journal.entry(entry.id), final)
    return tuple(new for old in watched if (new := journal.entry(old.id)).state != old.state)


def _look_after(chain: Chain, journal: Journal, entry: Entry, final: int) -> None:
    """One entry, in the state that it has by now."""
    if entry.state == states.IN_BLOCK:
        _confirm(chain, journal, entry, final)
    elif entry.state in states.UNRESOLVED:
        _revive(chain, journal, entry)
    elif entry.state == states.FAILED:
        _confirm_failure(chain, journal, entry, final)


def _revive(chain: Chain, journal: Journal, entry: Entry) -> None:
    """Find a signed entry in a block, or among the pending ones, or send it again."""
    if look_up(chain, journal, entry) is not None:
        return
    if journal.entry(entry.id).state == states.REPLACED or _superseded(journal, entry):
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
        if journal.entry(entry.id).state != states.REPLACED:
            # Refused now: it will not happen any more, and its nonce is free.
            journal.mark(entry.id, states.DROPPED, error.sentence)
        return
    look_up(chain, journal, entry)


def _superseded(journal: Journal, entry: Entry) -> bool:
    """Whether something newer with the same nonce is under way, or in a block."""
    return any(one.id > entry.id and one.state in states.WATCHED for one in journal.siblings(entry))


def _confirm(chain: Chain, journal: Journal, entry: Entry, final: int) -> None:
    """An entry in a block becomes final, or turns out to be undone and goes out again."""
    receipt = receipt_of(chain, entry.tx or "")
    if receipt is None:
        undone = journal.mark(entry.id, states.UNDONE, UNDONE_WORDS)
        _revive(chain, journal, undone)
    elif receipt.block <= final and receipt.ok:
        journal.mark(entry.id, states.FINAL, "", receipt.block, receipt.block_hash)
        for other in journal.siblings(entry):
            if other.state in states.UNRESOLVED:
                journal.mark(other.id, states.REPLACED, GIVEN_UP)
    elif receipt.block_hash != entry.block_hash:
        note_receipt(journal, entry, receipt)


def _confirm_failure(chain: Chain, journal: Journal, entry: Entry, final: int) -> None:
    """What failed in a block that is no longer part of the chain may yet succeed in another."""
    receipt = receipt_of(chain, entry.tx or "")
    if receipt is None:
        _revive(chain, journal, journal.mark(entry.id, states.UNDONE, UNDONE_WORDS))
    elif receipt.ok or receipt.block_hash != entry.block_hash:
        note_receipt(journal, entry, receipt)
    elif receipt.block <= final:
        journal.mark(entry.id, states.FAILED, entry.reason, entry.block)


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
