"""With people who showed no document."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.registry import WORLD
from wallet.rules.units import PRICE_UNITS, worth
from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import SHARE, Stage, per_share

PRICE = per_share(5)
MONEY = 2_000
"""Dollars that Dan has for it."""


class SecondPerson(Situation):
    """Dan's friend Fay is about to raise for the first time, and Dan wants to put 2,000 in.

    Her shares are worth five cents; in three weeks they will be worth several times that. An
    honest Dan buys at that price beside honest investors. Ida and Joe, who would help, showed no
    document: World ID is all that is known of them, and they have 1,000 dollars each.
    """

    room_for = (Flaw.WORLD_COUNTS,)
    days = 24

    def begin(self, stage: Stage) -> None:
        """Lay Dan's shares; Fay has a token, and nobody has any of it."""
        self.dan = stage.conspirator("Dan", MONEY)
        self.fay = stage.conspirator("Fay", 0)
        stage.conspirator("Ida", 1_000, WORLD)
        stage.conspirator("Joe", 1_000, WORLD)
        stage.holders = stage.crowd("a holder of Dan's", 3, 0)
        stage.apart = stage.crowd("an investor", 3, MONEY)
        stage.onlookers.bidders = stage.crowd("an onlooker", 6, 1_000_000)
        stage.onlookers.holders = {self.dan: stage.holders}
        risen = int(PRICE * stage.world.chance.lognormal(4.0, 0.3, "rise"))
        self.units = MONEY * 10**6 * PRICE_UNITS // PRICE
        stage.issue(self.dan, PRICE, worth(self.units, risen - PRICE))
        stage.issue(self.fay, PRICE)
        for holder in stage.holders:
            stage.give(self.dan, holder, 2_000_000 * SHARE // 3, PRICE)
        stage.hour(21 * 24, stage.rise, self.fay, risen)

    def honest(self, stage: Stage) -> None:
        """Fay offers at what her shares are worth; four honest people buy."""
        terms = (self.units, 4 * self.units, PRICE, 72 * 3_600, 0)
        stage.act(2, "offer", self.fay, *terms)
        for investor in (self.dan, *stage.apart):
            stage.act(3, "commit", investor, 0, self.units)
