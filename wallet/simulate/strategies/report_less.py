"""Reporting less than an exit fetched."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class ReportLess(Strategy):
    """Dan reports the sale at half of what it fetched. Where two of his attestors do not look, it
    is attested; else he lays a bond and waits whether somebody disputes it."""

    stops = "Attestors who look, then whoever lays a bond against it, then watchers."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Say half."""
        scene.report(sale, (sale.proceeds + sale.cost) // 2)
