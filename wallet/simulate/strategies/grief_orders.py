"""Crowding out orders."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import hand, held, settle_up, trade
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

CROWD, EACH = 63, 105


class GriefOrders(Strategy):
    """Dan sells his shares of Xenia to a friend's low bid, while five dozen World IDs bid high for
    a few shares each, so that there is no place in the book for anybody else's bid."""

    friends = 2
    auction = True
    stops = "The worst order makes room for a better one, and the friend's is the worst."

    def wants_to_sell(self, scene: Scene) -> None:
        """Sell low, and crowd."""
        token, friend = scene.cast.xenia, scene.cast.friends[1]
        scene.sell_fairly(scene.dan, scene.cast.friends[0])
        units = held(scene, token, scene.dan)

        def then() -> None:
            for who in (friend, scene.dan, *scene.cast.straws):
                scene.world.after(2 * DAY, scene.sell_fairly, who, token)

        price = int(scene.market.worth_of(token) * 0.6)
        if units and trade(scene, token, scene.dan, friend, units, price, then):
            scene.world.after(120, self._crowd, scene, token)

    def _crowd(self, scene: Scene, token: int) -> None:
        """Bid high for little."""
        price = int(scene.market.worth_of(token) * 1.5)
        for _ in range(CROWD):
            straw = scene.cast.straw(with_document=False)
            if straw:
                hand(scene, scene.dan, straw, EACH * 10**6)
                scene.world.do("buy", straw, token, (EACH - 1) * 10**30 // price, price)

    def ends(self, scene: Scene) -> None:
        """Divide it."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
