"""A concentrated first raise with one's own money."""

from __future__ import annotations

from wallet.rules.units import S, price_of
from wallet.simulate.moves import hand, settle_up
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class OwnFirstRaise(Strategy):
    """Dan offers half as many shares again, and three friends take these with his own money, which
    comes back to him as what was raised. Others see a raise that goes well, and pay more."""

    friends = 3
    outside = True
    first_part = 1.5
    stops = (
        "Nothing on chain: no chain can see whose money it was. Who buys is public, a buyer can "
        "ask who they are, and it pays only as far as people pay more because others did."
    )

    def begins(self, scene: Scene) -> None:
        """Ask for as much more as others will pay."""
        self.first_price = 1 + scene.parameters.impressed

    def raising(self, scene: Scene) -> None:
        """Fill a third of it."""
        units = int(scene.parameters.float_share * S) // 6 + 1
        for friend in scene.cast.friends:
            hand(scene, scene.dan, friend, price_of(units, int(scene.luck.base * self.first_price)))
            scene.world.do("commit", friend, scene.first, units)

    def ends(self, scene: Scene) -> None:
        """Divide it."""
        for friend in scene.cast.friends:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
