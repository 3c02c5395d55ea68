"""Filling the line of somebody's offering."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class GriefLine(Strategy):
    """Two friends commit to all of Xenia's raise at once, so that others wait in line, and take it
    back on the last day on which they may: her raise is to fail."""

    friends = 2
    stops = "Commitments above the maximum wait in line and move up; it costs nobody anything."

    def wants_to_invest(self, scene: Scene) -> None:
        """Dan invests as ever; friends commit what they have, and withdraw it."""
        world, number = scene.world, scene.xenias
        deal = scene.rules.offerings.raises[number]
        for friend in scene.cast.friends[:2]:
            units = int(0.9 * scene.rules.network.people[friend].cash * 10**24 / deal.price)
            made = world.do("commit", friend, number, min(units, deal.most))
            if made.done:
                last = deal.deadline - 2 * DAY - 60
                world.at(last, world.do, "uncommit", friend, number, made.result)
        super().wants_to_invest(scene)
