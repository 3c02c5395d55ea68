"""A straw person who holds for Dan."""

from __future__ import annotations

from wallet.simulate.moves import invest_by, settle_up
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class StrawPerson(Strategy):
    """A verified friend without holders invests Dan's money in Xenia, sells when the token has
    risen, and hands Dan the money outside."""

    friends = 2
    outside = True
    stops = (
        "Nothing on chain: it is what a friend without holders may do with money of their own. "
        "The friend could keep it, and a court would not help Dan."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through the friend."""
        invest_by(scene, scene.cast.friends[1])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """The friend sells; the accounts are settled on the last day."""
        friend = scene.cast.friends[1]
        scene.sell_fairly(friend, scene.cast.xenia)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def ends(self, scene: Scene) -> None:
        """Hand it over."""
        settle_up(scene, scene.cast.friends[1], int(scene.parameters.savings * 10**6))
