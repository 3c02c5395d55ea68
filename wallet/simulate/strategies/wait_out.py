"""Waiting out delays and freezes."""

from __future__ import annotations

from wallet.rules.debts import Debt
from wallet.rules.units import DAY
from wallet.simulate.debtors import SOON
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale

DAYS = 88 * DAY


class WaitOut(Strategy):
    """Dan hides the sale, waits out every delay and freeze, and when he owes at last he pays two
    days before the strike for being late."""

    stops = "The penalty; the interest is twice what the money earns elsewhere."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""

    def owes(self, scene: Scene, debt: Debt) -> None:
        """Pay when it is late, but not yet so late that it brings a strike."""
        since = max(debt.due, debt.opened) - SOON
        if scene.world.now < since + DAYS:
            scene.world.at(since + DAYS, super().owes, scene, debt)
        else:
            super().owes(scene, debt)
