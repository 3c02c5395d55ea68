"""Selling a gain without sharing it: low to a friend, with the rest paid outside."""

from __future__ import annotations

from wallet.simulate.auctions.cheats.coalition import BEGINS, SMALL, Coalition, SellCheat
from wallet.simulate.auctions.stage import Script


class SellToFriend(SellCheat):
    """Dan offers his block for next to nothing; in the last second Anna bids just above the rest.

    What the shares are really worth she pays him outside, where his holders do not see it.
    """

    name = "sell low to a friend"

    def ask(self, c: Coalition) -> float:
        """What Dan asks for at least."""
        return 0.02 * c.value

    def play(self, c: Coalition) -> Script:
        """Offer, and let a friend be the last to bid."""
        yield from c.until(BEGINS)
        yield from self.pass_on(c, c.block(c.dan))

    def pass_on(self, c: Coalition, shares: float) -> Script:
        """Pass shares on to Anna in one auction; where it runs on, Bert helps out."""
        yield from c.free()
        ask = self.ask(c)
        if not c.sell(c.dan, shares, ask):
            return
        yield from c.last_second()
        c.outbid(c.anna, shares, ask)
        yield from c.last_second()
        yield c.stage.now + 2
        if c.running:
            yield from c.last_second()
            c.outbid(c.bert, shares, ask)
            yield from c.settled()


class SellAtHalfReference(SellToFriend):
    """The same, but not so low that the auction runs on and more people look."""

    name = "sell to a friend at half the reference"

    def ask(self, c: Coalition) -> float:
        """The least that settles after two days."""
        return c.bottom


class SellInSlices(SellAtHalfReference):
    """The same in five slices, so that none is worth anybody's while."""

    name = "sell to a friend in slices"
    slices = 5

    def play(self, c: Coalition) -> Script:
        """A fifth each time."""
        yield from c.until(BEGINS)
        part = c.block(c.dan) / self.slices
        for _ in range(self.slices):
            yield from self.pass_on(c, part)


class DeterByEarlyBid(SellCheat):
    """Anna bids the full value at once for all that Dan offers for nothing.

    Whoever looks sees that nothing is left to win and goes; the price is midway, half the value.
    """

    name = "deter with an early bid"

    def play(self, c: Coalition) -> Script:
        """Offer low, bid high."""
        yield from c.until(BEGINS)
        yield from c.free()
        shares = c.block(c.dan)
        c.sell(c.dan, shares, 0.05 * c.value)
        c.buy(c.anna, shares, c.value)
        yield from c.settled()


class SellAtTheClose(SellAtHalfReference):
    """Bert opens with a trifle; Dan's offer comes in the last second in which one is accepted.

    Fewer hours are left in which anybody could see it.
    """

    name = "sell low at the close"

    def play(self, c: Coalition) -> Script:
        """Open with a trifle, offer late, bid last."""
        yield from c.until(BEGINS)
        yield from c.free()
        c.sell(c.bert, SMALL / c.value, c.value)
        yield from c.before_sells_close()
        shares, ask = c.block(c.dan), self.ask(c)
        c.sell(c.dan, shares, ask)
        yield from c.last_second()
        c.outbid(c.anna, shares, ask)
        yield from c.settled()


class CrowdBuys(SellToFriend):
    """In the last second sixty-three straw people and Anna push all other bids out of the book."""

    name = "crowd out buyers"
    straws = 63

    def play(self, c: Coalition) -> Script:
        """Offer low, and outbid all others sixty-four times."""
        yield from c.until(BEGINS)
        yield from c.free()
        shares, ask = c.block(c.dan), self.ask(c)
        c.sell(c.dan, shares, ask)
        yield from c.last_second()
        price = max(ask, c.rival(sells=False) or 0.0) * 1.001
        for straw in c.straws:
            c.token(straw, price)
        c.buy(c.anna, shares - len(c.straws) * SMALL / price, price)
        yield from c.settled()
