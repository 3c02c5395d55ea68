"""What a run came to, in plain sentences and as plain facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from textwrap import fill
from typing import Any

from wallet.rules.flaws import Flaw
from wallet.rules.numbers import IN_DOLLARS
from wallet.rules.numbers import Numbers as RuleNumbers
from wallet.rules.order_book import Numbers as AuctionNumbers
from wallet.rules.units import DOLLAR
from wallet.simulate.parameters import DEFAULTS, Parameters
from wallet.simulate.payoff import Verdict
from wallet.simulate.population import Tally
from wallet.simulate.strategy import Strategy, strategies

WIDTH = 96


def dollars(amount: float) -> str:
    """Return whole dollars, without a sign."""
    return f"${abs(amount):,.0f}"


def more_or_less(amount: float) -> str:
    """Return an amount as so much more, or so much less."""
    if abs(amount) < 1:
        return "neither more nor less"
    return f"{dollars(amount)} {'more' if amount > 0 else 'less'}"


def tell_verdict(verdict: Verdict, kind: type[Strategy]) -> Iterator[str]:
    """Say what a strategy is, what it pays beside honesty, who pays, and what stops it."""
    low, high = verdict.interval
    runs = len(verdict.gains)
    yield f"{verdict.strategy}"
    yield fill(kind.story(), WIDTH, initial_indent="  ", subsequent_indent="  ")
    who = "Dan has" if verdict.coalition == 1 else f"The {verdict.coalition} of them have"
    sure = f"(95 times in 100 between {signed(low)} and {signed(high)}; {runs} runs)"
    yield f"  {who} {more_or_less(verdict.mean)} than if all were honest {sure}."
    yield f"  {_answer(verdict)}{_payers(verdict)}"
    if verdict.banned:
        yield f"  He is banned in {verdict.banned} of {runs} runs."
    yield fill(f"What stops it: {kind.stops}", WIDTH, initial_indent="  ", subsequent_indent="  ")


def signed(amount: float) -> str:
    """Return whole dollars with a sign where they are lost."""
    return f"{'-' if round(amount) < 0 else ''}{dollars(amount)}"


def _answer(verdict: Verdict) -> str:
    if verdict.pays:
        return "It pays."
    if verdict.interval[1] <= 1:
        return "It does not pay."
    return "Whether it pays cannot be told from these runs."


def _payers(verdict: Verdict) -> str:
    means = {group: sum(lost) / len(lost) for group, lost in verdict.paid_by.items()}
    losing = sorted((mean, group) for group, mean in means.items() if mean < -1)
    if not losing:
        return ""
    said = ", ".join(f"{group} ({dollars(mean)})" for mean, group in losing[:3])
    return f" Who has less for it: {said}."


def facts_of(verdict: Verdict, kind: type[Strategy]) -> dict[str, Any]:
    """Return the same as plain values."""
    low, high = verdict.interval
    return {
        "strategy": verdict.strategy,
        "story": kind.story(),
        "stops": kind.stops,
        "outside": kind.outside,
        "auction": kind.auction,
        "control": kind.control,
        "coalition": verdict.coalition,
        "runs": len(verdict.gains),
        "gain": round(verdict.mean, 2),
        "low": round(low, 2),
        "high": round(high, 2),
        "pays": verdict.pays,
        "banned": verdict.banned,
        "paid_by": {
            group: round(sum(lost) / len(lost), 2) for group, lost in verdict.paid_by.items()
        },
        "gains": [round(gain, 2) for gain in verdict.gains],
    }


def tell_tally(tally: Tally) -> Iterator[str]:
    """Say what happened in a population."""
    years = "1 year" if tally.years == 1 else f"{tally.years:g} years"
    yield f"{tally.people:,} people in {years}: {tally.acts:,} acts under the rules."
    yield f"They raised {dollars(tally.raised)}."
    yield f"In {tally.auctions:,} auctions shares changed hands for {dollars(tally.traded)}."
    yield (
        f"{tally.exits:,} companies were sold, and {dollars(tally.shared)} of it was paid to "
        f"holders."
    )
    yield (
        f"{tally.hidden:,} of these sales were hidden, {dollars(tally.hidden_dollars)} in all; "
        f"{tally.found:,} have been found out, and {tally.banned:,} people are banned."
    )


def tally_facts(tally: Tally) -> dict[str, Any]:
    """Return the same as plain values."""
    return asdict(tally)


def tell_list() -> Iterator[str]:
    """Name every strategy, every number that can be set, and every mend that can be left out."""
    yield "Strategies:"
    for name, kind in strategies().items():
        yield f"  {name:20} {kind.title()}"
    yield ""
    yield "Numbers that --set changes:"
    for field in fields(Parameters):
        yield f"  {field.name:20} {getattr(DEFAULTS, field.name):g}"
    yield ""
    yield "Numbers of the rules that --rule changes, between half and twice what they are:"
    for name, number in {**vars(AuctionNumbers()), **vars(RuleNumbers())}.items():
        yield f"  {name:20} {number // DOLLAR if name in IN_DOLLARS else number}"
    yield ""
    yield "Mends that --flaw leaves out:"
    for flaw in Flaw:
        yield f"  {flaw.value}"
