"""Selling low to a friend, with a payment outside."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import held, settle_up, trade
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class SellLow(Strategy):
    """Dan sells his shares of Xenia in an auction to a friend's bid at what they cost him. The
    friend sells them later for what they are worth and hands Dan the money."""

    friends = 2
    auction = True
    stops = "Anyone who notices bids more; nobody below half the reference price for a week."
    thin = False

    def token(self, scene: Scene) -> int:
        """Whose shares."""
        return scene.cast.xenia

    def wants_to_sell(self, scene: Scene) -> None:
        """Sell them to the friend; the other token honestly."""
        token, friend = self.token(scene), scene.cast.friends[1]
        others = {scene.cast.xenia, scene.cast.friends[0]} - {token}
        for other in others:
            scene.sell_fairly(scene.dan, other)
        units, own = held(scene, token, scene.dan), held(scene, token, friend)

        def then() -> None:
            scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)
            scene.world.after(2 * DAY, scene.sell_fairly, friend, token, own)

        if units:
            price = int(scene.luck.base)
            trade(scene, token, scene.dan, friend, units, price, then)

    def ends(self, scene: Scene) -> None:
        """Hand it over."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
