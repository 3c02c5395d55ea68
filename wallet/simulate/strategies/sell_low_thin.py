"""Selling low to a friend where hardly anybody looks."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategies.sell_low import SellLow


class SellLowThin(SellLow):
    """As selling low to a friend, but shares of a token that only friends ever bought, which hardly
    anybody watches."""

    stops = "Whoever looks at all. An auction protects a sale up to twice the money watching it."

    def token(self, scene: Scene) -> int:
        """The friend's."""
        return scene.cast.friends[0]
