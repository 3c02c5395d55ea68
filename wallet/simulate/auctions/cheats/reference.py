"""Walking the reference price of a thin token over weeks, a thousand dollars at a time."""

from __future__ import annotations

import math

from wallet.simulate.auctions.cheats.coalition import BEGINS, BuyCheat, Coalition
from wallet.simulate.auctions.cheats.costs import buy_high
from wallet.simulate.auctions.cheats.selling import SellAtHalfReference
from wallet.simulate.auctions.stage import Script

FAR = 3.0
"""How many values the reference price is to reach, or what part of one."""


def rounds(factor: float) -> int:
    """How many auctions that takes at least, by what factor each can move it."""
    return math.ceil(math.log(FAR) / math.log(factor))


def step(c: Coalition, price: float) -> Script:
    """Trade among friends, early, just enough to move the reference price."""
    yield from c.free()
    least = c.stage.exchange.numbers.reference_volume / 10**6
    shares = min(c.block(c.anna), 1.05 * least / price)
    c.sell(c.anna, shares, min(0.5 * c.value, price))
    yield from c.last_early_second()
    c.buy(c.carl, shares, price)
    c.token(c.bert, price * 0.9999)
    yield from c.settled()


class WalkUp(BuyCheat):
    """Friends trade as high as the reference price rises each time; then Dan buys late at it.

    What he pays counts up to the reference price, whoever looks.
    """

    name = "walk the reference up, then buy"

    def play(self, c: Coalition) -> Script:
        """Up step by step, then buy Anna's block."""
        yield from c.until(BEGINS)
        for _ in range(rounds(c.furthest)):
            yield from step(c, c.furthest * c.reference)
        yield from c.free()
        shares = c.block(c.anna)
        c.sell(c.anna, shares, 0.5 * c.value)
        yield from c.last_second()
        buy_high(c, shares, 0.999 * c.reference)
        yield from c.settled()


class WalkDown(SellAtHalfReference):
    """Friends trade at half the reference price each time; then Dan sells at half of the rest."""

    name = "walk the reference down, then sell"
    sells_on = BEGINS + 6

    def play(self, c: Coalition) -> Script:
        """Down step by step, then sell to Anna."""
        yield from c.until(BEGINS)
        for _ in range(rounds(c.deepest)):
            yield from step(c, c.reference / c.deepest)
        yield from self.pass_on(c, c.block(c.dan))
