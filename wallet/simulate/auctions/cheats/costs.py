"""A high cost on paper: Dan pays a friend more than shares are worth and gets it back outside."""

from __future__ import annotations

from wallet.simulate.auctions.cheats.coalition import (
    BEGINS,
    BuyCheat,
    Coalition,
    SellCheat,
)
from wallet.simulate.auctions.market import UNSURE
from wallet.simulate.auctions.stage import Script


def buy_high(c: Coalition, shares: float, price: float) -> None:
    """Let Dan bid for just what Anna offers, and Bert for a little, so that Dan's price holds."""
    c.buy(c.dan, shares, price)
    c.token(c.bert, price * 0.9999)


class EarlyInflated(BuyCheat):
    """Dan bids as high as is believed in the last second in which that is believed.

    Anna's offer is first in line. Whoever looks in the hours that are left can only spoil it.
    """

    name = "early inflated bid"

    def play(self, c: Coalition) -> Script:
        """Offer low, and bid high as late as is early."""
        yield from c.until(BEGINS)
        yield from c.free()
        yield from self.raise_cost(c)

    def raise_cost(self, c: Coalition) -> Script:
        """One auction in which Dan buys what Anna has."""
        shares = c.block(c.anna)
        c.sell(c.anna, shares, 0.5 * c.value)
        yield from c.last_early_second()
        buy_high(c, shares, c.top)
        yield from c.settled()


class QuietInflated(EarlyInflated):
    """The same without Bert: Anna asks nearly the value, and the price is midway to Dan's bid.

    All of his bid is hers already: nobody else has anything to win by looking.
    """

    name = "quiet inflated bid"

    def raise_cost(self, c: Coalition) -> Script:
        """Offer at nearly the value, and bid so that midway is just what is believed."""
        shares, ask = c.block(c.anna), 0.95 * c.value
        c.sell(c.anna, shares, ask)
        yield from c.last_early_second()
        c.buy(c.dan, shares, max(ask, 2 * c.top - ask))
        yield from c.settled()


class StandingInflated(EarlyInflated):
    """The same, but the high bid stands before the auction opens, as an honest one might."""

    name = "standing inflated bid"

    def raise_cost(self, c: Coalition) -> Script:
        """Bid first, then offer."""
        shares = c.block(c.anna)
        buy_high(c, shares, c.top)
        c.sell(c.anna, shares, 0.5 * c.value)
        yield from c.settled()


class LateHigh(EarlyInflated):
    """Dan bids high in the last second, when nobody can sell to him any more."""

    name = "late high bid"

    def raise_cost(self, c: Coalition) -> Script:
        """Bid last."""
        shares = c.block(c.anna)
        c.sell(c.anna, shares, 0.5 * c.value)
        yield from c.last_second()
        buy_high(c, shares, 0.999 * (c.stage.exchange.rule.far or 2) * c.reference)
        yield from c.settled()


class DragThenLate(LateHigh):
    """Carl buys a little early and high, so that Dan's late bid in the same auction looks fair."""

    name = "early friendly buy, then a late bid"

    def raise_cost(self, c: Coalition) -> Script:
        """Early a little, late a lot."""
        shares, price = c.block(c.anna), c.furthest * c.reference
        part = min(shares / 4, 1_050 / price)
        c.sell(c.anna, shares, 0.5 * c.value)
        yield from c.last_early_second()
        c.buy(c.carl, part, price)
        yield from c.last_second()
        buy_high(c, shares - part, price * 0.9999)
        yield from c.settled()


class CrowdSells(EarlyInflated):
    """Sixty-three straw people fill the side of sells, so that nobody can sell to Dan's bid."""

    name = "crowd out sellers"
    straws = 63

    def raise_cost(self, c: Coalition) -> Script:
        """Fill the side, then bid high."""
        shares = c.block(c.anna)
        c.sell(c.anna, shares, 0.5 * c.value)
        for straw in c.straws:
            had = c.block(straw)
            c.sell(straw, had, 0.9 * c.value)
            shares += had - c.block(straw)
        yield from c.last_early_second()
        buy_high(c, shares, c.top)
        yield from c.settled()


class WashChain(SellCheat):
    """Dan's block goes to Anna low and comes back high: the whole later gain has a cost now."""

    name = "wash through a friend"
    outlook = UNSURE

    def play(self, c: Coalition) -> Script:
        """Sell at half the reference price, buy back at twice of it."""
        yield from c.until(BEGINS)
        yield from c.free()
        shares, least = c.block(c.dan), c.bottom
        c.sell(c.dan, shares, least)
        yield from c.last_second()
        c.outbid(c.anna, shares, least)
        yield from c.settled()
        yield from c.free()
        back = c.block(c.anna)
        c.sell(c.anna, back, 0.5 * c.value)
        yield from c.last_early_second()
        buy_high(c, back, c.top)
        yield from c.settled()
