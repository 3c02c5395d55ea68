"""Reporting oneself, through a friend."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class ReportOneself(Strategy):
    """Dan hides the sale, and a friend reports him: half of the penalty comes back as the reward,
    and nobody else can be first."""

    friends = 1
    stops = "The other half of the penalty, the strike and the ban: honesty is cheaper."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Let the friend report it as soon as it counts as hidden."""
        friend = scene.cast.friends[0]
        sale.found = True
        scene.world.after(31 * DAY, scene.watchers.report, friend, sale)
