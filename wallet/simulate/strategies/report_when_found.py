"""Reporting an exit only when found."""

from __future__ import annotations

from wallet.rules.watching import Report
from wallet.simulate.scene import COMPANY, Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class ReportWhenFound(Strategy):
    """Dan hides the sale; when somebody reports him, he reports it himself in the time to answer
    and halves the penalty."""

    stops = "The half penalty, the strike, and the ban that a large hiding brings all the same."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""

    def accused(self, scene: Scene, number: int, report: Report) -> None:
        """Report it now, and show it."""
        sale = scene.truth.about(scene.dan, report.company)
        if sale is None or sale.exits:
            return
        scene.report(sale, sale.proceeds)
        if sale.exits:
            facts = (number, report.company or COMPANY, sale.stake, sale.exits[0])
            scene.world.do("declare_after", scene.dan, *facts)
