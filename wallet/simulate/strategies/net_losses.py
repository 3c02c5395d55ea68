"""Netting a manufactured loss against a real gain."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import believed, held, settle_up, trade, walk
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class NetLosses(Strategy):
    """Dan buys shares of Xenia from a friend for more than they are worth, and the friend hands
    the money back. He then sells these and his own, on which he gained, to another friend in one
    sale, who sells them to the market."""

    friends = 3
    auction = True
    stops = "A loss on one lot makes no credit for another."

    def wants_to_invest(self, scene: Scene) -> None:
        """A friend invests half of the money."""
        scene.invest(scene.dan, 0.5)
        scene.invest(scene.cast.friends[1], 0.5)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Walk the price to what it is worth, buy above that, sell all at once."""
        _, one, other = scene.cast.friends
        token, worth = scene.cast.xenia, scene.market.worth_of(scene.cast.xenia)
        savings = int(scene.parameters.savings * 10**6)

        def sell() -> None:
            settle_up(scene, one, savings)
            units, price = held(scene, token, scene.dan), int(worth)

            def then() -> None:
                scene.world.after(2 * DAY, scene.sell_fairly, other, token)
                scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

            scene.world.after(2 * DAY, trade, scene, token, scene.dan, other, units, price, then)

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
