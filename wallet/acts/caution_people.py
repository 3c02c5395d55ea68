"""Who is behind an address, how they stand, and whether one has dealt with them before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from wallet.acts.around import Around
from wallet.acts.prepared import Line
from wallet.acts.sending import ACTS
from wallet.base.addresses import checksum, same_address
from wallet.base.clock import date_and_time
from wallet.base.errors import WalletError
from wallet.books.persons import BANNED, EXPIRED, FROZEN, PersonRef
from wallet.books.store import OF_WHOM
from wallet.chain import journal as states
from wallet.signing.explain import read_call
from wallet.signing.request import parse_request

_REALLY: Final = (states.SENT, states.IN_BLOCK, states.FINAL, states.UNDONE)
_MOST: Final = 2_000
"""How many past payments are looked at."""


def receivers(around: Around) -> Iterator[tuple[str, bool]]:
    """Each address that money is sent to, and whether it is dollars."""
    for request, call in zip(around.requests, around.calls, strict=True):
        if call is None and request.to is not None and not request.data and request.value:
            yield request.to, False
    for call in around.called("Dollar", "transfer", "transferFrom"):
        if call.number("amount"):
            yield str(call.args["receiver"]), True


def standing_behind(around: Around) -> Iterator[str]:
    """The person behind an address or a token, where they do not stand as others do."""
    with around.view() as view:
        concerned: list[tuple[PersonRef, str]] = []
        for address, _dollars in receivers(around):
            row = view.tables.row("SELECT id FROM person WHERE account = ?", address.lower())
            if row is not None:
                concerned.append((view.person(row["id"]), "whom you pay"))
        for call in around.called("Auction", "buy", "sell"):
            concerned.append((view.person(call.number("token")), "whose shares these are"))
        for call in around.called("Offering", "commit"):
            issuer = call.naming.issuer_of_offering(call.number("id"))
            concerned.append((view.person(issuer or 0), "whose offering this is"))
    for person, role in concerned:
        yield from _standing(person, role)


def _standing(person: PersonRef, role: str) -> Iterator[str]:
    who = f"{person.name}, {role},"
    if person.standing == BANNED:
        yield f"{who} is banned from the network."
    elif person.standing == FROZEN:
        until = f" until {date_and_time(person.until)}" if person.until else ""
        yield f"{who} is frozen{until}: nothing is sold or bought for them meanwhile."
    elif person.standing == EXPIRED:
        yield f"{who} has let their verification run out."


def first_time(around: Around) -> Iterator[str]:
    """Somebody who was never paid from this account."""
    for address, _dollars in receivers(around):
        if same_address(address, around.line.account) or address in around.paid_before:
            continue
        name = around.line.names.name_at(address)
        if name:
            yield f"You pay {name} at this address for the first time."
        else:
            yield (
                "You pay this account for the first time, and nobody who has joined the network "
                "is known there."
            )


def paid_before(line: Line) -> frozenset[str]:
    """The addresses that this account really paid: more than nothing, and by its own signature.

    A payment of nothing is how an address made to deceive gets into somebody's history.
    """
    paid = set()
    entries = line.journal.of_acts(line.known.chain_id, line.account, ACTS)
    for entry in entries[-_MOST:]:
        if entry.state in _REALLY:
            paid |= _paid_by(entry.request, line)
    with line.names.view(0) as view:
        rows = view.tables.rows(
            f"SELECT e.fields {OF_WHOM} AND e.contract = 'Dollar' AND e.name = 'Transfer'"
            " ORDER BY e.block DESC LIMIT ?",
            line.account.lower(),
            _MOST,
        )
    for row in rows:
        said = json.loads(row["fields"])
        really = same_address(said["sender"], line.account) and int(said["amount"])
        if really and line.known.contract_at(said["receiver"]) is None:
            paid.add(checksum(said["receiver"]))
    return frozenset(paid)


def _paid_by(text: str, line: Line) -> set[str]:
    try:
        request = parse_request(text)
        if not request.data:
            return {request.to} if request.to is not None and request.value else set()
        call = read_call(request, line.known, line.names)
    except WalletError:
        return set()  # of an earlier network, or damaged: it says nothing
    if call.function == "transfer" and call.contract == "Dollar" and call.number("amount"):
        return {checksum(str(call.args["receiver"]))}
    return set()
