"""Expired requests: what was asked to be signed a while ago, and could no longer happen as it is.

A signature that comes from another machine may take days. Meanwhile an approval runs out, another
transaction takes the place, the network's fee outgrows what was allowed, or the network itself is
started over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.chain import Chain
from wallet.chain.fees import current_fees
from wallet.chain.journal import Entry, Journal
from wallet.chain.nonces import nonce_of
from wallet.chain.problems import garbage
from wallet.signing.request import Request, parse_request

RESTARTED: Final = "The network was started over since, so this belongs to one that is gone."
TAKEN_MEANWHILE: Final = "Something else of this account took its place meanwhile."
APPROVAL_OVER: Final = "The approval that comes with it has run out."
APPROVAL_USED: Final = "The approval that comes with it has been used up by another."
OTHER_CHAIN: Final = "It is for another network than the one that is open."
OUTGROWN: Final = "The network’s fee is above what this allows now, so it would not be taken."
SIGNED_BEFORE: Final = "It was signed, or given up, before."
DAMAGED: Final = "What was asked can no longer be read."


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand for one account: the chain, its run, its time, its fee, nonces used."""

    chain_id: int
    anchor: str
    now: int
    base_fee: int
    used: int


def anchor_of(chain: Chain) -> str:
    """What tells one run of a chain from another: the hash of its first block."""
    found = chain.client.call("eth_getBlockByNumber", ("0x0", False))
    text = found.get("hash") if isinstance(found, dict) else None
    if not isinstance(text, str) or len(text) != 66:
        raise garbage(chain.client.node_name)
    return text.lower()


def moment(chain: Chain, account: str, anchor: str = "") -> Moment:
    """How things stand now for an account. Raises NodeError."""
    return Moment(
        chain.network.chain_id,
        anchor or anchor_of(chain),
        chain.now(),
        current_fees(chain).base,
        nonce_of(chain, account),
    )


def why_expired(entry: Entry, request: Request, at: Moment) -> str:
    """Why a request can never happen as it is any more; empty while it can."""
    if entry.chain != at.chain_id or request.chain_id != at.chain_id:
        return OTHER_CHAIN
    if entry.anchor not in ("", at.anchor):
        return RESTARTED
    if request.nonce < at.used:
        return TAKEN_MEANWHILE
    if request.permit is not None and request.permit.deadline <= at.now:
        return APPROVAL_OVER
    return ""


def outgrown(request: Request, at: Moment) -> bool:
    """Whether the network's fee is above what a request allows: it may fall again."""
    return request.max_fee_per_gas < at.base_fee


def why_not_now(chain: Chain, entry: Entry) -> str:
    """Why an entry that waits for its signature could not happen now; empty where it could."""
    if entry.state not in (states.DRAFT, states.AWAITING):
        return entry.reason or SIGNED_BEFORE
    request = parse_request(entry.request)
    at = moment(chain, entry.account)
    ended = why_expired(entry, request, at) or permit_used(chain, request)
    return ended or (OUTGROWN if outgrown(request, at) else "")


def check_alive(chain: Chain, entry: Entry) -> None:
    """Raise WalletError where an entry that waits for its signature could not happen now."""
    why = why_not_now(chain, entry)
    if why:
        raise WalletError(why, "Nothing was sent. You can begin it anew.", "sending.expired")


def permit_used(chain: Chain, request: Request) -> str:
    """Says so where the approval in a request was used, or made void, by another; else empty."""
    permit = request.permit
    if permit is None:
        return ""
    used = int(chain.read("Dollar", "nonces", request.sender))
    return APPROVAL_USED if permit.nonce < used else ""


def expire(chain: Chain, journal: Journal, anchor: str) -> None:
    """End what waits for a signature in vain; say of the rest when its fee is too low now."""
    waiting = [
        one for one in journal.in_state(chain.network.chain_id, (states.AWAITING,)) if one.elsewhere
    ]
    now: dict[str, Moment] = {}
    for entry in waiting:
        if entry.account not in now:
            now[entry.account] = moment(chain, entry.account, anchor)
        _expire(chain, journal, entry, now[entry.account])


def _expire(chain: Chain, journal: Journal, entry: Entry, at: Moment) -> None:
    try:
        request = parse_request(entry.request)
    except WalletError:
        journal.mark(entry.id, states.DROPPED, DAMAGED)
        return
    why = why_expired(entry, request, at) or permit_used(chain, request)
    if why:
        journal.mark(entry.id, states.DROPPED, why)
    elif outgrown(request, at) != bool(entry.reason):
        journal.mark(entry.id, states.AWAITING, OUTGROWN if not entry.reason else "")
