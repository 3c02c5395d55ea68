"""Merging an inflated lot into one with a gain."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import believed, held, settle_up, trade, walk
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

FULL = 7
"""Small lots before the large one, so that the next purchase joins it."""


class MergeLots(Strategy):
    """Dan commits to Xenia's raise in eight parts, the last one large, so that his eight lots are
    full. When the token has risen he buys more from a friend above what it is worth; it joins the
    large lot, and its cost hides the gain."""

    friends = 3
    auction = True
    stops = "What joins a lot brings cost up to the reference price only."

    def wants_to_invest(self, scene: Scene) -> None:
        """Seven small parts, then the large one; a friend has the rest."""
        for _ in range(FULL):
            scene.invest(scene.dan, 0.01)
        scene.invest(scene.dan, 0.43)
        scene.invest(scene.cast.friends[1], 0.5)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Walk the price to what it is worth, buy above that, sell."""
        _, one, other = scene.cast.friends
        token, worth = scene.cast.xenia, scene.market.worth_of(scene.cast.xenia)
        savings = int(scene.parameters.savings * 10**6)

        def sell() -> None:
            settle_up(scene, one, savings)
            scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

        def buy() -> None:
            price = int(min(believed(scene, token), 2 * worth))
            if not trade(scene, token, one, scene.dan, held(scene, token, one), price, sell):
                scene.sell_fairly(scene.dan, token)

        walk(scene, token, one, other, held(scene, token, one) // 10, worth, buy)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """Divide it."""
        for friend in scene.cast.friends[1:]:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
