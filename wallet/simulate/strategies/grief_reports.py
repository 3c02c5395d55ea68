"""Frivolous reports."""

from __future__ import annotations

from wallet.rules.units import DAY, HOUR
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class GriefReports(Strategy):
    """A friend reports Xenia, who hides nothing, again and again, so that she has to answer and is
    frozen for a while."""

    friends = 1
    stops = "Each report costs its bond when it is found frivolous, and the accused gets it."

    def begins(self, scene: Scene) -> None:
        """Every two months for a year."""
        for month in range(2, 14, 2):
            scene.world.after(month * 30 * DAY, self._report, scene, month)

    def _report(self, scene: Scene, month: int) -> None:
        world, friend = scene.world, scene.cast.friends[0]
        closed_at = world.now - 40 * DAY
        facts = (scene.cast.xenia, f"GB-COH:{month}", closed_at, 50_000 * 10**6)
        made = world.do("commit_report", friend, *facts)
        if made.done:
            world.after(2 * HOUR, world.do, "reveal", friend, made.result)
            world.after(3 * DAY, world.do, "answer", scene.cast.xenia, made.result)
