"""What is unusual about the network: its fee, its contracts' code, and what is in line before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wallet.acts.around import Around
from wallet.base.addresses import same_address
from wallet.base.money import DOLLAR, dollars
from wallet.chain import journal as states
from wallet.chain.code import changed_contracts
from wallet.chain.fees import fee_in_dollars

BUSY: Final = 3
"""How many times its usual fee a busy network asks."""
SMALL: Final = 10 * DOLLAR // 100
"""A fee that is not worth a word, however unusual."""
PART: Final = 10
"""A fee above one part in this many of what is moved is out of proportion."""


def unusual_fee(around: Around) -> Iterator[str]:
    """The network asks for much more than it did lately, and it is not a matter of cents."""
    fees, network = around.fees, around.line.chain.network
    most = fee_in_dollars(sum(one.most_fee for one in around.requests), network)
    if fees.usual and fees.base > BUSY * fees.usual and most >= SMALL:
        times = fees.base // fees.usual
        yield (
            f"The network is busy and asks {times:,} times its usual fee. Unless this is urgent, "
            "wait a while."
        )


def costly(around: Around) -> Iterator[str]:
    """The fee may be large beside what it moves."""
    network = around.line.chain.network
    most = fee_in_dollars(sum(one.most_fee for one in around.requests), network)
    moved = _moved(around)
    if moved and most * PART > moved:
        yield (
            f"The network fee may be as much as {dollars(most, up=True)}, which is a lot beside "
            f"the {dollars(moved)} that this moves."
        )


def _moved(around: Around) -> int:
    """The dollars that the simulation moves into or out of the account, whichever is more."""
    if around.simulation is None:
        return 0
    sent = received = 0
    for events in around.simulation.events:
        for event in events:
            if event.contract == "Dollar" and event.name == "Transfer":
                amount = int(event.fields["amount"])
                sent += amount * same_address(event.fields["sender"], around.line.account)
                received += amount * same_address(event.fields["receiver"], around.line.account)
    return max(sent, received)


def behind(around: Around) -> Iterator[str]:
    """Something before it in line is not signed yet, so it will be on its way for as long."""
    waiting = around.line.journal.in_state(
        around.line.known.chain_id, (states.AWAITING,), around.line.account
    )
    if any(one.elsewhere and one.nonce < around.place.nonce for one in waiting):
        yield (
            "It comes after a request that still waits for its signature from your other machine, "
            "and cannot happen before that one."
        )


def changed_code(around: Around) -> Iterator[str]:
    """A contract that is concerned is not the one that the network's file names."""
    names = {call.contract for call in around.calls if call is not None}
    if names:
        names |= {"Ledger", "Dollar"}
    for name in changed_contracts(around.line.chain, names):
        yield (
            f"The network’s {name.lower()} is not what it was when the network was set up: its "
            "code has changed. Do not sign unless you know why."
        )
