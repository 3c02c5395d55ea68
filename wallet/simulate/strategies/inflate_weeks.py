"""Inflating cost over weeks, across several accomplices."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.moves import afford, believed, held, invest_by, settle_up, trade
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class InflateWeeks(Strategy):
    """Friends without holders pass Xenia's shares on among themselves, each week as high
    as the reference price rises, and at last to Dan; the money goes back outside each time."""

    friends = 3
    auction = True
    stops = "Whoever holds the token sells into bids so high; each friend pays for that."

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest through a friend."""
        invest_by(scene, scene.cast.friends[1])
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Begin the round."""
        _, first, second = scene.cast.friends
        self._pass(scene, [first, second, first, scene.dan])
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def _pass(self, scene: Scene, people: list[int]) -> None:
        """Sell from one to the next, until Dan has them and sells to the market."""
        seller, token = people[0], scene.cast.xenia
        savings = int(scene.parameters.savings * 10**6)
        if len(people) == 1:
            for friend in scene.cast.friends[1:]:
                settle_up(scene, friend, savings)
            scene.sell_fairly(scene.dan, token)
            return
        buyer, units = people[1], held(scene, token, seller)
        price = believed(scene, token)
        if buyer != scene.dan:
            afford(scene, buyer, scene.dan, units, price)
        if units:
            trade(scene, token, seller, buyer, units, price)
        scene.world.after(7 * DAY, self._pass, scene, people[1:])

    def ends(self, scene: Scene) -> None:
        """What friends still have of it is Dan's."""
        for friend in scene.cast.friends[1:]:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
