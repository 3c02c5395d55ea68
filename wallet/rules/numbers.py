"""The numbers in bold, which a rules decision may change between half and twice what is printed.

Names are those of the contracts. Times in seconds, money in base units of the dollar. Those of
auctions are with the order book.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.rules.units import DAY, DOLLAR

IN_DOLLARS = (
    *("least_bond", "most_bond", "world_limit", "watch_bond", "most_reward", "large_hiding"),
    *("smallest", "reference_volume"),
)
"""Numbers that are money, those of auctions too; the others are seconds, per cent or counts."""


@dataclass
class Numbers:
    """The numbers of one network, as they are now."""

    # Offerings
    rest: int = 3 * DAY
    fewest_buyers: int = 3
    premium: int = 120
    longest_offering: int = 60 * DAY
    no_withdrawal: int = 2 * DAY
    # Companies
    cost_age: int = 90 * DAY
    report_within: int = 30 * DAY
    pay_within: int = 30 * DAY
    interest: int = 10
    buyback_reach: int = 365 * DAY
    # Disputes
    window: int = 7 * DAY
    least_bond: int = 100 * DOLLAR
    most_bond: int = 25_000 * DOLLAR
    # Compliance
    most_holders: int = 1_999
    most_retail: int = 499
    world_limit: int = 1_000 * DOLLAR
    # Watching
    watch_bond: int = 100 * DOLLAR
    answer_within: int = 14 * DAY
    penalty: int = 100
    most_reward: int = 25_000 * DOLLAR
    large_hiding: int = 10_000 * DOLLAR
    strike_after: int = 90 * DAY
    ban_after: int = 180 * DAY
