"""Keeping the place of the first report."""

from __future__ import annotations

from wallet.rules.units import DAY, HOUR
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class BlockReports(Strategy):
    """Dan hides the sale, and a friend keeps an empty report of it open, without evidence, so that
    others come second; when it is dismissed, the friend files the next."""

    friends = 1
    stops = "The authority looks at what is behind a report, and anyone's evidence serves."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Begin when it counts as hidden."""
        scene.world.after(31 * DAY, self._again, scene, sale)

    def _again(self, scene: Scene, sale: Sale) -> None:
        world, friend = scene.world, scene.cast.friends[0]
        facts = (sale.owner, sale.company, sale.closed_at, 1_000 * 10**6)
        made = world.do("commit_report", friend, *facts)
        if made.done:
            world.after(2 * HOUR, world.do, "reveal", friend, made.result)
            world.after(60 * DAY, self._look, scene, sale, made.result)

    def _look(self, scene: Scene, sale: Sale, number: int) -> None:
        """File another once the last is decided."""
        if scene.rules.watching.reports[number - 1].state == "open":
            scene.world.after(30 * DAY, self._look, scene, sale, number)
        elif not sale.found:
            self._again(scene, sale)
