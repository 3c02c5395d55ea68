"""What a position is and why it is owed, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wallet.base.money import percent_of_person
from wallet.case.layout import HEAD, SAY, SMALL, SUB, TABLE, TITLE, Line
from wallet.case.package import Case
from wallet.case.position import Holding, replayed
from wallet.case.proven import Proven
from wallet.case.telling import KINDS, People, capital, count, moment, money, stamp
from wallet.chain.logs import Event


def lines_of(case: Case, proven: Proven, people: People, events: Sequence[Event]) -> Iterator[Line]:
    """The first pages of a position's file. Raises WalletError."""
    held = replayed(case, proven, list(events))
    who, issuer = people.name(case.person), people.name(case.token)
    yield [TITLE, "Case file: a position"]
    yield [SUB, f"What {who} holds of {issuer}"]
    yield from _claimed(case, proven, people, held)
    yield from _why(case, people, held)
    yield from _calculation(held)


def _claimed(case: Case, proven: Proven, people: People, held: Holding) -> Iterator[Line]:
    who, issuer = people.name(case.person), people.name(case.token)
    yield [HEAD, "What is claimed"]
    when = f"After block {case.anchor:,} of the chain, of {moment(proven.anchor.at)},"
    if held.balance:
        yield [
            SAY,
            f"{when} {who} held {count(held.balance)} of {issuer}: "
            f"{percent_of_person(held.balance)} of all there are and ever will be.",
        ]
        paid = [lot.paid for lot in held.lots.values()]
        cost = sum(lot.cost for lot in held.lots.values())
        known = [one for one in paid if one is not None]
        if len(known) == len(paid):
            yield [
                SAY,
                f"{money(sum(known))} was paid for these shares; {money(cost)} of it counts as "
                "their cost.",
            ]
    else:
        yield [SAY, f"{when} {who} held no shares of {issuer} any more."]
    yield [
        SAY,
        f"{money(held.claimable)} of what was shared with the holders belonged to {who} and was "
        f"not claimed yet; {money(sum(one.amount for one in held.claims))} had been claimed.",
    ]


def _why(case: Case, people: People, held: Holding) -> Iterator[Line]:
    issuer = people.name(case.token)
    yield [HEAD, "Why it is owed"]
    yield [
        SAY,
        f"{capital(issuer)} issued ten million shares, once. By the rules of the network one share "
        f"is one ten-millionth of everything {issuer} gains: from selling shares of others, from "
        "what they receive as a holder, and from selling companies. What a share earns belongs to "
        "whoever holds it at that moment, and can be claimed at any time.",
    ]
    for one in held.came:
        paid = "without a payment" if one.paid is None else f"for {money(one.paid)}"
        locked = f"; they could not be sold before {moment(one.unlocks)}" if one.unlocks else ""
        yield [
            SAY,
            f"On {moment(one.at)} {count(one.units)} came by {one.how}, {paid}{locked}.",
        ]
    for gone in held.went:
        brought = f" for {money(gone.proceeds)}" if gone.proceeds else ""
        yield [SAY, f"On {moment(gone.at)} {count(gone.units)} went by {gone.how}{brought}."]


def _calculation(held: Holding) -> Iterator[Line]:
    yield [HEAD, "The calculation"]
    yield [
        SMALL,
        "Recomputed from the events by the arithmetic of the contracts, to the last base unit, "
        "and found to be what the storage of the ledger holds.",
    ]
    yield from _lots(held)
    yield from _sales(held)
    yield from _earned(held)


def _lots(held: Holding) -> Iterator[Line]:
    rows = [
        [
            stamp(lot.acquired),
            count(lot.units),
            "not known" if lot.paid is None else money(lot.paid),
            money(lot.cost),
            stamp(lot.unlocks) if lot.unlocks else "–",
        ]
        for _, lot in sorted(held.lots.items())
    ]
    columns = [["Held since (UTC)", 26, False], ["Shares", 22, True], ["Paid", 16, True],
               ["Counts as cost", 16, True], ["Locked until (UTC)", 26, True]]  # fmt: skip
    if rows:
        yield [TABLE, columns, rows]


def _sales(held: Holding) -> Iterator[Line]:
    rows = [
        [
            stamp(one.at), count(one.units), money(one.proceeds), money(one.cost),
            money(one.gain), money(one.siphon),
        ]
        for one in held.went
    ]  # fmt: skip
    columns = [["Sold (UTC)", 26, False], ["Shares", 20, True], ["Brought", 14, True],
               ["Cost", 14, True], ["Gain", 14, True], ["To their holders", 14, True]]  # fmt: skip
    if rows:
        yield [TABLE, columns, rows]


def _earned(held: Holding) -> Iterator[Line]:
    rows = [
        [
            stamp(one.at), capital(KINDS.get(one.kind, "something else")), money(one.gain),
            count(one.units), money(one.earned),
        ]
        for one in held.shared
    ]  # fmt: skip
    total = sum(one.earned for one in held.shared)
    columns = [["Gain of the issuer (UTC)", 26, False], ["From", 22, False], ["Gain", 16, True],
               ["Shares held then", 20, True], ["Earned", 16, True]]  # fmt: skip
    if not rows:
        yield [SAY, "The issuer had no gain while these shares were held."]
        return
    yield [TABLE, columns, [*rows, ["All of it", "", "", "", money(total)]]]
    claims = [[stamp(one.at), money(one.amount), money(one.passed_on)] for one in held.claims]
    if claims:
        columns = [["Claimed (UTC)", 26, False], ["Amount", 20, True],
                   ["Of it to their own holders", 24, True]]  # fmt: skip
        yield [TABLE, columns, claims]
    claimed = sum(one.amount for one in held.claims)
    yield [
        SAY,
        f"Earned {money(total)}, less claimed {money(claimed)}: {money(held.claimable)} can be "
        "claimed. What less than one base unit remains of a part stays with the pool, as the "
        "contract rounds.",
    ]
