"""Inflating cost with several accomplices without holders of their own."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import MINUTE, believed, held, invest_by, settle_up, when_over
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class InflateMany(Strategy):
    """Two friends invest half of Dan's money each in Xenia. When the token has risen both sell in
    one auction to his early bid, as high as is believed; they hand the money back, and he sells to
    the market. It looks like trading between many."""

    friends = 3
    auction = True
    compare = "straw-person"
    stops = (
        "As with one accomplice: a bid is believed up to twice the reference price, anyone may "
        "sell first, and no chain sees for whom the friends hold."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through both."""
        for friend in scene.cast.friends[1:]:
            invest_by(scene, friend, 0.5)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Both sell, Dan buys, then he sells as if honest."""
        world, token = scene.world, scene.cast.xenia
        price = max(believed(scene, token), int(scene.market.worth_of(token)))
        units = 0
        for friend in scene.cast.friends[1:]:
            mine = held(scene, token, friend)
            if world.do("sell", friend, token, mine, price).done:
                units += mine
        if units:
            world.after(MINUTE, world.do, "buy", scene.dan, token, units, price)
            when_over(scene, token, self._bought, scene)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def _bought(self, scene: Scene) -> None:
        self.ends(scene)
        scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, scene.cast.xenia)

    def ends(self, scene: Scene) -> None:
        """What the friends have of it is Dan's."""
        for friend in scene.cast.friends[1:]:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
