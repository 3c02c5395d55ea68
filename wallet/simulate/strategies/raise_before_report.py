"""Raising between an exit and its debt."""

from __future__ import annotations

from wallet.rules.units import DAY, S
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class RaiseBeforeReport(Strategy):
    """The sale fetched little. Before he says so, Dan sells more of his shares to people who still
    hope; then he reports, in time."""

    stops = "Whoever buys gets their part of the debt too; an open raise fails when he reports."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Offer for a week, then report."""
        if scene.raised_again:
            scene.report(sale, sale.proceeds)
            return
        price = int(scene.luck.fair(scene.dan) * (1 - scene.parameters.margin))
        most = S // 10
        scene.offer_again((most // 10, most, price, 20 * DAY, 0))
        scene.world.after(26 * DAY, scene.report, sale, sale.proceeds)

    def wants_to_raise(self, scene: Scene) -> None:
        """He has done so."""
        if not scene.raised_again:
            scene.raise_again()
