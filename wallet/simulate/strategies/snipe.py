"""Sniping before a payment."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.buy_back import bid
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class Snipe(Strategy):
    """A friend's bid for Dan's token stands when holders open an auction for it; Dan reports the
    sale while it runs and pays at once, so that the friend is paid what the sellers were due."""

    friends = 1
    auction = True
    stops = "A reported exit raises what sellers want by what it brings, and starts the time again."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Bid, and report as soon as somebody sells."""
        bid(scene, scene.cast.friends[0])
        scene.world.after(3_600, self._wait, scene, sale)

    def _wait(self, scene: Scene, sale: Sale) -> None:
        running = scene.rules.auctions.call(scene.dan).running
        if running or scene.world.now > sale.closed_at + 25 * DAY:
            scene.report(sale, sale.proceeds)
        else:
            scene.world.after(3_600, self._wait, scene, sale)
