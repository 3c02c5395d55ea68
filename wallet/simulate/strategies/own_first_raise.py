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
    first_price = 1.25
    first_part = 1.5
    stops = (
        "Nothing on chain: who buys is public, and a buyer can ask who they are. What friends hold "
        "is worth no more for it; only who paid too much has lost."
    )

    def raising(self, scene: Scene) -> None:
        """Fill a third of it."""
        units = int(scene.parameters.float_share * S) // 6 + 1
        for friend in scene.cast.friends:
            hand(scene, scene.dan, friend, price_of(units, int(scene.luck.base * 1.25)))
            scene.world.do("commit", friend, scene.first, units)

    def ends(self, scene: Scene) -> None:
        """Divide it."""
        for friend in scene.cast.friends:
            settle_up(scene, friend, int(scene.parameters.savings * 10**6))
