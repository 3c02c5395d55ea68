"""Buying back between an exit and its report."""

from __future__ import annotations

from wallet.rules.units import DAY, PRICE_UNITS
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale

TIMES = 1.4


class BuyBack(Strategy):
    """Dan's company is sold. Before he reports it he bids for his own token, well above what people
    think it is worth, and buys out whoever sells; then he reports in time."""

    stops = "Whoever sold is owed what they were kept from, if the exit had closed before."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Bid first, report on the last day."""
        bid(scene, scene.dan)
        scene.world.after(29 * DAY, self._report, scene, sale)

    def _report(self, scene: Scene, sale: Sale) -> None:
        scene.report(sale, sale.proceeds)


def bid(scene: Scene, buyer: int) -> None:
    """Bid half of one's money for Dan's token."""
    price = max(1, int(scene.market.worth_of(scene.dan) * TIMES))
    money = scene.rules.network.people[buyer].cash // 2
    units = min(money * PRICE_UNITS // price, scene.rules.network.tokens[scene.dan].outside)
    scene.world.do("buy", buyer, scene.dan, units, price)
