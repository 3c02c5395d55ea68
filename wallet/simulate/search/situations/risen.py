"""After a rise."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import worth
from wallet.simulate.search.around_xenia import AroundXenia
from wallet.simulate.search.stage import SHARE, Stage, per_share

BOUGHT, PRICE = per_share(5), per_share(20)
HELD = 500_000 * SHARE


class Risen(AroundXenia):
    """Dan has 500,000 shares of Xenia that he bought at five cents and that are worth twenty.

    The last auction said so too. Tomorrow another holder offers 10,000 shares, which opens an
    auction. An honest Dan offers his in it, in time, and shares a fifth of his gain. His friend
    Fay, who has no holders of her own, has some money.
    """

    room_for = (Flaw.NO_TIME,)
    days = 10

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares."""
        others = self.meet(stage, (200_000, 200_000), 3)
        xenia = self.xenia
        self.issue_both(stage, BOUGHT, worth(HELD, PRICE - BOUGHT), PRICE)
        stage.give(xenia, self.dan, HELD, BOUGHT)
        for other in others:
            stage.give(xenia, other, HELD, BOUGHT)
        stage.refer(xenia, PRICE)
        stage.act(24, "sell", others[0], xenia, 10_000 * SHARE, PRICE * 98 // 100)
        stage.hour(29, stage.onlookers.look, xenia)

    def honest(self, stage: Stage) -> None:
        """Dan offers what he has a little below what it is worth."""
        stage.act(25, "sell", self.dan, self.xenia, HELD, PRICE * 98 // 100)
