"""With a full ring of lots."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import worth
from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import SHARE, Stage, per_share

BOUGHT, PRICE = per_share(5), per_share(20)
NEWEST, EARLIER = 430_000 * SHARE, 10_000 * SHARE


class EightLots(Situation):
    """Dan bought shares of his friend Fay eight times, at five cents; they are worth twenty now.

    The last auction said so too. An honest Dan offers his shares in an auction and shares a fifth
    of his gain. Two more friends, Gil and Hob, have money of their own and no holders.
    """

    room_for = (Flaw.LOTS_MERGE,)

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares: seven small lots of Dan's, and then the large one."""
        self.dan = stage.conspirator("Dan", 200_000)
        fay = self.fay = stage.conspirator("Fay", 20_000)
        for name in ("Gil", "Hob"):
            stage.conspirator(name, 200_000)
        stage.holders = stage.crowd("a holder of Dan's", 3, 0)
        others = stage.crowd("a holder of Fay's", 2, 0)
        stage.onlookers.bidders = stage.crowd("an onlooker", 6, 1_000_000)
        stage.onlookers.holders = {fay: others, self.dan: stage.holders}
        self.held = 7 * EARLIER + NEWEST
        stage.issue(self.dan, BOUGHT, worth(self.held, PRICE - BOUGHT))
        stage.issue(fay, PRICE)
        for holder in stage.holders:
            stage.give(self.dan, holder, 2_000_000 * SHARE // 3, BOUGHT)
        for units in (*[EARLIER] * 7, NEWEST):
            stage.give(fay, self.dan, units, BOUGHT)
        for other in others:
            stage.give(fay, other, 300_000 * SHARE, BOUGHT)
        stage.refer(fay, PRICE)

    def honest(self, stage: Stage) -> None:
        """Dan offers what he has a little below what it is worth."""
        stage.act(2, "sell", self.dan, self.fay, self.held, PRICE * 98 // 100)
