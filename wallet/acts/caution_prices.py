"""Prices far from the reference price, how much of a cost will count, and what binds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wallet.acts.around import Around
from wallet.base.clock import date_and_time
from wallet.base.money import dollars, money_of, price_per_share
from wallet.books.market import MOST_LOTS, Market, Purchase, market, purchase_of
from wallet.books.raising import IN_LINE, Offering, offering
from wallet.books.view import View
from wallet.signing.teller import Call

FAR: Final = 25
"""How many percent from the reference price is far."""
DOCUMENT: Final = 2


def far_from_reference(around: Around) -> Iterator[str]:
    """A price that one would regret: far above when buying, far below when selling."""
    for call in around.called("Auction", "buy"):
        yield from _above(around, call.number("token"), call.number("highest"), "you name")
    for call in around.called("Auction", "sell"):
        yield from _below(around, call.number("token"), call.number("lowest"), "you name")
    for call in around.called("Offering", "commit"):
        with around.view() as view:
            found = offering(view, call.number("id"))
        if found is not None:
            yield from _above(around, found.issuer.id, found.price, "of this offering")
    for call in around.called("Offering", "open"):
        yield from _below(around, around.facts.person, call.number("price"), "you ask")


def _above(around: Around, token: int, price: int, whose: str) -> Iterator[str]:
    reference = around.facts.reference(token)
    if reference and price * 100 > reference * (100 + FAR):
        yield _far(price, reference, whose, f"{price * 100 // reference - 100:,} % above")


def _below(around: Around, token: int, price: int, whose: str) -> Iterator[str]:
    reference = around.facts.reference(token)
    if reference and price * 100 < reference * (100 - FAR):
        yield _far(price, reference, whose, f"{100 - price * 100 // reference} % below")


def _far(price: int, reference: int, whose: str, how: str) -> str:
    return (
        f"The price {whose}, {price_per_share(price)}, is {how} the reference price of "
        f"{price_per_share(reference)}."
    )


def cost_that_counts(around: Around) -> Iterator[str]:
    """A purchase of which not all will count as cost when it is sold."""
    for call in around.called("Auction", "buy"):
        with around.view() as view:
            seen, early = market(view, call.number("token")), view.numbers.said("EARLY")
        if seen.me != seen.token.id:  # one's own shares have no cost
            yield from _of_order(seen, call.number("units"), call.number("highest"), early)
    for call in around.called("Offering", "commit"):
        with around.view() as view:
            found = offering(view, call.number("id"))
            if found is not None:
                yield from _of_commitment(around, view, found, call)


def _of_order(seen: Market, units: int, highest: int, early: str) -> Iterator[str]:
    bought: Purchase = purchase_of(seen, units, highest)
    if bought.believed >= bought.paid:
        return
    what = f"Of {dollars(bought.paid, up=True)} at most {dollars(bought.believed)} will"
    if not bought.believed:
        what = "None of what you pay will"
    if seen.lot_count >= MOST_LOTS:
        why = "beyond eight purchases a further one counts up to the reference price"
    elif seen.reference is None:
        why = f"the auction’s first {early} are over, and there is no reference price"
    elif seen.early:
        why = "an early order counts up to twice the reference price"
    else:
        why = f"after an auction’s first {early} an order counts up to the reference price"
    yield f"{what} count as your cost when you sell: {why}."


def _of_commitment(around: Around, view: View, found: Offering, call: Call) -> Iterator[str]:
    reference = around.facts.reference(found.issuer.id)
    most, of = view.numbers["PREMIUM"], 100
    fewest = view.numbers["FEWEST_BUYERS"]
    if reference and found.price * of > reference * most:
        paid = money_of(call.number("units"), found.price, up=True)
        counts = money_of(call.number("units"), reference * most // of)
        yield (
            f"Of {dollars(paid, up=True)} at most {dollars(counts)} will count as your cost when "
            f"you sell: in an offering a price counts up to {most} % of the reference price."
        )
    units: dict[int, int] = {around.facts.person: call.number("units")}
    for entry in found.entries:
        if entry.state in IN_LINE:
            units[entry.person.id] = units.get(entry.person.id, 0) + entry.units
    buyers = [one for one in units if _by_document(view, one)]
    if len(buyers) < fewest:
        have = "only you have" if len(units) == 1 else f"{len(buyers)} have"
        yield (
            f"So far {have} committed. Until {fewest} people checked by document take their "
            "shares, none of them more than half, nothing of the price counts as cost."
        )
    elif max(units.values()) * 2 > sum(units.values()):
        yield (
            "Somebody would take more than half of this offering as it stands. Nothing of the "
            "price then counts as cost until attestors confirm it."
        )


def _by_document(view: View, person: int) -> bool:
    row = view.tables.row("SELECT level FROM person WHERE id = ?", person)
    return row is not None and row["level"] == DOCUMENT


def bound(around: Around) -> Iterator[str]:
    """What cannot be taken back as things stand now, though at other times it can."""
    for call in around.called("Auction", "buy"):
        with around.view() as view:
            seen = market(view, call.number("token"))
        if seen.state == "running" and seen.end is not None and seen.at < seen.end:
            yield (
                f"An auction of {seen.token.name} is running: you cannot withdraw this order "
                f"before it ends, {date_and_time(seen.end)} at the earliest."
            )
    for call in around.called("Offering", "commit"):
        with around.view() as view:
            found = offering(view, call.number("id"))
            last = view.numbers.said("NO_WITHDRAWAL")
        if found is not None and around.facts.now >= found.withdraw_until:
            yield f"Less than {last} are left in this offering: you cannot withdraw any more."
