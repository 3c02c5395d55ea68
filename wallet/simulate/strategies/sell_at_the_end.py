"""Selling low to a friend at the last moment."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import MINUTE, held, settle_up, when_over
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class SellAtTheEnd(Strategy):
    """A friend offers a few shares of Xenia, so little that hardly anybody looks. At the last
    moment at which the rules still take a sell order, Dan offers all of his to the friend's bid
    at what they cost him."""

    friends = 2
    stops = "Sell orders close a day before the end: there is time to answer."

    def wants_to_invest(self, scene: Scene) -> None:
        """The friend buys a few shares too, to begin the auction with."""
        scene.invest(scene.dan, 0.98)
        scene.invest(scene.cast.friends[1], 0.02)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Open with the few, and bid for the many."""
        world, token, friend = scene.world, scene.cast.xenia, scene.cast.friends[1]
        scene.sell_fairly(scene.dan, scene.cast.friends[0])
        few, many = held(scene, token, friend), held(scene, token, scene.dan)
        price = int(scene.luck.base)
        opened = world.do("sell", friend, token, few, 4 * price)
        if opened.refused or not many:
            scene.sell_fairly(scene.dan, token)
            return
        auctions = scene.rules.auctions
        end = auctions.end(auctions.call(token))
        third = scene.cast.friends[2]
        world.after(MINUTE, world.do, "buy", third, token, many, price)
        for late in (end - 2 * MINUTE, end - DAY - 2 * MINUTE):
            world.at(late, self._sell, scene, token, price)
        when_over(scene, token, lambda: self._after(scene, token, third))

    def _sell(self, scene: Scene, token: int, price: int) -> None:
        """Try as late as the rules allow: where that is a day before the end, then."""
        closes = scene.rules.auctions.numbers.sells_close
        end = scene.rules.auctions.end(scene.rules.auctions.call(token))
        no_time = "no-time" in scene.rules.network.flaws
        if (scene.world.now > end - closes) == no_time:
            scene.world.do("sell", scene.dan, token, held(scene, token, scene.dan), price)

    def _after(self, scene: Scene, token: int, friend: int) -> None:
        scene.world.after(2 * DAY, scene.sell_fairly, friend, token)
        scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

    def ends(self, scene: Scene) -> None:
        """Hand it over."""
        settle_up(scene, scene.cast.friends[2], int(scene.parameters.savings * 10**6))
