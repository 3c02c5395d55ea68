"""Filling the line of somebody's offering."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import INVEST, Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.world import GENESIS


class GriefLine(Strategy):
    """Two friends commit to all of Xenia's raise at once, so that others wait in line, and take it
    back on the last day on which they may: her raise is to fail."""

    friends = 2
    stops = "Commitments above the maximum wait in line and move up; it costs nobody anything."

    def begins(self, scene: Scene) -> None:
        """Remember the hour."""
        scene.world.at(GENESIS + INVEST * DAY + 3_600, self._fill, scene)

    def _fill(self, scene: Scene) -> None:
        """Commit to all of it, before anyone else comes."""
        world, number = scene.world, scene.xenias
        deal = scene.rules.offerings.raises[number]
        for friend in scene.cast.friends[:2]:
            units = int(0.9 * scene.rules.network.people[friend].cash * 10**24 / deal.price)
            made = world.do("commit", friend, number, min(units, deal.most))
            if made.done:
                last = deal.deadline - 2 * DAY - 60
                world.at(last, world.do, "uncommit", friend, number, made.result)
