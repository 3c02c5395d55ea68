"""Before a rise."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import worth
from wallet.simulate.search.around_xenia import AroundXenia
from wallet.simulate.search.stage import SHARE, Stage, per_share

PRICE = per_share(5)
HELD = 500_000 * SHARE


class Rise(AroundXenia):
    """Dan is about to buy 500,000 shares of Xenia that his friend Fay wants to sell.

    They are worth five cents each, and so says the reference price. In twelve days they will be
    worth several times that, which Dan and Fay expect and the market does not. An honest Dan buys
    at five cents, and his holders, who have a fifth of him, get a fifth of what he gains.
    """

    room_for: tuple[Flaw, ...] = (Flaw.LATE_COST, Flaw.LATE_REFERENCE)
    money = 60_000
    """Dollars that Dan has."""
    rises = 12
    """The day on which Xenia rises."""
    locked = 0
    """For how many days the others are locked."""

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares; the rise comes later."""
        others = self.meet(stage, (self.money, 20_000), 3)
        xenia = self.xenia
        risen = int(PRICE * stage.world.chance.lognormal(4.0, 0.3, "rise"))
        self.issue_both(stage, PRICE, worth(HELD, risen - PRICE), PRICE)
        stage.give(xenia, self.fay, HELD, PRICE)
        for other in others:
            stage.give(xenia, other, HELD, PRICE, locked_days=self.locked)
        stage.refer(xenia, PRICE)
        stage.hour(self.rises * 24, stage.rise, xenia, risen)

    def honest(self, stage: Stage) -> None:
        """Fay offers her shares, and Dan buys them, at what they are worth."""
        stage.act(2, "sell", self.fay, self.xenia, HELD, PRICE)
        stage.act(3, "buy", self.dan, self.xenia, HELD, PRICE)
