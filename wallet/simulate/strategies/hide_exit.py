"""Hiding an exit."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class HideExit(Strategy):
    """Dan sells his company and says nothing. If he is found out, he pays what is then owed."""

    stops = "Watchers and the penalty; without them it would pay every time."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""
