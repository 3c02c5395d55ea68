"""Disputing one's own exit, to pay later."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import UNITS, Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class DelayByDispute(Strategy):
    """Dan reports the whole sale but asks no attestor; he lays a bond and a friend disputes it, so
    that months pass until the authority has ruled what nobody doubted."""

    friends = 1
    stops = "The due date counts from the end of the window, and holders get a third of the bond."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Report, bond, dispute."""
        if sale.stake is None:
            scene.report(sale, sale.proceeds)
            return
        facts = (sale.stake, UNITS, sale.proceeds, 0, sale.closed_at, 1)
        made = scene.world.do("report_exit", scene.dan, *facts)
        if made.refused:
            return
        sale.exits.append(made.result)
        scene.world.do("open_window", scene.dan, made.result)
        scene.world.after(6 * DAY, scene.world.do, "dispute", scene.cast.friends[0], made.result)
        scene.world.after(70 * DAY, scene.world.do, "lapse_case", 0, made.result)
