"""Sending: what was signed goes out and is found in a block; `aftercare` looks after it from there.

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
_NOT_ENOUGH_MORE: Final = "replacement transaction underpriced"

TAKEN: Final = "Another transaction of this account took its place."
GIVEN_UP: Final = "What you put in its place happened instead."
QUICKER: Final = "It came too late: what it was to replace is in a block already."


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
    left: Callable[[], bool] = lambda: False,
) -> Receipt:
    """Wait until a sent entry is in a block and return its receipt. Raises WalletError.

    After `seconds`, or once the person has `left` it to itself, it is still under way: the journal
    keeps looking after it.
    """
    if entry.tx is None:
        raise ValueError("nothing was sent for this entry")
    step, waited = FIRST_WAIT, 0.0
    while True:
        receipt = look_up(chain, journal, entry)
        if receipt is not None:
            return receipt
        if journal.entry(entry.id).state == states.REPLACED:
            raise replaced_error(journal, entry)
        if waited >= seconds or left():
            raise WalletError(
                "It was sent, but is not in a block yet.",
                "Nothing is lost: you see it on its way under Activity, and can hurry it there.",
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
        reason = _what_took_it(chain, journal, entry)
        receipt = None if reason else _late_receipt(chain, entry.tx)
        if receipt is None:  # its nonce is used, yet not by it
            journal.mark(entry.id, states.REPLACED, reason or TAKEN)
    if receipt is not None:
        note_receipt(journal, entry, receipt)
    return receipt


def note_receipt(journal: Journal, entry: Entry, receipt: Receipt) -> Entry:
    """Note in the journal that an entry is in a block, or failed in one."""
    state = states.IN_BLOCK if receipt.ok else states.FAILED
    reason = receipt.refused.sentence if receipt.refused else ""
    return journal.mark(entry.id, state, reason, receipt.block, receipt.block_hash)


def _what_took_it(chain: Chain, journal: Journal, entry: Entry) -> str:
    """Which of our own transactions took the place of an entry; empty where none did."""
    for other in journal.siblings(entry):
        receipt = None if other.id == entry.id else receipt_of(chain, other.tx or "")
        if receipt is None:
            continue
        if other.state not in (states.IN_BLOCK, states.FINAL, states.FAILED):
            note_receipt(journal, other, receipt)
        return GIVEN_UP if other.id > entry.id else QUICKER
    return ""


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
            raise replaced_error(journal, entry)
        return journal.entry(entry.id) if found else journal.mark(entry.id, states.SENT)
    if _NOT_ENOUGH_MORE in words:
        error = WalletError(
            "Its fee is not high enough above that of what it was to replace.",
            "Try it again with the network's fee of now.",
            "sending.replacement",
        )
    elif "insufficient funds" in words:
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


def replaced_error(journal: Journal, entry: Entry) -> WalletError:
    """What to say of an entry whose place another took."""
    reason = journal.entry(entry.id).reason or TAKEN
    return WalletError(
        reason, "Look at Activity, then decide whether you still want it.", "sending.replaced"
    )
