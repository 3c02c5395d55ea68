"""What a debt is and why it is owed, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wallet.base.money import percent_of_person
from wallet.case.debt import Owed, replayed
from wallet.case.layout import HEAD, SAY, SMALL, SUB, TABLE, TITLE, Line
from wallet.case.package import Case
from wallet.case.problems import untrue
from wallet.case.proven import Proven
from wallet.case.telling import People, capital, count, days, moment, money, stamp
from wallet.chain.logs import Event


def lines_of(case: Case, proven: Proven, people: People, events: Sequence[Event]) -> Iterator[Line]:
    """The first pages of a debt's file. Raises WalletError."""
    owed = replayed(case, proven, events)
    whom = people.name(owed.creditor) if owed.creditor else "the holders of their shares"
    yield [TITLE, "Case file: a debt"]
    yield [SUB, f"What {people.name(owed.issuer)} owes {whom}"]
    yield from _claimed(case, proven, people, owed, whom)
    yield from _why(people, owed, events)
    yield from _calculation(proven, owed)


def _claimed(case: Case, proven: Proven, people: People, owed: Owed, whom: str) -> Iterator[Line]:
    issuer = people.name(owed.issuer)
    yield [HEAD, "What is claimed"]
    when = f"After block {case.anchor:,} of the chain, of {moment(proven.anchor.at)},"
    paid = sum(one.amount for one in owed.payments)
    if owed.ended:
        yield [
            SAY,
            f"{when} nothing was owed of debt {case.debt} any more: {issuer} paid "
            f"{money(paid)} to {whom}.",
        ]
        return
    yield [
        SAY,
        f"{when} {issuer} owed {whom} {money(owed.due_now)}: that much paid debt {case.debt} in "
        "full then.",
    ]
    if owed.late:
        yield [
            SAY,
            f"It was due on {moment(owed.due)}, {days(owed.late)} before. "
            f"{money(owed.interest)} of it is interest for being late, at {owed.rate} % a year.",
        ]
    else:
        yield [SAY, f"It is due on {moment(owed.due)}, which had not passed."]
    if paid:
        yield [SAY, f"{money(paid)} had been paid of it before."]
    if owed.held:
        yield [
            SAY,
            f"{capital(people.name(case.person))} held {count(owed.held)} of {issuer}, of the "
            f"{count(owed.outside)} that others than the issuer held. {money(owed.for_holder)} of "
            f"what is owed is due to {people.name(case.person)}.",
        ]


def _why(people: People, owed: Owed, events: Sequence[Event]) -> Iterator[Line]:
    issuer = people.name(owed.issuer)
    yield [HEAD, "Why it is owed"]
    yield [
        SAY,
        f"{capital(issuer)} issued ten million shares, once. By the rules of the network one share "
        f"is one ten-millionth of everything {issuer} gains; a gain is what a sale brought less "
        "what was attested as its cost and as the cost of selling. When a company is sold, the "
        "holders’ part of the gain is a debt to them, with a date that the rules set.",
    ]
    if owed.creditor:
        yield [
            SAY,
            "Who reported an exit that was hidden, and who sold shares back to their issuer before "
            "an exit came to light, is owed their own part by the same rules, with the usual date "
            "and interest.",
        ]
    for event in events:
        said = event.fields
        if event.name == "ExitReported":
            gain = max(0, said["proceeds"] - said["cost"] - said["selling_costs"])
            if gain != said["gain"]:
                raise untrue(f"exit {said['exit']} was reported with a gain that is not its own")
            yield [
                SAY,
                f"On {moment(event.at)} {issuer} reported that {said['units']:,} units of stake "
                f"{said['stake']} were sold for {money(said['proceeds'])}.",
            ]
            yield [
                TABLE,
                [[f"Exit {said['exit']}", 60, False], ["Dollars", 30, True]],
                [
                    ["What the sale brought", money(said["proceeds"])],
                    ["Less what counts as its cost", money(said["cost"])],
                    ["Less the cost of selling", money(said["selling_costs"])],
                    ["Gain", money(gain)],
                ],
            ]
        elif event.name == "DebtOpened":
            began = f"with a gain of {money(said['gain'])} to be shared"
            if owed.creditor:
                began = f"with {money(said['gain'])} to be paid to {people.name(owed.creditor)}"
            yield [SAY, f"On {moment(event.at)} debt {said['debt']} began {began}."]


def _calculation(proven: Proven, owed: Owed) -> Iterator[Line]:
    kept = (
        "A payment settles as much as it is, less interest where it is late."
        if owed.creditor
        else "A debt is kept as the gain that is not yet shared; a payment settles the gain of "
        "which it is the holders’ part, less interest where it is late."
    )
    yield [HEAD, "The calculation"]
    yield [
        SMALL,
        "Recomputed from the events by the arithmetic of the contracts, to the last base unit, "
        f"and found to be what the storage of the companies’ contract holds. {kept}",
    ]
    whole, left = (
        ("To be paid", "Left") if owed.creditor else ("The gain to be shared", "Gain left")
    )
    rows = [
        ["", whole, "", "", money(owed.gain)],
        *(
            [
                stamp(one.at),
                "Paid" + (f", {days(one.late)} late" if one.late else ", in time"),
                money(one.amount),
                "–" if one.interest is None else money(one.interest),
                money(one.left),
            ]
            for one in owed.payments
        ),
    ]
    columns = [["When (UTC)", 26, False], ["What", 24, False], ["Paid", 16, True],
               ["Of it interest", 16, True], [left, 18, True]]  # fmt: skip
    yield [TABLE, columns, rows]
    if owed.ended:
        return
    grown = "Left with interest" if owed.creditor else "Gain with interest"
    steps = [
        [left, money(owed.left)],
        [f"Interest on it: {owed.rate} % a year for {owed.late:,} seconds", money(owed.extra)],
        [grown, money(owed.left + owed.extra)],
    ]
    if not owed.creditor:
        part = percent_of_person(owed.outside)
        steps += [
            [f"Held by others than the issuer: {count(owed.outside)} of 10,000,000", part],
            ["Their part of the gain with interest, rounded up", money(owed.due_now)],
        ]
    if owed.held:
        steps.append([f"Of it for {count(owed.held)}, rounded down", money(owed.for_holder)])
    at = moment(proven.anchor.at)
    yield [TABLE, [[f"What was due on {at}", 66, False], ["", 24, True]], steps]
