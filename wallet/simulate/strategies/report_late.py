"""Reporting an exit late."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale

LATE = 300 * DAY


class ReportLate(Strategy):
    """Dan reports the sale ten months after it closed, and has the use of the money meanwhile."""

    stops = "Interest from when it should have been due, and the risk to be found out first."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Report later, unless it was found out by then."""
        scene.world.after(LATE, self._report, scene, sale)

    def _report(self, scene: Scene, sale: Sale) -> None:
        if not sale.found:
            scene.report(sale, sale.proceeds)
