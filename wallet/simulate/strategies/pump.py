"""Walking a thin reference price up, to sell to the market at it."""

from __future__ import annotations

from wallet.simulate.moves import held, settle_up, walk
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

TIMES = 4


class Pump(Strategy):
    """Two friends with a few shares of Xenia trade them with one another, each time as high as the
    reference price rises, until it is four times what the token is worth. People who look at what
    others paid then pay Dan more."""

    friends = 3
    auction = True
    compare = "small-auction-first"
    stops = (
        "Each step takes an auction in which every holder may sell into the bid, and few people "
        "think a share is worth what it last fetched. Most of the gain takes no cheating: bids "
        "stand on after an ordinary small auction, and others meet them."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """A friend buys a little of it too."""
        scene.invest(scene.dan, 0.9)
        scene.invest(scene.cast.friends[1], 0.1)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Walk it up, then sell."""
        _, one, other = scene.cast.friends
        token = scene.cast.xenia
        most = TIMES * scene.market.worth_of(token)
        units = held(scene, token, one) // 2
        walk(scene, token, one, other, units, most, lambda: scene.sell_fairly(scene.dan, token))
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """Divide it."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
