"""Restarting auctions with news."""

from __future__ import annotations

from wallet.rules.units import HOUR
from wallet.simulate.scene import UNITS, Scene
from wallet.simulate.strategy import Strategy


class GriefRestarts(Strategy):
    """Whenever somebody sells Dan's token, he says that he sold some small thing for a thousand
    dollars, so that the auction starts again, and again, and is called off."""

    stops = "An issuer's news counts once in seven days, the first report excepted."

    def begins(self, scene: Scene) -> None:
        """Look every hour whether an auction runs."""
        self.declared: list[int] = []
        scene.world.after(HOUR, self._look, scene)

    def _look(self, scene: Scene) -> None:
        world = scene.world
        call = scene.rules.auctions.calls.get(scene.dan)
        if call and call.running and not call.cancelled and len(self.declared) < 12:
            stake = int(world.do("declare", scene.dan, UNITS, 0).result)
            self.declared.append(stake)
            facts = (stake, UNITS, 1_000 * 10**6, 0, world.now, 0)
            made = world.do("report_exit", scene.dan, *facts)
            if made.done:
                attestor = scene.cast.attestors[0]
                world.after(HOUR, world.do, "attest_exit", attestor, made.result)
            world.after(12 * HOUR, self._look, scene)
        else:
            world.after(6 * HOUR, self._look, scene)
