"""Bribing fewer attestors than are needed."""

from __future__ import annotations

from wallet.simulate.moves import bribe
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class BribeOne(Strategy):
    """Dan reports half of what the sale fetched, and bribes one of the three attestors to sign."""

    stops = "One signature is not enough; and whoever is offered a bribe may tell."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Bribe the first."""
        bribed = bribe(scene, sale, 1)
        if not sale.found:
            scene.report(sale, (sale.proceeds + sale.cost) // 2, bribed)
