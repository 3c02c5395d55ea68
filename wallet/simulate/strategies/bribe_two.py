"""Bribing as many attestors as are needed."""

from __future__ import annotations

from wallet.simulate.moves import bribe
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class BribeTwo(Strategy):
    """Dan reports half of what the sale fetched, and offers money to all three attestors until two
    will sign."""

    stops = "Honest attestors tell; what two have signed, watchers can still report."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Ask all of them."""
        bribed = bribe(scene, sale, 3)
        if not sale.found:
            scene.report(sale, (sale.proceeds + sale.cost) // 2, bribed)
