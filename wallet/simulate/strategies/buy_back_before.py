"""Buying back before an exit closes."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import EXIT, Scene
from wallet.simulate.strategies.buy_back import bid
from wallet.simulate.strategy import Strategy
from wallet.simulate.world import GENESIS


class BuyBackBefore(Strategy):
    """Three weeks before the sale of his company closes Dan knows what it will fetch. He bids for
    his own token, well above what people think it is worth, and then everything goes its way."""

    outside = True
    stops = (
        "Nothing on chain before the closing: who sells to an issuer should ask why he buys. A "
        "purchase agreement has a date, and outside it is insider dealing."
    )

    def begins(self, scene: Scene) -> None:
        """Remember the day."""
        scene.world.at(GENESIS + (EXIT - 21) * DAY, bid, scene, scene.dan)
