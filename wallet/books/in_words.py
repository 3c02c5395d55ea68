"""Answers as lines to read, for a terminal; a figure says what it is, and unknown is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from wallet.base.clock import date_of
from wallet.base.money import (
    dollars,
    dollars_or_unknown,
    percent,
    percent_of_person,
    price_per_share,
    share_count,
    signed_dollars,
    signed_percent,
)
from wallet.books.depth import AT_LEAST
from wallet.books.performance import Performance
from wallet.books.portfolio import Portfolio, Position
from wallet.books.through import PARTS, Behind, Leg, Through, ThroughRow
from wallet.books.worth import Worth, WorthPoint


def tells(answer: Any) -> bool:
    """Whether an answer has words of its own."""
    return type(answer) in _WORDS


def lines_of(answer: Any) -> Iterator[str]:
    """One answer, line by line. Raises KeyError for one that has no words."""
    return _WORDS[type(answer)](answer)


def _portfolio(answer: Portfolio) -> Iterator[str]:
    yield f"You hold {len(answer.positions)} people, for {dollars(answer.cost)} paid."
    yield f"At reference prices: {dollars_or_unknown(answer.value)}."
    for one in answer.positions:
        yield from _position(one, answer.at)
    for sale in answer.sales:
        yield (
            f"{date_of(sale.at, answer.at)}: sold {share_count(sale.units)} of {sale.token.name} "
            f"for {dollars(sale.proceeds)}, {signed_dollars(sale.result)}, "
            f"{dollars(sale.siphon)} to your holders."
        )


def _position(one: Position, now: int) -> Iterator[str]:
    gain = "gain not known" if one.gain is None else signed_dollars(one.gain)
    yield (
        f"{one.token.name}: {percent_of_person(one.units)}, paid {dollars(one.cost)}, worth "
        f"{dollars_or_unknown(one.value)}, {gain}, {dollars(one.claimable)} to claim."
    )
    for lot in one.lots:
        locked = f", locked until {date_of(lot.unlocks, now)}" if lot.unlocks else ""
        yield (
            f"  {date_of(lot.acquired, now)}: {share_count(lot.units)} for {dollars(lot.paid)}, "
            f"of which {dollars(lot.cost)} counts{locked}."
        )


def _performance(answer: Performance) -> Iterator[str]:
    yield f"Return: {_rate(answer.rates.time_weighted, answer.rates.time_weighted_year)}."
    money = _rate(answer.rates.money_weighted, answer.rates.money_weighted_year)
    yield f"Return of your money: {money}."
    if answer.left_out:
        yield f"Left out, because they have no price: {answer.left_out}."
    for one in answer.rows:
        tally, rates = one.tally, one.rates
        average = signed_dollars(tally.average_result)
        yield (
            f"{one.token.name}: return {_rate(rates.time_weighted, rates.time_weighted_year)}, of "
            f"your money {_rate(rates.money_weighted, rates.money_weighted_year)}; by selling "
            f"{signed_dollars(tally.result)}, by the average {average}; received "
            f"{dollars(tally.received)}, passed on {dollars(tally.passed_on)}."
        )
        if one.auction_ends is not None:
            would = (
                "no two orders meet"
                if one.clears_at is None
                else (f"would clear at {price_per_share(one.clears_at)}")
            )
            yield f"  Their auction now: {would}."


def _worth(answer: Worth) -> Iterator[str]:
    for point in answer.points:
        yield _point(point)


def _point(point: WorthPoint) -> str:
    whole = "not known" if point.worth is None else signed_dollars(point.worth).removeprefix("+ ")
    left = f", {point.unpriced} without a price" if point.unpriced else ""
    return (
        f"{date_of(point.at)}: {whole}, holdings {dollars(point.holdings)} at reference prices"
        f"{left}, waiting {dollars(point.waiting)}, owed {dollars(point.owed)}."
    )


def _through(answer: Through) -> Iterator[str]:
    if not answer.whole:
        yield AT_LEAST
    yield f"Of a dollar you gain, {percent(answer.worth, PARTS)} stays with you."
    spread = answer.concentration
    if spread.largest is not None and spread.largest_permyriad is not None:
        part = percent(spread.largest_permyriad, 10_000)
        yield f"Largest holding: {spread.largest.name}, {part} of what has a price."
    for row in answer.rows:
        yield _through_row(row)


def _through_row(row: ThroughRow) -> str:
    return (
        f"{row.person.name}: {percent(row.owned, PARTS)} in all, {percent_of_person(row.units)} "
        f"directly; of a dollar {percent(row.worth, PARTS)} is left with you; at stake "
        f"{dollars_or_unknown(row.at_stake)}, missed if they never paid {dollars(row.owed_me)}."
    )


def _behind(answer: Behind) -> Iterator[str]:
    if not answer.whole:
        yield AT_LEAST
    yield _through_row(answer.row)
    for leg in answer.legs:
        yield f"  comes by way of {_leg(leg)}"
    if answer.more_legs:
        yield f"  and by {answer.more_legs} more."
    for leg in answer.holds:
        yield f"  holds {_leg(leg)}"
    if answer.more_holds:
        yield f"  and {answer.more_holds} more."


def _leg(leg: Leg) -> str:
    return (
        f"{leg.person.name}: {percent(leg.held, PARTS)} held, "
        f"{percent(leg.by_way, PARTS)} of a dollar reaches you so."
    )


def _rate(whole: int | None, year: int | None) -> str:
    if whole is None:
        return "not known"
    beside = "" if year is None else f" ({signed_percent(year)} a year)"
    return f"{signed_percent(whole)}{beside}"


_WORDS: Final[dict[type, Callable[[Any], Iterator[str]]]] = {
    Portfolio: _portfolio,
    Performance: _performance,
    Worth: _worth,
    Through: _through,
    Behind: _behind,
}
