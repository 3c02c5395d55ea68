"""Acts of a raise: issuing, offering, committing, pulling shares and money."""

from __future__ import annotations

from wallet.rules.compliance import Row
from wallet.rules.units import Refused
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()
ANYBODY = Row()
"""The regime without bounds: what the others forbid would only help."""


@KINDS.add()
def issue(rules: Whole, actor: int) -> None:
    """Issue one's token."""
    rules.network.issue(actor)


@KINDS.add("units", "units", "price", "seconds", "seconds")
def offer(
    rules: Whole, actor: int, least: int, most: int, price: int, lasts: int, lockup: int
) -> int:
    """Offer own shares for so long from now; the raise's place in the list."""
    terms = (least, most, price, rules.now + lasts, lockup)
    return rules.offerings.open(actor, *terms, ANYBODY)


@KINDS.add("raise", "units")
def commit(rules: Whole, actor: int, number: int, units: int) -> int:
    """Lay money in an offering; the place in line."""
    return rules.offerings.commit(number, actor, units)


@KINDS.add("raise", "place")
def uncommit(rules: Whole, actor: int, number: int, place: int) -> None:
    """Take a commitment back."""
    rules.offerings.withdraw(number, place, actor)


@KINDS.add("raise", "place")
def reject(rules: Whole, actor: int, number: int, place: int) -> None:
    """Refuse an investor, as the issuer."""
    if rules.offerings.raises[number].issuer != actor:
        raise Refused("not the issuer")
    rules.offerings.reject(number, place)


@KINDS.add("raise")
def close(rules: Whole, actor: int, number: int) -> None:
    """End a raise after its deadline."""
    rules.offerings.close(number)


@KINDS.add("raise", "places")
def take(rules: Whole, actor: int, number: int, places: tuple[int, ...]) -> None:
    """Pull investors' shares."""
    rules.offerings.take(number, list(places), actor)


@KINDS.add("raise", "places")
def believe(rules: Whole, actor: int, number: int, places: tuple[int, ...]) -> None:
    """Let costs count that came too early."""
    rules.offerings.believe(number, list(places))


@KINDS.add("raise", "place")
def refund(rules: Whole, actor: int, number: int, place: int) -> None:
    """Pull money back that bought nothing."""
    rules.offerings.refund(number, place, actor)


@KINDS.add("raise")
def pay_out(rules: Whole, actor: int, number: int) -> None:
    """Pull what was raised, as the issuer."""
    rules.offerings.pay_out(number, actor)


@KINDS.add()
def state_year(rules: Whole, actor: int) -> None:
    """File a year's statement."""
    rules.offerings.stated[actor] = rules.now
