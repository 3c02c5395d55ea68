"""An ordinary small auction first: no cheat, to compare with."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import held, trade
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.pump import Pump


class SmallAuctionFirst(Pump):
    """A friend sells a few shares of Xenia in an auction at what they are worth, and Dan sells his
    two days after it. Nobody is cheated: the token is seen to trade, and bids that came too late
    for the first auction stand in the second."""

    control = True
    compare = ""
    stops = "Nothing need: it is a fair trade, and whoever sells much may hold a small one first."

    def wants_to_sell(self, scene: Scene) -> None:
        """A small one at a fair price, then the large one."""
        _, one, other = scene.cast.friends
        token = scene.cast.xenia
        units, price = held(scene, token, one) // 2, int(scene.market.worth_of(token))

        def then() -> None:
            scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

        if not units or not trade(scene, token, one, other, units, price, then):
            scene.sell_fairly(scene.dan, token)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])
