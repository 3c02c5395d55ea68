"""Walking a thin reference price up, to have a cost believed."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import held, invest_by, settle_up, trade, walk
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class WalkReference(Strategy):
    """A friend invests Dan's money in Xenia. Friends trade a few shares until the reference price
    has caught up; then Dan buys the rest from the friend at what it is worth, the whole cost is
    believed, and he sells without a gain."""

    friends = 3
    auction = True
    compare = "straw-person"
    late = False
    """Whether friends bid in the last minutes of an auction while they walk."""
    stops = (
        "It takes an auction of 1,000 dollars for each doubling, in which anyone may sell. What it "
        "takes from holders it takes through the friend who holds for Dan, whom no chain sees; the "
        "rest is what a token fetches more when it is often seen to trade."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through the friend; another one buys a little."""
        invest_by(scene, scene.cast.friends[1])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Walk, buy, sell."""
        _, straw, helper = scene.cast.friends
        token, worth = scene.cast.xenia, scene.market.worth_of(scene.cast.xenia)
        savings = int(scene.parameters.savings * 10**6)

        def sell() -> None:
            settle_up(scene, straw, savings)
            scene.world.after(2 * DAY, scene.sell_fairly, scene.dan, token)

        def buy() -> None:
            units = held(scene, token, straw)
            if not trade(scene, token, straw, scene.dan, units, int(worth), sell):
                scene.sell_fairly(straw, token)

        walk(scene, token, straw, helper, held(scene, token, straw) // 10, worth, buy, self.late)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """What friends still have of it is Dan's."""
        for friend in scene.cast.friends[1:]:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
