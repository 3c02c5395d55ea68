"""A circle of holdings."""

from __future__ import annotations

from wallet.rules.units import DAY, S
from wallet.simulate.moves import invest_by, settle_up
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class Circle(Strategy):
    """Two friends issue tokens and each holds 45 % of the other. One of them invests Dan's money in
    Xenia; what comes of it goes round between them, and Dan hopes that it is lost on the way."""

    friends = 3
    outside = True
    stops = (
        "The circle brings nothing: each hop keeps 55 %, and nothing is lost. What pays in it is "
        "the friend who holds for Dan, which no chain can see, and who could keep the money."
    )

    def begins(self, scene: Scene) -> None:
        """Issue, and sell to one another."""
        _, one, other = scene.cast.friends
        units, world = S * 45 // 100, scene.world
        price = 10**9  # a thousandth of a dollar a share: 4,500 dollars, and back again
        for friend in (one, other):
            world.do("issue", friend)
        for issuer, buyer in ((one, other), (other, one)):
            number = world.do("offer", issuer, units, units, price, 3 * DAY, 0).result
            world.do("commit", buyer, number, units)
            world.after(8 * DAY, world.do, "pay_out", issuer, number)

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through one of them."""
        invest_by(scene, scene.cast.friends[1])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """The friend sells, and everybody claims."""
        scene.sell_fairly(scene.cast.friends[1], scene.cast.xenia)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """Hand it over."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
