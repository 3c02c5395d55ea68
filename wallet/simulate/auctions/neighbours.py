"""The rule as written and the rules beside it, each with what it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from wallet.rules.flaws import NONE, Flaw
from wallet.rules.order_book import Numbers
from wallet.rules.units import DAY, DOLLAR, HOUR

WRITTEN = Numbers()


@dataclass(frozen=True)
class Rule:
    """How auctions go. What is not named is as written."""

    name: str
    says: str
    """What it says otherwise, as a sentence."""
    simpler: int = 0
    """Above zero: takes sentences out of the rules. Below: adds some."""
    numbers: Numbers = WRITTEN
    believed: float = 2.0
    """Up to how many reference prices an early buyer's cost counts."""
    rise: float = 2.0
    """By what factor the reference price rises at most."""
    fall: float = 2.0
    """By what factor it falls at most."""
    far: float | None = 2.0
    """Beyond what factor from the reference price an auction runs on; None: never."""
    pay_as_bid: bool = False
    shade: float = 0.0
    """By what part people bid less because they pay what they bid."""
    within: Literal["L", "U"] | None = None
    """Where the price lies instead of midway between L and U."""
    sealed: bool = False
    floor: bool = False
    """No trade below half the reference price."""
    # Holes, for showing that the laboratory sees one:
    flaws: frozenset[Flaw] = NONE
    displaced_forgotten: bool = False
    exits_raise: bool = True
    news_restarts: bool = True


AS_WRITTEN = Rule("as written", "The rule as it is written.")


def _numbers(length: int = 48, sells: int = 24, early: int = 12) -> Numbers:
    """Hours: how long, how long sells are accepted, until when a buy is early."""
    return Numbers(length=length * HOUR, sells_close=(length - sells) * HOUR, early=early * HOUR)


def _volume(dollars: int) -> Numbers:
    return replace(Numbers(), reference_volume=dollars * DOLLAR)


def _side(orders: int) -> Numbers:
    return replace(Numbers(), most_orders=orders)


NEIGHBOURS = (
    Rule("24 hours", "Everything lasts half as long.", numbers=_numbers(24, 12, 6)),
    Rule("96 hours", "Everything lasts twice as long.", numbers=_numbers(96, 48, 24)),
    Rule("sells 12 hours", "Sells are accepted for 12 hours.", numbers=_numbers(48, 12, 12)),
    Rule("sells 36 hours", "Sells are accepted for 36 hours.", numbers=_numbers(48, 36, 12)),
    Rule("sells 42 hours", "Sells are accepted for 42 hours.", numbers=_numbers(48, 42, 12)),
    Rule("early 6 hours", "A buy is early for 6 hours.", numbers=_numbers(48, 24, 6)),
    Rule("early 24 hours", "A buy is early for 24 hours.", numbers=_numbers(48, 24, 24)),
    Rule("early at once", "A buy is early if it was there first.", 1, numbers=_numbers(48, 24, 0)),
    Rule("pay as bid", "Each buyer pays what they bid.", pay_as_bid=True),
    Rule("pay as bid, 5 % less", "The same, and all bid less.", pay_as_bid=True, shade=0.05),
    Rule("pay as bid, 10 % less", "The same, and all bid less.", pay_as_bid=True, shade=0.10),
    Rule("price at L", "All trade at L, the low end.", 1, within="L"),
    Rule("price at U", "All trade at U, the high end.", 1, within="U"),
    Rule("sealed", "Orders are opened only at the end.", -2, sealed=True),
    Rule("sealed, cost at reference", "The same, and cost counts up to the reference price.", -2,
         sealed=True, believed=1.0),
    Rule("floor", "Nothing trades below half the reference price; it never runs on.", 0,
         floor=True, far=None),
    Rule("no run-on", "A far price settles as any other.", 1, far=None),
    Rule("run-on 3 days", "A far price runs on for three days.",
         numbers=replace(Numbers(), run_on=3 * DAY)),
    Rule("reference from 500", "500 dollars move the reference price.", numbers=_volume(500)),
    Rule("reference from 5,000", "5,000 dollars move it.", numbers=_volume(5_000)),
    Rule("far from 1.5", "It runs on from one and a half times or two thirds.", far=1.5),
    Rule("cost at reference", "All cost counts up to the reference price only.", 1, believed=1.0),
    Rule("band 1.5", "One and a half instead of twice and half, for all.",
         believed=1.5, rise=1.5, fall=1.5, far=1.5),
    Rule("cost 1.2", "Early cost counts up to 120 % of the reference price.", believed=1.2),
    Rule("cost 1.5", "Early cost counts up to 150 % of the reference price.", believed=1.5),
    Rule("rise 1.2", "The reference price rises by a fifth at most.", rise=1.2),
    Rule("rise 1.5", "The reference price rises by half at most.", rise=1.5),
    Rule("fall 1.2", "It falls by a sixth at most.", fall=1.2),
    Rule("both 1.2", "A fifth more instead of twice, for both.", believed=1.2, rise=1.2),
    Rule("both 1.5", "Half more instead of twice, for both.", believed=1.5, rise=1.5),
    Rule("sells 36, both 1.2", "The same, and sells are accepted for 36 hours.",
         numbers=_numbers(48, 36, 12), believed=1.2, rise=1.2),
    Rule("book of 32", "32 orders a side.", numbers=_side(32)),
    Rule("book of 128", "128 orders a side.", numbers=_side(128)),
)  # fmt: skip
"""What the issue names, and what lies as near."""

HOLES = (
    Rule("late bids believed", "What a late buyer pays counts like an early one's.",
         flaws=frozenset({Flaw.LATE_COST, Flaw.LATE_REFERENCE})),
    Rule("displaced forgotten", "Orders that had to make room do not count for the price.",
         displaced_forgotten=True),
    Rule("sells to the end", "Sells are accepted to the last second.",
         numbers=_numbers(48, 48, 12)),
    Rule("one hour", "Everything is over in an hour.",
         numbers=Numbers(length=HOUR, sells_close=HOUR // 2, early=HOUR // 2)),
    Rule("exits raise nothing", "A reported exit leaves open sells as they are.",
         exits_raise=False, news_restarts=False),
)  # fmt: skip
"""The rule with a fix switched off: what the cheats must find."""

ALL = {rule.name: rule for rule in (AS_WRITTEN, *NEIGHBOURS, *HOLES)}


def named(name: str) -> Rule:
    """Return the rule of a name; KeyError if there is none."""
    return ALL[name]
