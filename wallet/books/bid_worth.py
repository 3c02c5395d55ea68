"""A bid for so many dollars' worth: how many shares, and at which highest price.

The price is the one at which most of the money would trade at the orders there are now, the lowest
of such, and no higher than what counts in full as cost. Where nothing would trade, the bid waits at
what shares are worth now.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.base.money import ALL_SHARES, MAX_PRICE, PRICE_UNITS, SHARE, money_of
from wallet.books.market import MOST_LOTS, Buying, Market, if_bought


@dataclass(frozen=True, slots=True)
class BidWorth:
    """The order: whole shares and a highest price, and what it would come to.

    `trades` says whether all of it would trade at the orders there are now.
    """

    units: int
    price: int
    outcome: Buying
    trades: bool


def bid_worth(seen: Market, money: int, last: int | None = None) -> BidWorth | None:
    """The bid for at most `money`; None where no price is known to bid at.

    `last` is the last price, for a token without a reference price.
    """
    tried = [one for price in _prices(seen, last) if (one := _bid(seen, money, price)) is not None]
    best = max(tried, key=lambda one: (_paid(one), -one.price), default=None)
    return best if best is None or _paid(best) else tried[-1]


def _bid(seen: Market, money: int, price: int) -> BidWorth | None:
    units = _whole_shares(money, price)
    if not units:
        return None
    outcome = if_bought(seen, units, price)
    return BidWorth(units, price, outcome, outcome.now is not None and outcome.now.units == units)


def _paid(one: BidWorth) -> int:
    return one.outcome.now.paid if one.outcome.now is not None else 0


def _most_that_counts(seen: Market) -> int | None:
    """The highest price that counts in full as cost; None where every price does, or none."""
    if seen.reference is None:
        return None
    early = seen.early and seen.lot_count < MOST_LOTS
    return min(2 * seen.reference if early else seen.reference, MAX_PRICE)


def _prices(seen: Market, last: int | None) -> list[int]:
    """Prices to try: those asked, a hundredth above those bid (the earlier goes first among
    equals), and what shares are worth now. Where nothing is for sale only that."""
    cap = _most_that_counts(seen) or MAX_PRICE
    asked = {one.price for one in seen.sells if one.person != seen.me}
    over = {one.price * 101 // 100 for one in seen.buys if one.person != seen.me}
    usual = seen.reference or last or max(asked, default=0)
    tried = (asked | over | {usual}) if min(asked, default=cap + 1) <= cap else {usual}
    return sorted(price for price in tried if 0 < price <= cap)


def _whole_shares(money: int, price: int) -> int:
    """The most whole shares that `money` buys at a price, rounded up as the ledger does."""
    units = min(money * PRICE_UNITS // price, ALL_SHARES) // SHARE * SHARE
    while units and money_of(units, price, up=True) > money:
        units -= SHARE
    return units
