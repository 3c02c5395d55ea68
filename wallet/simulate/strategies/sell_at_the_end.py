"""Selling low to a friend at the last moment."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import DAY
from wallet.simulate.moves import MINUTE, held, settle_up, when_over
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

FEW = 110 * 10**30
"""Shares for a little more than the least order, beside a price."""


class SellAtTheEnd(Strategy):
    """A friend offers a few shares of a token that hardly anybody watches, so few that nobody
    looks. At the last moment at which the rules still take a sell order, Dan offers all of his to
    another friend's bid at what they cost him."""

    friends = 3
    auction = True
    stops = "Sell orders close a day before the end: there is time to answer."

    def wants_to_sell(self, scene: Scene) -> None:
        """Open with the few, and bid for the many."""
        issuer, friend, other = scene.cast.friends
        world, price = scene.world, int(scene.luck.base)
        scene.sell_fairly(scene.dan, scene.cast.xenia)
        many, own = held(scene, issuer, scene.dan), held(scene, issuer, friend)
        few = FEW // price
        if not many or world.do("sell", other, issuer, few, 8 * price).refused:
            scene.sell_fairly(scene.dan, issuer)
            return
        auctions = scene.rules.auctions
        closed = 0 if Flaw.NO_TIME in scene.rules.network.flaws else auctions.numbers.sells_close
        last = auctions.end(auctions.call(issuer)) - closed - MINUTE
        world.at(last, world.do, "sell", scene.dan, issuer, many, price)
        world.at(last + 1, world.do, "buy", friend, issuer, many, price)
        when_over(scene, issuer, self._after, scene, issuer, friend, own)

    def _after(self, scene: Scene, token: int, friend: int, own: int) -> None:
        scene.world.after(2 * DAY, scene.sell_fairly, friend, token, own)
        scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

    def ends(self, scene: Scene) -> None:
        """Hand it over."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
