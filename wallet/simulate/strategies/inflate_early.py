"""Inflating cost with an accomplice: an early bid in an auction."""

from __future__ import annotations

from wallet.simulate.moves import believed, held, invest_by, settle_up, trade
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class InflateEarly(Strategy):
    """A friend invests Dan's money in Xenia. When the token has risen, Dan buys it from the friend
    in an auction, bidding first and as high as is believed; the friend hands the money back, and
    Dan sells to the market at a cost that is nearly what he gets."""

    friends = 2
    auction = True
    compare = "straw-person"
    late = False
    stops = (
        "A bid is believed up to twice the reference price, and anyone may sell to it first. What "
        "it takes from holders it takes through the friend who holds for Dan, whom no chain sees."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through the friend."""
        invest_by(scene, scene.cast.friends[1])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Buy from the friend, then sell as if honest."""
        friend, token = scene.cast.friends[1], scene.cast.xenia
        units, price = held(scene, token, friend), self.price(scene, token)
        price = max(price, int(scene.market.worth_of(token)))
        savings = int(scene.parameters.savings * 10**6)

        def then() -> None:
            settle_up(scene, friend, savings)
            scene.world.after(2 * 86_400, scene.sell_fairly, scene.dan, token)

        if not units or not trade(scene, token, friend, scene.dan, units, price, then, self.late):
            scene.sell_fairly(friend, token)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def price(self, scene: Scene, token: int) -> int:
        """What he pays: as much as is believed."""
        return believed(scene, token)

    def ends(self, scene: Scene) -> None:
        """What the friend still has of it is Dan's."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
