"""After a fall."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import worth
from wallet.simulate.search.around_xenia import AroundXenia
from wallet.simulate.search.stage import SHARE, Stage, per_share

BOUGHT, LAST, PRICE = per_share(5), per_share(20), per_share(15)
HELD = 500_000 * SHARE


class Fallen(AroundXenia):
    """Dan has 500,000 shares of Xenia that he bought at five cents and that are worth fifteen.

    At the last auction the price was twenty; nobody has traded since. An honest Dan offers his
    shares in an auction and shares a fifth of his gain. His friend Fay has a million of them.
    """

    room_for = (Flaw.NETTED,)

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares."""
        others = self.meet(stage, (1_000_000, 20_000), 2)
        xenia = self.xenia
        self.issue_both(stage, BOUGHT, worth(HELD, PRICE - BOUGHT), PRICE)
        stage.give(xenia, self.dan, HELD, BOUGHT)
        stage.give(xenia, self.fay, 2 * HELD, LAST)
        for other in others:
            stage.give(xenia, other, HELD // 2, BOUGHT)
        stage.refer(xenia, LAST)

    def honest(self, stage: Stage) -> None:
        """Dan offers what he has a little below what it is worth."""
        stage.act(2, "sell", self.dan, self.xenia, HELD, PRICE * 98 // 100)
