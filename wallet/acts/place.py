"""Where a request stands in the account's line: behind the others, or in the place of one.

The network takes an account's requests in the order of their numbers (nonces), so only the first
that is not in a block yet can be sped up or cancelled. What takes its place has to offer more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.acts.prepared import Line
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.fees import Fees
from wallet.chain.journal import Entry
from wallet.chain.nonces import next_nonce, nonce_of
from wallet.signing.request import Request, parse_request

MORE: Final = (9, 8)
"""How much more a replacement offers: nodes want a tenth, some an eighth."""
REPLACEABLE: Final = (states.SIGNED, states.SENT, states.UNDONE)


@dataclass(frozen=True, slots=True)
class Place:
    """A nonce, the least fees that are taken there, and the entry that was there, 0 for none."""

    nonce: int
    least_tip: int = 0
    least_most: int = 0
    replaces: int = 0

    def raised(self, fees: Fees) -> Fees:
        """The fees of now, or what has to be offered here where that is more."""
        tip = max(fees.tip, self.least_tip)
        return Fees(fees.base, tip, max(fees.most, self.least_most, fees.base + tip), fees.usual)


def next_place(line: Line) -> Place:
    """The first free place. Raises NodeError."""
    return Place(next_nonce(line.chain, line.journal, line.account))


def place_of(entry: Entry, line: Line) -> Place:
    """The place of what is under way, for something else. Raises WalletError where it cannot be."""
    if entry.account != line.account.lower() or entry.state not in REPLACEABLE:
        raise ended()
    check_first(entry.nonce, line)
    offered = [parse_request(one.request) for one in line.journal.siblings(entry)]
    return Place(
        entry.nonce,
        max(_more(one.max_priority_fee_per_gas) for one in offered),
        max(_more(one.max_fee_per_gas) for one in offered),
        entry.id,
    )


def check_place(request: Request, replaces: int, line: Line) -> None:
    """Raise WalletError where something else happened since the request was prepared."""
    there = line.journal.entry(replaces) if replaces else None
    if there is not None and there.raw is not None:
        if there.state not in REPLACEABLE:
            raise ended()
        check_first(request.nonce, line)
    elif there is not None and there.state == states.AWAITING:
        if request.nonce != there.nonce or there.nonce < nonce_of(line.chain, line.account):
            raise ended()
    elif next_nonce(line.chain, line.journal, line.account) != request.nonce:
        raise WalletError(
            "Something else was sent from this wallet meanwhile.",
            "Look at the figures again, then confirm.",
            "acts.stale",
        )


def check_first(nonce: int, line: Line) -> None:
    """Raise WalletError unless a nonce is the first of the account that is in no block."""
    first = nonce_of(line.chain, line.account)
    if nonce < first:
        raise ended()
    if nonce > first:
        raise WalletError(
            "Something that you sent before it is still on its way, and has to come first.",
            "Speed up or cancel that one.",
            "acts.not-first",
        )


def permit_nonce(first: int, place: Place, line: Line) -> int:
    """The number for a permit at a place: the first from `first` on that nothing else holds.

    What waits or is on its way has used its permit by the time its turn has passed.
    """
    held = set()
    for entry in line.journal.in_state(line.chain.network.chain_id, states.HOLDING, line.account):
        permit = parse_request(entry.request).permit if entry.nonce != place.nonce else None
        if permit is not None:
            held.add(permit.nonce)
    while first in held:
        first += 1
    return first


def _more(fee: int) -> int:
    times, parts = MORE
    return fee * times // parts + 1


def ended() -> WalletError:
    """The refusal to touch what has come to its end."""
    return WalletError(
        "It is in a block already, or has come to its end.",
        "Look at Activity to see what came of it.",
        "acts.ended",
    )
