"""Declaring a stake after its value is known."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import EXIT, FOUND, Scene
from wallet.simulate.strategy import Strategy


class LateStake(Strategy):
    """Dan declares nothing when he founds the company. A hundred days before the sale, when he
    knows what it will fetch, he declares his stake at five times what it cost him."""

    stops = "Two of three attestors have to sign the cost, ninety days before; if not, it is zero."

    def raised(self, scene: Scene) -> None:
        """Found the company, and wait."""
        scene.found()
        scene.world.after((EXIT - FOUND - 100) * DAY, scene.declare, 5 * scene.luck.cost)
