"""A simulation that ends otherwise than what was read says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wallet.acts.around import Around
from wallet.base.addresses import same_address
from wallet.base.money import dollars, shares
from wallet.chain.logs import Event
from wallet.signing.expected import expected
from wallet.signing.request import Request
from wallet.signing.teller import Call

BEWARE = "Do not sign unless you know why."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What leaves an account in a simulation: dollars, shares, and the right to take dollars."""

    dollars: int
    shares: int
    allowed: int


def differs(around: Around) -> Iterator[str]:
    """What is played through and what is explained are not the same."""
    simulation = around.simulation
    if simulation is None:
        return
    parts = zip(around.requests, around.calls, simulation.events, strict=True)
    for request, call, events in parts:
        yield from _differs(request, call, outcome(events, around), around)


def _differs(request: Request, call: Call | None, found: Outcome, around: Around) -> Iterator[str]:
    least, most, shares_leave = 0, 0, False
    if call is None and request.data:
        # Nothing was explained, so nothing can differ; what it does is said instead.
        least = most = found.dollars
        if found.dollars:
            taken = dollars(found.dollars, exact=True)
            yield f"Played through as things stand, {taken} leave your account."
    if call is not None:
        said = expected(call)
        shares_leave = said.shares_leave
        least = found.dollars if said.least is None else said.least
        most = found.dollars if said.most is None else said.most
    if not least <= found.dollars <= most:
        says = dollars(most, exact=True)
        yield (
            f"Played through as things stand, {dollars(found.dollars, exact=True)} leave your "
            f"account, though what you would sign says {says}. {BEWARE}"
        )
    if found.shares and not shares_leave:
        yield (
            f"Played through as things stand, {shares(found.shares)} leave you, though what you "
            f"would sign does not say so. {BEWARE}"
        )
    if found.allowed:
        yield (
            "Played through as things stand, somebody else than the network’s ledger may take "
            f"{dollars(found.allowed, exact=True)} from you afterwards. {BEWARE}"
        )


def outcome(events: tuple[Event, ...], around: Around) -> Outcome:
    """What the events of one call take from the account."""
    account = around.line.account
    ledger = around.line.known.contracts.get("Ledger", "")
    money = moved = allowed = 0
    for event in events:
        said = event.fields
        if event.contract == "Dollar" and event.name == "Transfer":
            money += int(said["amount"]) * same_address(said["sender"], account)
            money -= int(said["amount"]) * same_address(said["receiver"], account)
        elif event.contract == "Dollar" and event.name == "Approval":
            mine = same_address(said["owner"], account)
            allowed += int(said["amount"]) * (mine and not same_address(said["spender"], ledger))
        elif event.contract == "Ledger" and event.name == "Transfer":
            moved += int(said["amount"]) * same_address(said["sender"], account)
    return Outcome(max(money, 0), moved, allowed)
