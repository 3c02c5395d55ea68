"""A friend who buys before an exit is reported."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import EXIT, Scene
from wallet.simulate.strategies.buy_back import bid
from wallet.simulate.strategy import Strategy
from wallet.simulate.world import GENESIS


class InsiderFriend(Strategy):
    """Dan tells a friend that his company is about to be sold, and the friend buys Dan's token from
    whoever sells it, well above what people think it is worth."""

    friends = 1
    outside = True
    stops = "Nothing on chain: it is insider dealing, and the friend's purchase is on record."

    def begins(self, scene: Scene) -> None:
        """Remember the day."""
        scene.world.at(GENESIS + (EXIT - 21) * DAY, bid, scene, scene.cast.friends[0])
