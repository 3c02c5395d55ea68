"""Games with orders: luring, cancelling, and letting others wait."""

from __future__ import annotations

from wallet.rules.units import HOUR
from wallet.simulate.auctions.cheats.coalition import BEGINS, SMALL, Cheat, Coalition, HuntCheat
from wallet.simulate.auctions.cheats.news import lure
from wallet.simulate.auctions.stage import Script


class LureAndWithdraw(HuntCheat):
    """Bert bids high between auctions and takes it back when somebody is about to sell to him.

    He sees the sale coming and is quicker; the seller stays bound, and Carl bids low at the end.
    """

    name = "lure between auctions"

    def play(self, c: Coalition) -> Script:
        """Lure, be quicker, snipe."""
        c.stage.before_opening = lambda: c.stage.withdraw(c.bert)
        yield from c.until(BEGINS)
        for _ in range(self.rounds):
            yield from c.free()
            lure(c, c.bert, 1.3)
            while not c.running:
                yield c.stage.now + HOUR
            yield from c.last_second()
            self.snipe(c)
            yield from c.settled()
            c.stage.withdraw(c.bert)


class CancelBySelling(HuntCheat):
    """Bert's high bid brings out sellers; then he offers a few shares above it, which cancels it.

    The sellers stay bound, and Carl bids low in the last second.
    """

    name = "lure, then cancel by selling"

    def play(self, c: Coalition) -> Script:
        """Open with a trifle, lure, cancel, snipe."""
        yield from c.until(BEGINS)
        for _ in range(self.rounds):
            yield from c.free()
            c.sell(c.anna, SMALL / c.value, 3 * c.value)
            lure(c, c.bert, 1.3)
            yield from c.before_sells_close()
            c.sell(c.bert, SMALL / c.value, 4 * c.value)
            yield from c.last_second()
            self.snipe(c)
            yield from c.settled()
            c.stage.withdraw(c.bert)


class RunOnSellers(Cheat):
    """Carl makes every auction run on for a week, with bids far above the reference price."""

    name = "make auctions run on"
    hopes = "to be a nuisance"

    def play(self, c: Coalition) -> Script:
        """Bid in the last second for all that is offered, at five times the reference price."""
        yield from c.until(BEGINS)
        while True:
            while not c.running:
                yield c.stage.now + HOUR
            yield from c.last_second()
            offered = sum(sell.units for sell in c.stage.call.sells.values()) / 10**18
            c.buy(c.carl, offered, 5 * c.reference)
            yield from c.settled()
