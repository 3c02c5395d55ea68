"""A chain of holdings."""

from __future__ import annotations

from wallet.simulate.moves import invest_by, settle_up
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class ChainOfHolders(Strategy):
    """The friend who raised from friends alone invests Dan's money in Xenia. The gain is shared
    with that friend's holders, who are Dan and two others, and only Dan's part goes on."""

    friends = 3
    outside = True
    stops = (
        "Nothing on chain, as with a straw person: the friend could keep the money. A little still "
        "reaches Dan's holders."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through the friend."""
        invest_by(scene, scene.cast.friends[0])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """The friend sells."""
        scene.sell_fairly(scene.cast.friends[0], scene.cast.xenia)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """Hand it over; what the friend raised is the friend's."""
        known = scene.parameters
        settle_up(scene, scene.cast.friends[0], int((known.savings + 2 * known.invested) * 10**6))
