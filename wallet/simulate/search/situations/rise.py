"""Before a rise."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import worth
from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import SHARE, Stage, per_share

PRICE = per_share(5)
HELD = 500_000 * SHARE


class Rise(Situation):
    """Dan is about to buy 500,000 shares of Xenia that his friend Fay wants to sell.

    They are worth five cents each, and so says the reference price. In twelve days they will be
    worth several times that, which Dan and Fay expect and the market does not. An honest Dan buys
    at five cents, and his holders, who have a fifth of him, get a fifth of what he gains.
    """

    room_for = (Flaw.LATE_COST, Flaw.LATE_REFERENCE)

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares; the rise comes on the twelfth day."""
        self.dan = stage.conspirator("Dan", 60_000)
        self.fay = stage.conspirator("Fay", 20_000)
        stage.holders = stage.crowd("a holder of Dan's", 3, 0)
        xenia = self.xenia = stage.enter("Xenia", 0)
        others = stage.crowd("a holder of Xenia's", 3, 0)
        stage.onlookers.bidders = stage.crowd("an onlooker", 6, 1_000_000)
        stage.onlookers.holders = {xenia: others, self.dan: stage.holders}
        risen = int(PRICE * stage.world.chance.lognormal(4.0, 0.3, "rise"))
        stage.issue(self.dan, PRICE, worth(HELD, risen - PRICE))
        stage.issue(xenia, PRICE)
        for holder in stage.holders:
            stage.give(self.dan, holder, 2_000_000 * SHARE // 3, PRICE)
        stage.give(xenia, self.fay, HELD, PRICE)
        for other in others:
            stage.give(xenia, other, HELD, PRICE)
        stage.refer(xenia, PRICE)
        stage.hour(12 * 24, stage.rise, xenia, risen)

    def honest(self, stage: Stage) -> None:
        """Fay offers her shares, and Dan buys them, at what they are worth."""
        stage.act(2, "sell", self.fay, self.xenia, HELD, PRICE)
        stage.act(3, "buy", self.dan, self.xenia, HELD, PRICE)
